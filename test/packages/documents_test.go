package packages

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// text gives a file of the repository.
func text(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(in(name))
	require.NoError(t, err)
	return string(content)
}

func TestTargetsOfMakeAreDescribed(t *testing.T) {
	_, development, found := strings.Cut(text(t, "README.md"), "\n## Development\n")
	require.True(t, found)
	for _, file := range []string{"Makefile", "packaging/packaging.mk", "test/fuzz.mk"} {
		phony := regexp.MustCompile(`(?m)^\.PHONY: (.*)$`).FindStringSubmatch(text(t, file))
		require.NotNil(t, phony, file)
		for _, target := range strings.Fields(phony[1]) {
			named := regexp.MustCompile(`\bmake ` + target + "(\\s|`)")
			switch target {
			case "FORCE", "clean":
			case "install", "uninstall", "bench":
				assert.Regexp(t, named, text(t, "README.md"))
			case "build", "check-man":
				assert.Regexp(t, named, text(t, "CONTRIBUTING.md"))
			default:
				assert.Regexp(t, named, development, "README.md")
				assert.Regexp(t, named, text(t, "CONTRIBUTING.md"), "CONTRIBUTING.md")
			}
		}
	}
}

// A tag of an action may be moved to other code, a commit may not.
func TestActionsAreNamedByTheirCommit(t *testing.T) {
	used := 0
	for _, name := range []string{"test.yml", "release.yml"} {
		for _, action := range regexp.MustCompile(`(?m)uses: ([^.].*)$`).FindAllStringSubmatch(text(t, ".github/workflows/"+name), -1) {
			used++
			assert.Regexp(t, `^[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+$`, action[1], name)
		}
	}
	assert.Equal(t, 4, used)
}

// TestReadmeAndManualListTheSameDifferences compares the lists of what differs
// from net-tools on purpose, word by word.
func TestReadmeAndManualListTheSameDifferences(t *testing.T) {
	_, list, found := strings.Cut(text(t, "README.md"), "\n## What differs from net-tools\n")
	require.True(t, found)
	list, _, _ = strings.Cut(list, "\n## ")
	words := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	var readme, page []string
	for _, item := range strings.Split(list, "\n- ") {
		readme = append(readme, words(strings.ReplaceAll(item, "`", "")))
	}
	for _, item := range regexp.MustCompile(`(?m)^     o   `).Split(section(t, "DIFFERENCES FROM NET-TOOLS"), -1) {
		page = append(page, words(item))
	}
	require.Greater(t, len(readme), 10)
	assert.Equal(t, readme, page)
}
