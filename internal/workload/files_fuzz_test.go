package workload

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// plain is what the reader of a file has to find, found with encoding/json: of
// members with the same key the first.
type plain struct{ decoder *json.Decoder }

func (p plain) members(visit func(key string, value json.RawMessage)) {
	open, err := p.decoder.Token()
	if err != nil || open != json.Delim('{') {
		return
	}
	for p.decoder.More() {
		key, _ := p.decoder.Token()
		var value json.RawMessage
		if p.decoder.Decode(&value) != nil {
			return
		}
		visit(key.(string), value)
	}
}

func members(value []byte, visit func(key string, value json.RawMessage)) {
	plain{json.NewDecoder(bytes.NewReader(value))}.members(visit)
}

func plainText(value json.RawMessage) string {
	var text any
	_ = json.Unmarshal(value, &text)
	s, _ := text.(string)
	return s
}

func plainAnnotations(value []byte) (n names) {
	members(value, func(key string, value json.RawMessage) {
		for _, c := range []struct {
			keys string
			text *string
		}{
			{"io.kubernetes.cri.container-name io.kubernetes.container.name nerdctl/name", &n.container},
			{"io.kubernetes.cri.sandbox-name io.kubernetes.pod.name", &n.pod},
			{"io.kubernetes.cri.sandbox-namespace io.kubernetes.pod.namespace", &n.podNamespace},
			{"io.kubernetes.cri.sandbox-uid io.kubernetes.pod.uid", &n.podUID},
		} {
			for _, its := range strings.Fields(c.keys) {
				if key == its && *c.text == "" {
					*c.text = plainText(value)
				}
			}
		}
	})
	return n
}

// FuzzFiles reads any content as each of the files that runtimes leave, and
// where it is JSON finds what encoding/json finds there.
func FuzzFiles(f *testing.F) {
	f.Add([]byte(`{"Config":{"Env":["A=\"B"],"Labels":{"io.kubernetes.pod.name":"a","io.kubernetes.pod.uid":"b"}},"Name":"/we\u00e9\ud83d\udc33"}`))
	f.Add([]byte(`{"root":{"path":"x"},"annotations":{"io.kubernetes.cri.container-name":"a","io.kubernetes.cri.sandbox-uid":"b"},"linux":{}}`))
	f.Add([]byte(` { "Config" : { "Labels" : null , "a":[{},[],"\\"] } , "annotations":{"nerdctl/name":"x"}, "Name" : null } `))
	f.Add([]byte(`[{"id":"` + id + `","names":[[],{},"a"]},[],{"names":null,"id":1}]`))
	f.Add([]byte(`{"annotations":{"nerdctl\/name":"\/\b\f\n\r\t\\"}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		var bundle, docker names
		bundle.bundle(content)
		docker.dockerConfig(content, "b")
		var list [][2]string
		storageList(content, func(id, name string) {
			require.True(t, isID(id))
			require.NotEmpty(t, name)
			list = append(list, [2]string{id, name})
		})
		for _, text := range []string{bundle.container, bundle.pod, docker.container, docker.podNamespace} {
			require.LessOrEqual(t, len(text), 3*len(content))
		}
		if !json.Valid(content) || !utf8.Valid(content) {
			return
		}
		var wanted, named names
		annotated, name := false, ""
		members(content, func(key string, value json.RawMessage) {
			switch key {
			case "annotations":
				if !annotated {
					annotated = true
					wanted = plainAnnotations(value)
				}
			case "Name":
				setOnce(&name, strings.TrimPrefix(plainText(value), "/"))
			case "Config":
				var labels names
				members(value, func(key string, value json.RawMessage) {
					if key == "Labels" {
						l := plainAnnotations(value)
						setOnce(&labels.container, l.container)
						setOnce(&labels.pod, l.pod)
						setOnce(&labels.podNamespace, l.podNamespace)
						setOnce(&labels.podUID, l.podUID)
					}
				})
				if labels.podUID == "b" {
					named = labels
				}
			}
		})
		setOnce(&named.container, name)
		require.Equal(t, wanted, bundle)
		require.Equal(t, named, docker)

		var wantedList [][2]string
		var elements []json.RawMessage
		_ = json.Unmarshal(content, &elements)
		for _, element := range elements {
			id, name := "", ""
			members(element, func(key string, value json.RawMessage) {
				switch key {
				case "id":
					id = plainText(value)
				case "names":
					var all []json.RawMessage
					_ = json.Unmarshal(value, &all)
					for _, one := range all {
						setOnce(&name, plainText(one))
					}
				}
			})
			if isID(id) && name != "" {
				wantedList = append(wantedList, [2]string{id, name})
			}
		}
		require.Equal(t, wantedList, list)
	})
}
