package modes

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadmeNamesEveryKeyAndNoOther compares the keys of objects with those of
// the README's section about them.
func TestReadmeNamesEveryKeyAndNoOther(t *testing.T) {
	keys := map[string]bool{}
	objects := filepath.Join(testdata, "objects")
	for _, of := range []struct{ dir, mode string }{
		{forms, "-a"}, {objects, "-r"}, {objects, "-6r"}, {objects, "-i"}, {objects, "-s"}, {objects, "-g"},
	} {
		output, _ := splitSession(runGolden(of.dir, []string{of.mode, "--json"}))
		array := decode(t, output)
		require.NotEmpty(t, array, of.mode)
		for _, object := range array {
			for key := range object {
				keys[key] = true
			}
		}
	}

	readme, err := os.ReadFile(filepath.Join(testdata, "..", "README.md"))
	require.NoError(t, err)
	section := regexp.MustCompile(`(?s)\n## Keys of JSON and CSV\n.*?\n## `).Find(readme)
	require.NotEmpty(t, section)
	for key := range keys {
		assert.Contains(t, string(section), "`"+key+"`")
	}
	// The first cell of a socket's row, the second of another mode's.
	cells := regexp.MustCompile("(?m)^\\| (`[a-z_]+`(?:, `[a-z_]+`)*) \\||^\\| `-[a-z]` \\| (.*) \\|$")
	word := regexp.MustCompile("`([a-z_0-9]+)`")
	for _, cell := range cells.FindAllSubmatch(section, -1) {
		for _, name := range word.FindAllSubmatch(append(cell[1], cell[2]...), -1) {
			assert.Contains(t, keys, string(name[1]))
		}
	}
}
