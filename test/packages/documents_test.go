package packages

import (
	"os"
	"path/filepath"
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
	for _, file := range []string{"Makefile", "packaging/packaging.mk", "test/fuzz.mk"} {
		phony := regexp.MustCompile(`(?m)^\.PHONY: (.*)$`).FindStringSubmatch(text(t, file))
		require.NotNil(t, phony, file)
		for _, target := range strings.Fields(phony[1]) {
			named := regexp.MustCompile(`\bmake ` + target + "(\\s|`)")
			switch target {
			case "FORCE", "clean":
			case "install", "uninstall":
				assert.Regexp(t, named, text(t, "README.md"), "README.md")
			default:
				assert.Regexp(t, named, text(t, "CONTRIBUTING.md"), "CONTRIBUTING.md")
			}
		}
	}
	for _, target := range []string{"build", "test", "dist", "bench"} {
		assert.Regexp(t, `\bmake `+target+"(\\s|`)", text(t, "README.md"))
	}
}

// A newcomer reads no more.
func TestReadmeIsShort(t *testing.T) {
	assert.LessOrEqual(t, len(strings.Fields(text(t, "README.md"))), 900)
}

// TestLinksOfDocumentsLeadSomewhere follows those to other files and to headings.
func TestLinksOfDocumentsLeadSomewhere(t *testing.T) {
	files := []string{"README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", "packaging/kubernetes/README.md"}
	for _, name := range documents(t) {
		files = append(files, "docs/"+name)
	}
	anchor := regexp.MustCompile(`[^a-z0-9 -]`)
	for _, name := range files {
		for _, link := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(text(t, name), -1) {
			if strings.Contains(link[1], "://") {
				continue
			}
			path, heading, _ := strings.Cut(link[1], "#")
			target := filepath.Join(filepath.Dir(name), path)
			if path == "" {
				target = name
			}
			if _, err := os.Stat(in(target)); !assert.NoError(t, err, name) || heading == "" {
				continue
			}
			var headings []string
			for _, title := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text(t, target), -1) {
				headings = append(headings, strings.ReplaceAll(anchor.ReplaceAllString(strings.ToLower(title[1]), ""), " ", "-"))
			}
			assert.Contains(t, headings, heading, "%s: %s", name, link[1])
		}
	}
}

// documents gives the names of the documents in docs.
func documents(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob(in("docs/*.md"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		names = append(names, filepath.Base(file))
	}
	return names
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

// TestDocumentAndManualListTheSameDifferences compares the lists of what differs
// from net-tools on purpose, word by word.
func TestDocumentAndManualListTheSameDifferences(t *testing.T) {
	_, list, found := strings.Cut(text(t, "docs/differences.md"), "# What differs from net-tools\n")
	require.True(t, found)
	list, _, _ = strings.Cut(list, "\n## ")
	words := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	var document, page []string
	for _, item := range strings.Split(list, "\n- ") {
		document = append(document, words(strings.ReplaceAll(item, "`", "")))
	}
	for _, item := range regexp.MustCompile(`(?m)^     o   `).Split(section(t, "DIFFERENCES FROM NET-TOOLS"), -1) {
		page = append(page, words(item))
	}
	require.Greater(t, len(document), 10)
	assert.Equal(t, document, page)
}
