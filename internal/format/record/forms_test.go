package record

import (
	"bufio"
	"bytes"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A maker is NewJSON or one of the others.
type maker func(out *bufio.Writer, o Options) format.Form

var makers = map[string]maker{"json": NewJSON, "ndjson": NewNDJSON, "csv": NewCSV}

// rowsOf gives rows of a form for some sections.
func rowsOf(form maker, sections ...format.Section) format.Rows {
	return form(nil, Options{Sections: sections}).Rows(format.Space{Label: "-"})
}

// printed gives what a form prints in a round that has rows of one section.
func printed(t testing.TB, form maker, s format.Section, text func(r format.Rows) []byte) string {
	t.Helper()
	var out bytes.Buffer
	writer := bufio.NewWriter(&out)
	f := form(writer, Options{Sections: []format.Section{s}})
	space := format.Space{Label: "-"}
	f.Begin(s, space)
	f.Print(text(f.Rows(space)))
	f.End()
	require.NoError(t, writer.Flush())
	return out.String()
}

func TestFormsOfSeveralRounds(t *testing.T) {
	for name, want := range map[string]string{
		"json": "[\n" + `{"netns":"a","netns_workload":null,"family":"inet","iface":"lo","refcount":1,"group":null},` + "\n" +
			`{"netns":"b","netns_workload":null,"family":"inet","iface":"eth0","refcount":2,"group":null}` + "\n]\n" +
			"[]\n" +
			"[\n" + `{"netns":"b","netns_workload":null,"family":"inet","iface":"eth0","refcount":2,"group":null}` + "\n]\n",
		"ndjson": `{"netns":"a","netns_workload":null,"family":"inet","iface":"lo","refcount":1,"group":null}` + "\n" +
			`{"netns":"b","netns_workload":null,"family":"inet","iface":"eth0","refcount":2,"group":null}` + "\n" +
			`{"netns":"b","netns_workload":null,"family":"inet","iface":"eth0","refcount":2,"group":null}` + "\n",
		"csv": "netns,family,iface,refcount,group,netns_workload\na,inet,lo,1,,\nb,inet,eth0,2,,\nb,inet,eth0,2,,\n",
	} {
		var out bytes.Buffer
		writer := bufio.NewWriter(&out)
		f := makers[name](writer, Options{Sections: []format.Section{format.Groups}})
		a, b := format.Space{Label: "a", Several: true}, format.Space{Label: "b", Several: true}
		group := procnet.Group{Interface: "lo", Users: 1}
		other := procnet.Group{Interface: "eth0", Users: 2}

		f.Space(a)
		f.Begin(format.Groups, a)
		f.Print(nil)
		f.Print(f.Rows(a).AppendGroup(nil, &group))
		f.Space(b)
		f.Begin(format.Groups, b)
		f.Print(f.Rows(b).AppendGroup(nil, &other))
		f.End()

		f.Begin(format.Groups, a)
		f.End()

		f.Begin(format.Groups, b)
		f.Print(f.Rows(b).AppendGroup(nil, &other))
		f.End()
		require.NoError(t, writer.Flush())
		assert.Equal(t, want, out.String(), name)
		assert.False(t, f.Remark("IP masquerading entries\n"), name)
	}
}

func TestRoundWithoutSectionsIsEmptyButNotMissing(t *testing.T) {
	for name, want := range map[string]string{"json": "[]\n[]\n", "ndjson": "", "csv": "netns,protocol,name,value,netns_workload\n"} {
		var out bytes.Buffer
		writer := bufio.NewWriter(&out)
		f := makers[name](writer, Options{Sections: []format.Section{format.Counters}})
		f.End()
		f.End()
		require.NoError(t, writer.Flush())
		assert.Equal(t, want, out.String(), name)
	}
}

func TestRowsMayBeUsedConcurrently(t *testing.T) {
	for name, form := range makers {
		rows := rowsOf(form, format.Unix)
		socket := procnet.UnixSocket{Inode: 7, Path: []byte("/run/a,b")}
		want := string(rows.AppendUnix(nil, &socket, true))
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				for range 100 {
					assert.Equal(t, want, string(rows.AppendUnix(nil, &socket, true)), name)
				}
			})
		}
		group.Wait()
	}
}
