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

// version gives the version of what is made there.
func (r repository) version(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(in("packaging/version"), args...)
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

// A source archive knows its version by what git archive has written into it,
// also below another repository, such as a distribution's, and without git.
func TestVersionOfASourceArchive(t *testing.T) {
	r := newRepository(t)
	for _, name := range []string{".gitattributes", "packaging/commit", "packaging/version"} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(string(r), name)), 0o755))
		content, err := os.ReadFile(in(name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(string(r), name), content, 0o755))
	}
	r.git(t, "add", ".")
	first := r.commit(t, "2026-01-02T23:04:05Z")
	r.git(t, "tag", "nightly")
	for _, step := range []struct{ tag, want string }{
		{"", "0.1.0~git20260102230405." + first},
		{"v0.1.0-rc1", "0.1.0~rc1"},
		{"", ""}, // a commit behind it
		{"v0.1.0", "0.1.0"},
	} {
		if step.want == "" {
			step.want = "0.1.0~rc1+git20260103000000." + r.commit(t, "2026-01-03T00:00:00Z")
		}
		if step.tag != "" {
			r.git(t, "tag", "--annotate", "--message", "A release", step.tag)
		}
		other := newRepository(t)
		other.commit(t, "2026-02-01T00:00:00Z")
		other.git(t, "tag", "v9.9.9")
		unpacked := filepath.Join(string(other), "unpacked")
		require.NoError(t, os.Mkdir(unpacked, 0o755))
		output(t, "sh", "-c", `git -C "$0" archive HEAD | tar -x -C "$1"`, string(r), unpacked)
		assert.Equal(t, step.want, r.version(t))
		assert.Equal(t, step.want, repository(unpacked).version(t))
		assert.Equal(t, r.git(t, "log", "-1", "--format=%ct"), repository(unpacked).version(t, "date"))
	}
}

// Git refuses to speak of a directory that belongs to another user; who runs
// make there trusts it.
func TestVersionInACheckoutOfAnotherUser(t *testing.T) {
	testkit.NeedRoot(t)
	r := newRepository(t)
	commit := r.commit(t, "2026-01-02T03:04:05Z")
	output(t, "chown", "-R", "65534:65534", string(r))
	assert.Equal(t, "0.1.0~git20260102030405."+commit, r.version(t))
	assert.Equal(t, "1767323045", r.version(t, "date"))
}

// What make builds says what packaging/version says, whoever owns the checkout
// and whatever the environment calls VERSION; a builder may give another.
func TestBuildStampsTheVersion(t *testing.T) {
	testkit.Need(t, "make")
	r := newRepository(t)
	output(t, "sh", "-c", `tar -c -C "$0" . | tar -x -C "$1"`, archive(t), string(r))
	r.git(t, "add", ".")
	commit := r.commit(t, "2026-01-02T03:04:05Z")
	if os.Geteuid() == 0 {
		output(t, "chown", "-R", "65534:65534", string(r))
	}
	for _, c := range []struct{ given, want string }{
		{"", "0.1.0~git20260102030405." + commit},
		{"VERSION=1.2.3", "1.2.3"},
	} {
		binary := filepath.Join(t.TempDir(), "gonetstat")
		cmd := exec.Command("make", "build", "BIN="+binary)
		if c.given != "" {
			cmd.Args = append(cmd.Args, c.given)
		}
		cmd.Dir = string(r)
		cmd.Env = append(os.Environ(), "MAKEFLAGS=", "GOFLAGS=", "VERSION=another")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		assert.Equal(t, "gonetstat "+c.want+"\n", output(t, binary, "--version"))
	}
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
