package modes

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A schema has what docs/schema.json says of each kind of rows, and of lists of
// them.
type schema struct {
	list  *jsonschema.Schema
	kinds map[string]*jsonschema.Schema
}

// readSchema reads the schema, made stricter: for one version of the program,
// rows have no other keys than those that are described.
func readSchema(t testing.TB) schema {
	t.Helper()
	file, err := os.Open(filepath.Join(testdata, "..", "docs", "schema.json"))
	require.NoError(t, err)
	defer file.Close()
	document, err := jsonschema.UnmarshalJSON(file)
	require.NoError(t, err)
	closeObjects(document)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("schema", document))
	list, err := compiler.Compile("schema")
	require.NoError(t, err)
	kinds := map[string]*jsonschema.Schema{}
	for name := range document.(map[string]any)["$defs"].(map[string]any) {
		if name != "row" {
			kinds[name], err = compiler.Compile("schema#/$defs/" + name)
			require.NoError(t, err)
		}
	}
	return schema{list, kinds}
}

// closeObjects forbids other members wherever the schema lists those of objects.
func closeObjects(part any) {
	switch part := part.(type) {
	case map[string]any:
		if part["properties"] != nil {
			part["additionalProperties"] = false
		}
		for _, inner := range part {
			closeObjects(inner)
		}
	case []any:
		for _, inner := range part {
			closeObjects(inner)
		}
	}
}

// kindsOf requires what JSON prints to be as the schema says, and gives the kind
// of each row.
func (s schema) kindsOf(t testing.TB, text string) (kinds []string) {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	require.NoError(t, s.list.Validate(document))
	for _, row := range document.([]any) {
		fits := ""
		for name, kind := range s.kinds {
			if kind.Validate(row) == nil {
				require.Empty(t, fits, "%s or %s: %v", fits, name, row)
				fits = name
			}
		}
		kinds = append(kinds, fits)
	}
	return kinds
}

// TestExpectedJSONIsAsTheSchemaSays checks all that is expected of JSON and NDJSON,
// and what is printed for the command lines recorded from net-tools. Rows of every
// kind are among it, but for interfaces, which are no files.
func TestExpectedJSONIsAsTheSchemaSays(t *testing.T) {
	s := readSchema(t)
	seen := map[string]bool{}
	check := func(text string) {
		for _, kind := range s.kindsOf(t, text) {
			seen[kind] = true
		}
	}
	files, err := filepath.Glob(filepath.Join(testdata, "*", "expected*"))
	require.NoError(t, err)
	for _, file := range files {
		for command, session := range readGolden(t, file) {
			output, _ := splitSession(session)
			switch {
			case output == "": // refused
			case strings.Contains(command, "--json"):
				check(output)
			case strings.Contains(command, "ndjson"):
				check(asArray(output))
			}
		}
	}
	files, err = filepath.Glob(filepath.Join(testdata, "*", "golden"))
	require.NoError(t, err)
	for _, file := range files {
		for command := range readGolden(t, file) {
			if output, _ := splitSession(runGolden(filepath.Dir(file), append(strings.Fields(command)[1:], "--json"))); json.Valid([]byte(output)) {
				check(output)
			}
		}
	}
	for kind := range s.kinds {
		assert.Equal(t, kind != "interface", seen[kind], kind)
	}
}

// TestLiveJSONIsAsTheSchemaSays lists what there is on this machine.
func TestLiveJSONIsAsTheSchemaSays(t *testing.T) {
	s := readSchema(t)
	seen := map[string]bool{}
	for _, args := range []string{"-tulpn", "-tuwSUanp", "-tan --tcp-info", "-xap", "-r", "-r -6", "-i -a", "-s", "-s -6", "-g", "-M"} {
		var stdout, stderr strings.Builder
		args := append(strings.Fields(args), "--json")
		Run(Place{Proc: "/proc", Etc: "/etc"}, accepted(t, args...), &stdout, &stderr)
		for _, kind := range s.kindsOf(t, stdout.String()) {
			seen[kind] = true
		}
	}
	assert.True(t, seen["interface"])
	assert.True(t, seen["counter"])
}

// asArray makes an array of lines of NDJSON.
func asArray(lines string) string {
	return "[" + strings.ReplaceAll(strings.TrimSuffix(lines, "\n"), "\n", ",") + "]"
}
