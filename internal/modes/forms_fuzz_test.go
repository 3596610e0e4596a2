package modes

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/stretchr/testify/require"
)

// A tree is what is below /proc: contents of files by their paths. Where it has
// processes, their sockets are all the same one.
type tree map[string]string

const treeInode = "4242"

// make makes the files.
func (files tree) make(t *testing.T) Place {
	t.Helper()
	proc := t.TempDir()
	for name, content := range files {
		path := filepath.Join(proc, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
		if process, ok := strings.CutSuffix(path, "/cmdline"); ok {
			require.NoError(t, os.Mkdir(process+"/fd", 0o755))
			require.NoError(t, os.Symlink("socket:["+treeInode+"]", process+"/fd/3"))
		}
	}
	return Place{Proc: proc, Etc: proc}
}

// printed runs a command line and gives what it prints.
func printed(t *testing.T, where Place, args ...string) (output string) {
	t.Helper()
	var out, errs bytes.Buffer
	request, _ := options.Parse("netstat", args, &out, &errs)
	require.NotNil(t, request, "%s", errs.String())
	Run(where, request, &out, &errs)
	return out.String()
}

// requireHarmless requires a text without anything that steers a terminal, or
// changes the order of its characters.
func requireHarmless(t *testing.T, text string) {
	t.Helper()
	require.True(t, utf8.ValidString(text), "%q", text)
	for _, c := range text {
		require.True(t, c == '\n' || unicode.IsPrint(c) || c == utf8.RuneError, "%q in %q", c, text)
	}
}

// requireSameObjects requires that an array holds the objects that the lines
// are, and gives them.
func requireSameObjects(t *testing.T, array, lines string) []map[string]any {
	t.Helper()
	objects := decode(t, array)
	require.Equal(t, objects, decodeLines(t, lines))
	require.Len(t, objects, strings.Count(lines, "\n"))
	return objects
}

// recordedFiles gives every file of a path in the trees of testdata, and always
// one that is empty.
func recordedFiles(f *testing.F, path string) (contents []string) {
	f.Helper()
	paths, err := filepath.Glob(filepath.Join(testdata, "*", filepath.FromSlash(path)))
	require.NoError(f, err)
	require.NotEmpty(f, paths)
	for _, path := range paths {
		if content, err := os.ReadFile(path); err == nil {
			contents = append(contents, string(content))
		}
	}
	return append(contents, "")
}

// FuzzSocketForms lists any texts as net/tcp6, net/unix and net/sctp/assocs, with
// an owner of any name: the forms of output of our own are well formed, have as
// many rows each, and nothing in them steers a terminal.
func FuzzSocketForms(f *testing.F) {
	const row = "   0: 0100007F:0035 0100007F:0036 01 00000000:00000000 00:00000000 00000000     0        0 4242 2 0 0\n"
	f.Add("\n"+row, "Num RefCount Protocol Flags Type St Inode Path\n0: 2 0 10000 1 1 4242 /\x1b[31m\u202e\",'\xff\n",
		"\n1 2 3 4 5 6 7 8 9 0 4242 12 13 ::1 <-> ::2\n", []byte("/bin/a\x1b\n,\"b\x00"))
	for _, name := range []string{"tcp", "tcp6", "udp", "raw"} {
		for _, table := range recordedFiles(f, "proc/net/"+name) {
			f.Add(table, "", "", []byte("/usr/bin/foo\x00-x"))
		}
	}
	for _, table := range recordedFiles(f, "proc/net/unix") {
		f.Add("", table, "", []byte("\xff"))
	}
	for _, table := range recordedFiles(f, "proc/net/sctp/assocs") {
		f.Add("", "", table, []byte(nil))
	}
	f.Fuzz(func(t *testing.T, tcp, unixTable, assocs string, cmdline []byte) {
		where := tree{"net/tcp6": tcp, "net/unix": unixTable, "net/sctp/assocs": assocs, "net/sctp/eps": "",
			"4711/cmdline": string(cmdline)}.make(t)
		array, lines := printed(t, where, "-ap", "--json"), printed(t, where, "-ap", "--output=ndjson")
		table, cells := printed(t, where, "-apnW", "--output=table"), printed(t, where, "-ap", "--output=csv")
		requireHarmless(t, array)
		requireHarmless(t, cells)
		requireHarmless(t, table)
		objects := requireSameObjects(t, array, lines)
		records, err := csv.NewReader(strings.NewReader(cells)).ReadAll() // each has as many cells as the first
		require.NoError(t, err)
		require.Len(t, records, 1+len(objects))
		require.Equal(t, len(objects), strings.Count(table, "\n")-4, "two titles and headings beside the rows")
		for _, object := range objects {
			require.NotEmpty(t, object["proto"])
			if inode, _ := object["inode"].(json.Number); inode == treeInode {
				require.Equal(t, json.Number("4711"), object["pid"])
			}
		}
	})
}

// FuzzObjects lists any texts as the tables of the other modes: the objects are
// well formed, and nothing in them steers a terminal.
func FuzzObjects(f *testing.F) {
	modes := [][]string{{"-r"}, {"-r6"}, {"-s"}, {"-s6"}, {"-s", "-S"}, {"-g"}}
	tables := [][]string{{"net/route"}, {"net/ipv6_route"}, {"net/snmp", "net/netstat"}, {"net/snmp6"}, {"net/sctp/snmp"}, {"net/igmp", "net/igmp6"}}
	for mode, names := range tables {
		seconds := recordedFiles(f, "proc/"+names[len(names)-1])
		for i, first := range recordedFiles(f, "proc/"+names[0]) {
			f.Add(uint8(mode), first, seconds[i%len(seconds)])
		}
	}
	f.Add(uint8(0), "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n\x1b[31m\"\\\xff 0 0 1 0 0 0 0 0 0\n", "")
	f.Add(uint8(2), "\x1b\"\xff: \x07\\ \x9b\nA: 1 2\n", "TcpExt: \u202e\nTcpExt: -1\n")
	f.Add(uint8(5), "1 \xff\"\x1b ff02 1\n", "1 \x07\\ ff02 -1\n")
	f.Fuzz(func(t *testing.T, mode uint8, first, second string) {
		args, names := modes[int(mode)%len(modes)], tables[int(mode)%len(modes)]
		where := tree{names[len(names)-1]: second, names[0]: first}.make(t)
		array, lines := printed(t, where, append(args, "--json")...), printed(t, where, append(args, "--output=ndjson")...)
		requireHarmless(t, array)
		for _, object := range requireSameObjects(t, array, lines) {
			require.Equal(t, "-", object["netns"])
		}
	})
}

// requirePrintable requires printable ASCII, newlines and tabs.
func requirePrintable(t *testing.T, text []byte) {
	t.Helper()
	for _, c := range text {
		require.True(t, c == '\n' || c == '\t' || ' ' <= c && c <= '~', "%q", text)
	}
}

// FuzzContext shows a context of any bytes: those before a NUL and without a
// newline at their end, each of which is one printable character.
func FuzzContext(f *testing.F) {
	for _, pid := range []string{"101", "102", "103", "104", "105", "106"} {
		for _, content := range recordedFiles(f, "proc/"+pid+"/attr/current") {
			f.Add([]byte(content))
		}
	}
	f.Add([]byte("a\x1b[31m\xff\x7f\n\x00more"))
	f.Fuzz(func(t *testing.T, content []byte) {
		where := tree{"7/attr/current": string(content)}.make(t)
		context := (&contexts{proc: where.Proc}).context(7)
		requirePrintable(t, []byte(context))
		require.NotContains(t, context, "\n")
		require.NotContains(t, context, "\t")
		whole, _, _ := strings.Cut(string(content), "\x00")
		require.Len(t, context, len(strings.TrimSuffix(whole, "\n")))
		for i := range len(context) {
			require.True(t, context[i] == whole[i] || context[i] == '.')
		}
	})
}
