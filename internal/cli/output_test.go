package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var forms = filepath.Join(testdata, "forms")

// TestForms runs the command lines in testdata/forms/expected on the tree
// beside it. net-tools has none of these forms, so what is expected there has
// been checked by hand against the tree.
func TestForms(t *testing.T) {
	for command, expected := range readGolden(t, filepath.Join(forms, "expected")) {
		t.Run(command, func(t *testing.T) {
			require.Equal(t, expected, runGolden(forms, strings.Fields(command)[1:]))
		})
	}
}

// listed runs gonetstat on testdata/forms and gives its output, which must be
// all there is to say.
func listed(t *testing.T, args ...string) string {
	t.Helper()
	output, rest, _ := strings.Cut(runGolden(forms, args), "--- stderr\n")
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
	array := decode(t, listed(t, "-a", "--json"))
	require.Len(t, array, 13)

	lines := strings.Split(strings.TrimSuffix(listed(t, "-a", "--output=ndjson"), "\n"), "\n")
	assert.Equal(t, array, decode(t, "["+strings.Join(lines, ",")+"]"))

	table, err := csv.NewReader(strings.NewReader(listed(t, "-a", "--output=csv"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, table, 1+len(array))
	for i, object := range array {
		for key, value := range object {
			column := slices.Index(table[0], key)
			require.GreaterOrEqual(t, column, 0, key)
			if key != "path" && key != "program" { // escaped each in its own way
				assert.Equal(t, csvText(value), table[1+i][column], key)
			}
		}
	}
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
		for _, word := range value {
			words = append(words, word.(string))
		}
		return strings.Join(words, " ")
	}
	return value.(string)
}

func TestObjectsOfAProtocolHaveTheSameKeys(t *testing.T) {
	keys := map[string][]string{}
	for _, object := range decode(t, listed(t, "-a", "--json")) {
		proto := object["proto"].(string)
		own := slices.Sorted(maps.Keys(object))
		if keys[proto] != nil {
			assert.Equal(t, keys[proto], own, proto)
		}
		keys[proto] = own
	}
	assert.Len(t, keys, 5)
}

func TestRecordsIgnoreDisplayOptions(t *testing.T) {
	for _, form := range []string{"json", "ndjson", "csv"} {
		assert.Equal(t, listed(t, "-a", "--output="+form), listed(t, "-aneeopW", "--output="+form), form)
	}
}

func TestJSONIsValidForJq(t *testing.T) {
	jq, err := exec.LookPath("jq")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	for _, args := range [][]string{{"--json"}, {"--output=ndjson"}, {"--json", "--port=7"}, {"-Ut", "--json"}} {
		output, _, _ := strings.Cut(runGolden(forms, append(args, "-a")), "--- stderr\n")
		cmd := exec.Command(jq, "-e", "-s", "flatten | all(.proto and .family and .netns)")
		cmd.Stdin = strings.NewReader(output)
		text, err := cmd.CombinedOutput()
		assert.NoError(t, err, "%s: %s", args, text)
	}
}

func TestNothingButNewlinesControlsTheTerminal(t *testing.T) {
	for _, output := range outputs[1:] {
		for _, c := range listed(t, "-aeo", "--numeric-hosts", "--output="+output) {
			assert.True(t, c >= ' ' && c != 0x7f && (c < 0x80 || c > 0x9f) && c != 0x202e || c == '\n', "%s: %q", output, c)
		}
	}
}

func TestTableFitsColumns(t *testing.T) {
	t.Setenv("COLUMNS", "80")
	for line := range strings.Lines(listed(t, "-an", "--output=table")) {
		assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), 80, line)
	}
	t.Setenv("COLUMNS", "20")
	assert.NotContains(t, listed(t, "-anW", "--output=table"), "…")
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
	where := place{proc: filepath.Join(forms, "proc"), etc: filepath.Join(forms, "etc")}
	r := newRun(where, accepted(t, "-tn", "--output=csv"), &out, io.Discard)
	r.repeated = true
	require.Zero(t, r.once())
	require.NoError(t, r.out.Flush())
	assert.Equal(t, rows, out.String())
}
