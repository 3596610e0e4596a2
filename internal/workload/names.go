package workload

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/jsontext"
)

// names is what is written down about a container.
type names struct {
	runtime           string
	container         string
	pod, podNamespace string
	podUID            string
}

// annotations reads the annotations of an OCI bundle (the OCI runtime
// specification, config.md) or the labels of a container, by which a runtime
// remembers whose container it is.
func (n *names) annotations(j *jsontext.Reader) {
	for key := range j.Members() {
		var text *string
		switch string(key) {
		case "io.kubernetes.cri.container-name", "io.kubernetes.container.name", "nerdctl/name":
			text = &n.container
		case "io.kubernetes.cri.sandbox-name", "io.kubernetes.pod.name":
			text = &n.pod
		case "io.kubernetes.cri.sandbox-namespace", "io.kubernetes.pod.namespace":
			text = &n.podNamespace
		case "io.kubernetes.cri.sandbox-uid", "io.kubernetes.pod.uid":
			text = &n.podUID
		default:
			j.Skip()
			continue
		}
		if value, ok := j.Text(); ok {
			setOnce(text, value)
		}
	}
}

// bundle reads the config.json of an OCI bundle. The annotations come early in
// it, and what follows is most of the file.
func (n *names) bundle(content []byte) {
	j := jsontext.NewReader(content)
	for key := range j.Members() {
		if string(key) == "annotations" {
			n.annotations(j)
			return
		}
		j.Skip()
	}
}

// dockerConfig reads Docker's config.v2.json. Docker lets whoever starts a
// container give it any labels: they count if they say that it is of the pod
// whose cgroup it is in. Without a pod there is only the name to look for.
func (n *names) dockerConfig(content []byte, podUID string) {
	name := ""
	j := jsontext.NewReader(content)
	for key := range j.Members() {
		switch {
		case string(key) == "Name":
			if text, ok := j.Text(); ok {
				setOnce(&name, strings.TrimPrefix(text, "/"))
			}
			if name != "" && podUID == "" {
				setOnce(&n.container, name)
				return
			}
		case string(key) == "Config" && podUID != "":
			var labels names
			for key := range j.Members() {
				if string(key) == "Labels" {
					labels.annotations(j)
				} else {
					j.Skip()
				}
			}
			if labels.podUID == podUID {
				*n = labels
			}
		default:
			j.Skip()
		}
	}
	setOnce(&n.container, name)
}

// storageList reads the containers.json of containers/storage, the storage of
// podman, and calls found with the ID and the name of each container.
func storageList(content []byte, found func(id, name string)) {
	j := jsontext.NewReader(content)
	for range j.Elements() {
		id, name := "", ""
		for key := range j.Members() {
			switch string(key) {
			case "id":
				id, _ = j.Text()
			case "names":
				for range j.Elements() {
					if text, ok := j.Text(); ok {
						setOnce(&name, text)
					}
				}
			default:
				j.Skip()
			}
		}
		if isID(id) && name != "" {
			found(id, name)
		}
	}
}

// setOnce sets a text that is not known yet.
func setOnce(text *string, value string) {
	if *text == "" {
		*text = value
	}
}
