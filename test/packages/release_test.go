package packages

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// pack makes a release for this machine's architecture in a directory, as
// "make dist" does for all.
func pack(dir string) (string, error) {
	cmd := exec.Command("packaging/release", runtime.GOARCH)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "RELEASE="+dir, "PACKAGE_VERSION=0.1.0~test", "SOURCE_DATE_EPOCH=1700000000")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

var packed = sync.OnceValue(func() error {
	out, err := pack(filepath.Join(scratch, "release"))
	if err != nil {
		os.Stderr.WriteString(out)
	}
	return err
})

// release gives the directory of a release.
func release(t *testing.T) string {
	t.Helper()
	if os.Getenv("RELEASE_TOOLS") == "" {
		t.Skip("needs the tools that make check-packages builds")
	}
	require.NoError(t, packed())
	return filepath.Join(scratch, "release")
}

// one gives the only file of a release with a suffix.
func one(t *testing.T, suffix string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(release(t), "*"+suffix))
	require.NoError(t, err)
	require.Len(t, files, 1)
	return files[0]
}

func TestReleasesOfACommitHaveTheSameBytes(t *testing.T) {
	first, second := release(t), filepath.Join(t.TempDir(), "again")
	// Neither the time zone nor the permissions of new files count.
	t.Setenv("TZ", "Asia/Tokyo")
	defer syscall.Umask(syscall.Umask(0o077))
	out, err := pack(second)
	require.NoError(t, err, out)

	files, err := os.ReadDir(first)
	require.NoError(t, err)
	require.Len(t, files, 5, "a tarball, two packages, a bill of materials, checksums")
	for _, file := range files {
		a, err := os.ReadFile(filepath.Join(first, file.Name()))
		require.NoError(t, err)
		b, err := os.ReadFile(filepath.Join(second, file.Name()))
		require.NoError(t, err)
		assert.True(t, string(a) == string(b), "%s differs", file.Name())
	}
}

func TestChecksumsAreThoseOfTheFiles(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(release(t), "SHA256SUMS"))
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	require.Len(t, lines, 4)
	for _, line := range lines {
		sum, name, _ := strings.Cut(line, "  ")
		content, err := os.ReadFile(filepath.Join(release(t), name))
		require.NoError(t, err)
		want := sha256.Sum256(content)
		assert.Equal(t, hex.EncodeToString(want[:]), sum, name)
	}
}

func TestTarballHoldsProgramManualAndCompletions(t *testing.T) {
	file, err := os.Open(one(t, ".tar.gz"))
	require.NoError(t, err)
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	require.NoError(t, err)
	assert.True(t, unpacked.ModTime.IsZero() && unpacked.Name == "", "gzip -n")
	var names []string
	for archive := tar.NewReader(unpacked); ; {
		entry, err := archive.Next()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		assert.Zero(t, entry.Uid)
		assert.Zero(t, entry.Gid)
		assert.Equal(t, int64(1700000000), entry.ModTime.Unix())
		if entry.Typeflag == tar.TypeReg {
			_, name, _ := strings.Cut(entry.Name, "/")
			names = append(names, name)
		}
	}
	assert.Equal(t, []string{
		"CHANGELOG.md", "LICENSE", "README.md", "bin/gonetstat",
		"share/bash-completion/completions/gonetstat",
		"share/fish/vendor_completions.d/gonetstat.fish",
		"share/man/man8/gonetstat.8",
		"share/zsh/site-functions/_gonetstat",
	}, names)
}

func TestBillOfMaterialsNamesTheModules(t *testing.T) {
	text, err := os.ReadFile(one(t, ".cdx.json"))
	require.NoError(t, err)
	var bill struct {
		BOMFormat  string
		Components []struct{ Name, Version string }
	}
	require.NoError(t, json.Unmarshal(text, &bill))
	assert.Equal(t, "CycloneDX", bill.BOMFormat)
	var names []string
	for _, c := range bill.Components {
		names = append(names, c.Name)
		assert.NotEmpty(t, c.Version, c.Name)
	}
	assert.Contains(t, names, "github.com/spf13/pflag")
	assert.NotContains(t, names, "github.com/stretchr/testify", "only the tests use it")
}

func TestRPMHoldsProgramManualAndCompletions(t *testing.T) {
	testkit.Need(t, "rpm")
	list := output(t, "rpm", "-qlp", "--nosignature", one(t, ".rpm"))
	for _, name := range []string{
		"/usr/bin/gonetstat", "/usr/share/man/man8/gonetstat.8.gz", "/usr/share/bash-completion/completions/gonetstat",
		"/usr/share/zsh/site-functions/_gonetstat", "/usr/share/fish/vendor_completions.d/gonetstat.fish",
	} {
		assert.Contains(t, list, name+"\n")
	}
	assert.Equal(t, "gonetstat 0.1.0~test MIT",
		output(t, "rpm", "-qp", "--nosignature", "--qf", "%{NAME} %{VERSION} %{LICENSE}", one(t, ".rpm")))
}
