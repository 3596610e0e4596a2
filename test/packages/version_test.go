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

// A repository is a directory under git.
type repository string

func newRepository(t *testing.T) repository {
	t.Helper()
	testkit.Need(t, "git")
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "c", "GIT_COMMITTER_EMAIL": "c@example.org",
	} {
		t.Setenv(name, value)
	}
	r := repository(t.TempDir())
	r.git(t, "init", "--quiet")
	return r
}

func (r repository) git(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("git", append([]string{"-C", string(r)}, args...)...).CombinedOutput()
	require.NoError(t, err, string(out))
	return strings.TrimSpace(string(out))
}

// commit makes a commit at a time and returns its abbreviated name.
func (r repository) commit(t *testing.T, time string) string {
	t.Helper()
	t.Setenv("GIT_COMMITTER_DATE", time)
	r.git(t, "commit", "--quiet", "--allow-empty", "--message", "A change")
	return r.git(t, "rev-parse", "HEAD")[:12]
}

// version gives the version of packages made there.
func (r repository) version(t *testing.T) string {
	t.Helper()
	cmd := exec.Command(in("packaging/version"))
	cmd.Dir = string(r)
	out, err := cmd.Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

func TestVersionsComeFromTags(t *testing.T) {
	r := newRepository(t)
	// Neither where nor how somebody uses git counts.
	t.Setenv("TZ", "Asia/Tokyo")
	r.git(t, "config", "core.abbrev", "5")
	r.git(t, "config", "log.showSignature", "true")

	first := r.commit(t, "2026-01-02T23:04:05Z")
	assert.Equal(t, "0.1.0~git20260102230405."+first, r.version(t))
	r.git(t, "tag", "v0.1.0-rc1")
	assert.Equal(t, "0.1.0~rc1", r.version(t))
	second := r.commit(t, "2026-01-03T00:00:00Z")
	assert.Equal(t, "0.1.0~rc1+git20260103000000."+second, r.version(t))
	r.git(t, "tag", "--annotate", "--message", "A release", "v0.1.0")
	assert.Equal(t, "0.1.0", r.version(t))
	third := r.commit(t, "2026-01-04T00:00:00Z")
	r.git(t, "tag", "nightly")
	assert.Equal(t, "0.1.0+git20260104000000."+third, r.version(t))
	r.git(t, "tag", "v0.2.0-beta-2.1")
	assert.Equal(t, "0.2.0~beta.2.1", r.version(t))
}

func TestVersionTellsOfChangesThatAreNotCommitted(t *testing.T) {
	r := newRepository(t)
	commit := r.commit(t, "2026-01-02T03:04:05Z")
	file := filepath.Join(string(r), "main.go")
	require.NoError(t, os.WriteFile(file, []byte("package main\n"), 0o644))
	assert.Equal(t, "0.1.0~git20260102030405."+commit+"+dirty", r.version(t))

	r.git(t, "add", "main.go")
	r.commit(t, "2026-01-03T00:00:00Z")
	r.git(t, "tag", "v0.1.0")
	assert.Equal(t, "0.1.0", r.version(t))
	require.NoError(t, os.WriteFile(file, []byte("package other\n"), 0o644))
	assert.Equal(t, "0.1.0+dirty", r.version(t))
}

func TestVersionOutsideOfARepository(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	assert.Equal(t, "0.1.0~dev", repository(dir).version(t))
}

// history gives the versions of the commits of one, in their order.
func history(t *testing.T) []string {
	r := newRepository(t)
	var versions []string
	for _, step := range []struct{ time, tag string }{
		{"2026-01-01T00:00:00Z", ""}, {"2026-01-02T00:00:00Z", ""},
		{"2026-01-03T00:00:00Z", "v0.1.0-rc1"}, {"2026-01-04T00:00:00Z", ""}, {"2026-01-05T00:00:00Z", "v0.1.0-rc2"},
		{"2026-01-06T00:00:00Z", "v0.1.0"}, {"2026-01-07T00:00:00Z", ""}, {"2026-01-08T00:00:00Z", ""},
		{"2026-01-09T00:00:00Z", "v0.1.1"}, {"2026-01-10T00:00:00Z", ""},
		{"2026-01-11T00:00:00Z", "v0.2.0-rc1"}, {"2026-01-12T00:00:00Z", "v0.2.0"}, {"2026-01-13T00:00:00Z", "v0.10.0"},
	} {
		r.commit(t, step.time)
		if step.tag != "" {
			r.git(t, "tag", step.tag)
		}
		versions = append(versions, r.version(t))
	}
	return versions
}

func TestVersionsGrowForDpkg(t *testing.T) {
	testkit.Need(t, "dpkg")
	versions := history(t)
	for i := 1; i < len(versions); i++ {
		assert.NoError(t, exec.Command("dpkg", "--compare-versions", versions[i-1], "lt", versions[i]).Run(),
			"%s < %s", versions[i-1], versions[i])
	}
}

func TestVersionsGrowForRPM(t *testing.T) {
	testkit.Need(t, "rpm")
	versions := history(t)
	for i := 1; i < len(versions); i++ {
		order := output(t, "rpm", "--eval", `%{lua:print(rpm.vercmp("`+versions[i-1]+`","`+versions[i]+`"))}`)
		assert.Equal(t, "-1", strings.TrimSpace(order), "%s < %s", versions[i-1], versions[i])
	}
}
