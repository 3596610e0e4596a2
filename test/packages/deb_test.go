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

// A host is a directory that dpkg takes for the root of a machine.
type host string

// newHost makes a machine without any packages.
func newHost(t *testing.T) host {
	t.Helper()
	testkit.NeedRoot(t)
	testkit.Need(t, "dpkg", "dpkg-deb", "update-alternatives")
	h := host(t.TempDir())
	for _, dir := range []string{"var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/alternatives", "var/log", "etc/alternatives", "usr/bin"} {
		require.NoError(t, os.MkdirAll(h.path(dir), 0o755))
	}
	require.NoError(t, os.WriteFile(h.path("var/lib/dpkg/status"), nil, 0o644))
	return h
}

func (h host) path(name string) string { return filepath.Join(string(h), name) }

// dpkg runs dpkg on the machine. Scripts of packages run outside of it, since
// it has no shell, and get to know it by DPKG_ROOT.
func (h host) dpkg(t *testing.T, args ...string) {
	t.Helper()
	out, err := exec.Command("dpkg", append([]string{"--root=" + string(h), "--force-script-chrootless"}, args...)...).CombinedOutput()
	require.NoError(t, err, string(out))
}

// netTools makes a package with a netstat, as net-tools is one.
func netTools(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"usr/bin/netstat": "net-tools' own\n",
		"DEBIAN/control":  "Package: net-tools\nVersion: 2.10\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: netstat\n",
	} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o755))
	}
	require.NoError(t, os.Chmod(dir, 0o755))
	file := filepath.Join(t.TempDir(), "net-tools.deb")
	output(t, "dpkg-deb", "--build", "--root-owner-group", dir, file)
	return file
}

// netstat tells what /usr/bin/netstat is: "gonetstat", "net-tools" or "".
func (h host) netstat(t *testing.T) string {
	t.Helper()
	path := h.path("usr/bin/netstat")
	info, err := os.Lstat(path)
	if os.IsNotExist(err) {
		return ""
	}
	require.NoError(t, err)
	if info.Mode().IsRegular() {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, "net-tools' own\n", string(text))
		return "net-tools"
	}
	target, err := os.Readlink(path)
	require.NoError(t, err)
	require.Equal(t, "/etc/alternatives/netstat", target)
	target, err = os.Readlink(h.path(target))
	require.NoError(t, err)
	return filepath.Base(target)
}

func TestInstalledProgramRuns(t *testing.T) {
	h := newHost(t)
	h.dpkg(t, "--install", one(t, ".deb"))
	assert.Equal(t, "gonetstat "+packageVersion+"\n", output(t, h.path("usr/bin/gonetstat"), "--version"))
	assert.Equal(t, packageVersion+"-1\n", output(t, "dpkg-deb", "--field", one(t, ".deb"), "Version"))
	assert.Contains(t, output(t, h.path("usr/bin/gonetstat"), "-an"), "Active Internet connections")
	for _, name := range []string{
		"usr/share/man/man8/gonetstat.8.gz", "usr/share/bash-completion/completions/gonetstat",
		"usr/share/zsh/vendor-completions/_gonetstat", "usr/share/fish/vendor_completions.d/gonetstat.fish",
		"usr/share/doc/gonetstat/copyright", "usr/share/doc/gonetstat/changelog.gz",
		"usr/share/doc/gonetstat/changelog.Debian.gz", "usr/share/doc/gonetstat/README.md", "usr/share/doc/gonetstat/SECURITY.md",
		"usr/share/doc/gonetstat/docs/compare.md", "usr/share/doc/gonetstat/docs/differences.md", "usr/share/doc/gonetstat/docs/json.md",
		"usr/share/doc/gonetstat/docs/schema.json", "usr/share/doc/gonetstat/docs/table.svg",
	} {
		assert.FileExists(t, h.path(name))
	}
}

func TestPackageOffersNetstatAndWithdrawsIt(t *testing.T) {
	deb, h := one(t, ".deb"), newHost(t)
	h.dpkg(t, "--install", deb)
	assert.Equal(t, "gonetstat", h.netstat(t))
	manual, err := os.Readlink(h.path("etc/alternatives/netstat.8.gz"))
	require.NoError(t, err)
	assert.Equal(t, "/usr/share/man/man8/gonetstat.8.gz", manual)

	h.dpkg(t, "--install", deb) // an upgrade
	assert.Equal(t, "gonetstat", h.netstat(t))
	h.dpkg(t, "--remove", "gonetstat")
	assert.Empty(t, h.netstat(t))
	assert.NoFileExists(t, h.path("usr/bin/gonetstat"))
}

func TestPackageLeavesNetToolsAlone(t *testing.T) {
	deb, h := one(t, ".deb"), newHost(t)
	h.dpkg(t, "--install", netTools(t))
	h.dpkg(t, "--install", deb)
	assert.Equal(t, "net-tools", h.netstat(t))
	h.dpkg(t, "--remove", "gonetstat")
	assert.Equal(t, "net-tools", h.netstat(t))
}

func TestNetToolsInstalledLaterComesFirst(t *testing.T) {
	deb, h := one(t, ".deb"), newHost(t)
	h.dpkg(t, "--install", deb)
	h.dpkg(t, "--install", netTools(t))
	assert.Equal(t, "net-tools", h.netstat(t))
	h.dpkg(t, "--remove", "net-tools")
	assert.Equal(t, "gonetstat", h.netstat(t), "its place is taken again")
}

// busybox puts a link to itself in netstat's place, which is not ours to take.
func (h host) busybox(t *testing.T) {
	t.Helper()
	link := h.path("usr/bin/netstat")
	_ = os.Remove(link)
	require.NoError(t, os.Symlink("busybox", link))
}

func (h host) assertBusybox(t *testing.T) {
	t.Helper()
	target, err := os.Readlink(h.path("usr/bin/netstat"))
	require.NoError(t, err)
	assert.Equal(t, "busybox", target)
}

func TestALinkOfSomebodyElseSurvivesThePackage(t *testing.T) {
	deb, h := one(t, ".deb"), newHost(t)
	h.busybox(t)
	h.dpkg(t, "--install", deb)
	h.assertBusybox(t)
	h.dpkg(t, "--install", deb) // an upgrade
	h.assertBusybox(t)
	h.script(t, "postinst", "triggered", "/usr/bin/netstat")
	h.assertBusybox(t)
	h.dpkg(t, "--remove", "gonetstat")
	h.assertBusybox(t)
}

func TestALinkOfSomebodyElseThatCameLaterSurvivesThePackage(t *testing.T) {
	deb, h := one(t, ".deb"), newHost(t)
	h.dpkg(t, "--install", deb)
	require.Equal(t, "gonetstat", h.netstat(t))
	h.busybox(t)
	h.dpkg(t, "--install", deb) // an upgrade
	h.assertBusybox(t)
	h.dpkg(t, "--remove", "gonetstat")
	h.assertBusybox(t)
	assert.NoFileExists(t, h.path("etc/alternatives/netstat"))
}

func TestDebianChangelogIsTheProjects(t *testing.T) {
	dir := t.TempDir()
	output(t, "dpkg-deb", "--extract", one(t, ".deb"), dir)
	want, err := os.ReadFile(in("CHANGELOG.md"))
	require.NoError(t, err)
	assert.Equal(t, string(want), output(t, "gzip", "-dc", filepath.Join(dir, "usr/share/doc/gonetstat/changelog.gz")))
}

func TestDebianPackageHasNoFieldThatDebianDoesNotKnow(t *testing.T) {
	testkit.Need(t, "dpkg-deb")
	for line := range strings.Lines(output(t, "dpkg-deb", "--field", one(t, ".deb"))) {
		name, _, field := strings.Cut(line, ":")
		if field && line[0] != ' ' {
			assert.Contains(t, []string{
				"Package", "Version", "Section", "Priority", "Architecture", "Maintainer", "Installed-Size", "Homepage", "Description",
			}, name)
		}
	}
}
