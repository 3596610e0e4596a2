package modes

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// The trees of the forms: one of common sockets, and one of what is rare.
var (
	forms     = filepath.Join(testdata, "forms")
	formsRare = filepath.Join(testdata, "forms-rare")
)

// TestForms runs the command lines in testdata/*/expected* on the trees beside
// them, a variable of the environment in front of some. net-tools has none of
// these forms, so what is expected there has been written by hand from the tree
// and from what the kernel says about its tables.
func TestForms(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata, "*", "expected*"))
	require.NoError(t, err)
	require.Greater(t, len(files), 3)
	for _, file := range files {
		dir := filepath.Dir(file)
		for command, expected := range readGolden(t, file) {
			t.Run(filepath.Base(dir)+" "+command, func(t *testing.T) {
				args := strings.Fields(command)
				for ; args[0] != "gonetstat"; args = args[1:] {
					name, value, _ := strings.Cut(args[0], "=")
					t.Setenv(name, value)
				}
				require.Equal(t, expected, runGolden(dir, args[1:]))
			})
		}
	}
}

// listed runs gonetstat on testdata/forms and gives its output, which must be
// all there is to say.
func listed(t *testing.T, args ...string) string {
	t.Helper()
	return listedIn(t, forms, args...)
}

// listedIn runs gonetstat on a tree as listed does.
func listedIn(t *testing.T, dir string, args ...string) string {
	t.Helper()
	output, rest, _ := strings.Cut(runGolden(dir, args), "--- stderr\n")
	require.Equal(t, "--- exit 0\n", rest)
	return output
}

func decode(t *testing.T, text string) []map[string]any {
	t.Helper()
	var objects []map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&objects))
	return objects
}

func TestFormsSayTheSame(t *testing.T) {
	for dir, sockets := range map[string]int{forms: 13, formsRare: 22} {
		array := decode(t, listedIn(t, dir, "-a", "--json"))
		require.Len(t, array, sockets)

		lines := strings.Split(strings.TrimSuffix(listedIn(t, dir, "-a", "--output=ndjson"), "\n"), "\n")
		assert.Equal(t, array, decode(t, "["+strings.Join(lines, ",")+"]"))

		table, err := csv.NewReader(strings.NewReader(listedIn(t, dir, "-a", "--output=csv"))).ReadAll()
		require.NoError(t, err)
		require.Len(t, table, 1+len(array))
		for i, object := range array {
			for c, column := range table[0] {
				if column == "workload" || column == "unit" { // a formula for a spreadsheet
					assert.Equal(t, csvText(object[column]), strings.TrimPrefix(table[1+i][c], "'"), column)
				} else if column != "path" && column != "program" { // escaped each in its own way
					assert.Equal(t, csvText(object[column]), table[1+i][c], column)
				}
			}
			for key := range object {
				assert.Contains(t, table[0], key)
			}
		}
	}
}

func TestFormsNameTheNamespaceOfEachSocket(t *testing.T) {
	const heading = "sl\n"
	tables := []map[string]string{
		{"udp": heading + "0: 0100007F:0035 00000000:0000 07 0:0 00:0 0 0 0 0 2 0 1\n", "unix": "Num Inode\n0: 2 0 10000 1 1 0 /run/a\n"},
		{"tcp": heading + "0: 0100007F:0050 00000000:0000 0A 0:0 00:0 0 0 0 0 1 0 100 0 0 10 0\n", "unix": "Num Inode\n0: 2 0 10000 1 1 0 /run/b\n"},
	}
	list := func(output string) string {
		r, spaces, stdout, _ := severalSpaces(t, accepted(t, "-an", "--output="+output), tables...)
		require.Zero(t, listIn(r, spaces))
		return stdout.String()
	}
	for _, object := range decode(t, list("json")) {
		switch object["proto"] {
		case "udp":
			assert.Equal(t, "a", object["netns"])
		case "tcp":
			assert.Equal(t, "b", object["netns"])
		case "unix":
			assert.Equal(t, "/run/"+object["netns"].(string), object["path"])
		}
	}
	assert.Regexp(t, `(?m)^b,tcp,(.*\n)+a,udp,(.*\n)+a,unix,.*/run/a,.*\nb,unix,.*/run/b,`, list("csv"))
	assert.Equal(t, `Active Internet connections (servers and established)
Proto  Recv-Q  Send-Q  Local         Peer       State   PID  Program  Workload  NetNS
tcp         0       0  127.0.0.1:80  0.0.0.0:*  LISTEN                          b
udp         0       0  127.0.0.1:53  0.0.0.0:*                                  a
Active UNIX domain sockets (servers and established)
Type    State      Flags  Refs  Inode  PID  Program  Workload  Peer  NetNS  Path
STREAM  LISTENING  ACC       2      0                                a      /run/a
STREAM  LISTENING  ACC       2      0                                b      /run/b
`, list("table"))
}

// csvText gives what stands in CSV for a value of JSON.
func csvText(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case json.Number:
		return value.String()
	case []any:
		var words []string
		for _, item := range value {
			switch item := item.(type) {
			case string:
				words = append(words, item)
			case map[string]any: // an owner
				words = append(words, csvText(item["pid"])+"/"+csvText(item["fd"]))
			}
		}
		return strings.Join(words, " ")
	case bool:
		return strconv.FormatBool(value)
	}
	return value.(string)
}

func TestObjectsOfAProtocolHaveTheSameKeys(t *testing.T) {
	keys := map[string][]string{}
	objects := decode(t, listed(t, "-a", "--json"))
	for _, object := range append(objects, decode(t, listedIn(t, formsRare, "-a", "--json"))...) {
		proto := object["proto"].(string)
		own := slices.Sorted(maps.Keys(object))
		if keys[proto] != nil {
			assert.Equal(t, keys[proto], own, proto)
		}
		keys[proto] = own
	}
	assert.Len(t, keys, 6)
}

func TestRecordsIgnoreDisplayOptions(t *testing.T) {
	for _, form := range []string{"json", "ndjson", "csv"} {
		for _, dir := range []string{forms, formsRare} {
			assert.Equal(t, listedIn(t, dir, "-a", "--output="+form), listedIn(t, dir, "-aneeopW", "--output="+form), form)
		}
	}
}

func TestJSONIsValidForJq(t *testing.T) {
	testkit.Need(t, "jq")
	for _, args := range [][]string{{"--json"}, {"--output=ndjson"}, {"--json", "--port=7"}, {"-Ut", "--json"}} {
		output, _, _ := strings.Cut(runGolden(forms, append(args, "-a")), "--- stderr\n")
		cmd := exec.Command("jq", "-e", "-s", "flatten | all(.proto and .family and .netns)")
		cmd.Stdin = strings.NewReader(output)
		text, err := cmd.CombinedOutput()
		assert.NoError(t, err, "%s: %s", args, text)
	}
}

func TestNothingButNewlinesControlsTheTerminal(t *testing.T) {
	for _, output := range []string{"net-tools", "table", "json", "ndjson", "csv"}[1:] {
		for _, c := range listed(t, "-aeo", "--numeric-hosts", "--output="+output) {
			assert.True(t, c >= ' ' && c != 0x7f && (c < 0x80 || c > 0x9f) && c != 0x202e || c == '\n', "%s: %q", output, c)
		}
	}
}

func TestTableFitsColumns(t *testing.T) {
	for _, width := range []int{95, 100, 110} {
		t.Setenv("COLUMNS", strconv.Itoa(width))
		for _, which := range []string{"-tan", "-xan"} {
			for line := range strings.Lines(listed(t, which, "--output=table")) {
				assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), width, line)
			}
		}
	}
	t.Setenv("COLUMNS", "20")
	assert.NotContains(t, listed(t, "-anW", "--output=table"), "…")
}

func TestTableNeverShortensIPv4AddressesAndPorts(t *testing.T) {
	for _, width := range []string{"1", "20", "60", "80"} {
		t.Setenv("COLUMNS", width)
		text := listed(t, "-aneo", "--output=table")
		for _, object := range decode(t, listed(t, "-tu", "-a", "--json")) {
			address, port := object["local_address"].(string), csvText(object["local_port"])
			if object["family"] == "inet" {
				assert.Contains(t, text, " "+address+":"+port+" ", width)
			}
		}
	}
}

func TestColorsOnlyWhenWanted(t *testing.T) {
	assert.NotContains(t, listed(t, "-an", "--output=table"), "\x1b", "not a terminal")
	t.Setenv("NO_COLOR", "1")
	assert.Contains(t, listed(t, "-an", "--output=table", "--color=always"), "\x1b[32mLISTEN\x1b[0m")
}

func TestArrayIsCompleteWithoutNamespaces(t *testing.T) {
	output, _, _ := strings.Cut(runGolden(forms, []string{"--netns=no such namespace", "--json"}), "--- stderr\n")
	assert.Equal(t, "[]\n", output)
}

func TestContinuousCSVHasOneHeading(t *testing.T) {
	all := listed(t, "-tn", "--output=csv")
	heading, rows, _ := strings.Cut(all, "\n")
	assert.Contains(t, heading, "netns,proto")

	var out bytes.Buffer
	where := Place{Proc: filepath.Join(forms, "proc"), Etc: filepath.Join(forms, "etc"), Root: forms}
	r := newRun(where, accepted(t, "-tn", "--output=csv"), &out, io.Discard)
	require.Zero(t, r.once())
	require.Zero(t, r.once())
	require.NoError(t, r.out.Flush())
	assert.Equal(t, all+rows, out.String())
}
