package packages

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

func TestRPMHoldsProgramManualAndCompletions(t *testing.T) {
	testkit.Need(t, "rpm")
	list := output(t, "rpm", "-qlp", "--nosignature", one(t, ".rpm"))
	for _, name := range []string{
		"/usr/bin/gonetstat", "/usr/share/man/man8/gonetstat.8.gz", "/usr/share/bash-completion/completions/gonetstat",
		"/usr/share/zsh/site-functions/_gonetstat", "/usr/share/fish/vendor_completions.d/gonetstat.fish",
	} {
		assert.Contains(t, list, name+"\n")
	}
	assert.Equal(t, "gonetstat "+packageVersion+" MIT AND BSD-3-Clause",
		output(t, "rpm", "-qp", "--nosignature", "--qf", "%{NAME} %{VERSION} %{LICENSE}", one(t, ".rpm")))
}

func TestRPMTellsWhatItIs(t *testing.T) {
	testkit.Need(t, "rpm")
	assert.Equal(t, "Netstat that sees every network namespace\n"+
		"The gonetstat authors <gonetstat@users.noreply.github.com> - "+packageVersion+"-1\n- Package gonetstat "+packageVersion+".\n",
		output(t, "rpm", "-qp", "--nosignature", "--qf", "%{SUMMARY}\n[%{CHANGELOGNAME}\n%{CHANGELOGTEXT}\n]", one(t, ".rpm")))
}

func TestRPMMarksDocumentsAndLicenses(t *testing.T) {
	testkit.Need(t, "rpm")
	assert.Equal(t, []string{
		"/usr/share/doc/gonetstat/CHANGELOG.md", "/usr/share/doc/gonetstat/README.md", "/usr/share/doc/gonetstat/SECURITY.md",
		"/usr/share/doc/gonetstat/docs/compare.md", "/usr/share/doc/gonetstat/docs/differences.md", "/usr/share/doc/gonetstat/docs/json.md",
		"/usr/share/doc/gonetstat/docs/schema.json", "/usr/share/doc/gonetstat/docs/table.svg",
		"/usr/share/man/man8/gonetstat.8.gz",
	}, strings.Fields(output(t, "rpm", "-qdp", "--nosignature", one(t, ".rpm"))))
	assert.Equal(t, []string{
		"/usr/share/licenses/gonetstat/LICENSE", "/usr/share/licenses/gonetstat/LICENSES-THIRD-PARTY",
	}, strings.Fields(output(t, "rpm", "-qLp", "--nosignature", one(t, ".rpm"))))
}

// installRPM installs the package on a machine without any others, and returns
// its root.
func installRPM(t *testing.T) string {
	t.Helper()
	testkit.NeedRoot(t)
	testkit.Need(t, "rpm")
	dir := t.TempDir()
	output(t, "rpm", "--root", dir, "--initdb")
	output(t, "rpm", "--root", dir, "--install", "--nosignature", one(t, ".rpm"))
	return dir
}

func TestRemovedRPMLeavesNothing(t *testing.T) {
	dir := installRPM(t)
	out, err := exec.Command(filepath.Join(dir, "usr/bin/gonetstat"), "--version").Output()
	require.NoError(t, err)
	assert.Equal(t, "gonetstat "+packageVersion+"\n", string(out))

	output(t, "rpm", "--root", dir, "--erase", "gonetstat")
	var left []string
	require.NoError(t, filepath.WalkDir(filepath.Join(dir, "usr"), func(path string, entry os.DirEntry, err error) error {
		if err == nil && strings.Contains(entry.Name(), "gonetstat") {
			left = append(left, path)
		}
		return err
	}))
	assert.Empty(t, left)
}
