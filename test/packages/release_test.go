package packages

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
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

// packageVersion has all that a version can have.
const packageVersion = "0.2.0~rc1+git20231114221320.0123456789ab+dirty"

// pack runs "make dist" on a source, for this machine's architecture and for
// files in a directory. It returns the directory of the release.
func pack(source, dir string, env ...string) (string, error) {
	cmd := exec.Command("make", "dist", "ARCHITECTURES="+runtime.GOARCH, "DIST="+dir,
		"VERSION="+packageVersion, "SOURCE_DATE_EPOCH=1700000000")
	cmd.Dir = source
	// Not the options of the make that runs the tests.
	cmd.Env = append(append(os.Environ(), "MAKEFLAGS="), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return filepath.Join(dir, "release"), nil
}

var packed = sync.OnceValues(func() (string, error) { return pack(root, filepath.Join(scratch, "dist")) })

// release gives the directory of a release.
func release(t *testing.T) string {
	t.Helper()
	if os.Getenv("RELEASE_TOOLS") == "" {
		testkit.Lacking(t, "needs the tools that make check-packages builds")
	}
	dir, err := packed()
	require.NoError(t, err)
	return dir
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
	first := release(t)
	// Neither the time zone nor the permissions of new files count, nor what
	// go builds on this machine otherwise, nor whether git is there.
	defer syscall.Umask(syscall.Umask(0o077))
	second, err := pack(archive(t), filepath.Join(t.TempDir(), "again"), withoutGit(t), "TZ=Asia/Tokyo", "LC_ALL=C.UTF-8", "VERSION=another",
		"CGO_ENABLED=1", "GOFLAGS=-tags=another -gcflags=-N", "GOEXPERIMENT=nodwarf5", "GOFIPS140=latest",
		"GOAMD64=v3", "GO386=softfloat", "GOARM=5", "GOARM64=v8.1,lse", "GOPPC64=power10", "GORISCV64=rva22u64")
	require.NoError(t, err)

	files, err := os.ReadDir(first)
	require.NoError(t, err)
	require.Len(t, files, 8, "a tarball, four packages, an image, a bill of materials, checksums")
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
	require.Len(t, lines, 7)
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
		"CHANGELOG.md", "LICENSE", "LICENSES-THIRD-PARTY", "README.md", "SECURITY.md", "bin/gonetstat",
		"docs/compare.md", "docs/differences.md", "docs/json.md", "docs/schema.json", "docs/table.svg",
		"share/bash-completion/completions/gonetstat",
		"share/fish/vendor_completions.d/gonetstat.fish",
		"share/man/man8/gonetstat.8",
		"share/zsh/site-functions/_gonetstat",
	}, names)
}

func TestBillOfMaterialsIsTrueOfEveryBinary(t *testing.T) {
	type component struct {
		Ref           string `json:"bom-ref"`
		Name, Version string
		PURL          string `json:"purl"`
		Hashes        []struct{ Alg, Content string }
		Licenses      []struct{ License struct{ ID string } }
	}
	text, err := os.ReadFile(one(t, ".cdx.json"))
	require.NoError(t, err)
	var bill struct {
		BOMFormat    string
		Metadata     struct{ Component component }
		Components   []component
		Dependencies []struct {
			Ref       string
			DependsOn []string
		}
	}
	require.NoError(t, json.Unmarshal(text, &bill))
	assert.Equal(t, "CycloneDX", bill.BOMFormat)
	assert.NotContains(t, string(text), runtime.GOARCH)

	program := bill.Metadata.Component
	assert.Equal(t, packageVersion, program.Version)
	assert.Equal(t, "pkg:golang/github.com/gonetstat/gonetstat@v"+strings.ReplaceAll(packageVersion, "+", "%2B"), program.PURL)

	sums, err := os.ReadFile(in("go.sum"))
	require.NoError(t, err)
	versions, refs := map[string]string{}, []string{}
	for _, c := range bill.Components {
		versions[c.Name] = c.Version
		refs = append(refs, c.Ref)
		assert.Equal(t, "pkg:golang/"+c.Name+"@"+c.Version, c.PURL)
		require.Len(t, c.Licenses, 1, c.Name)
		assert.Contains(t, []string{"BSD-3-Clause", "MIT"}, c.Licenses[0].License.ID, c.Name)
		if c.Name == "std" {
			continue
		}
		require.Len(t, c.Hashes, 1, c.Name)
		sum, err := hex.DecodeString(c.Hashes[0].Content)
		require.NoError(t, err)
		assert.Contains(t, string(sums), c.Name+" "+c.Version+" h1:"+base64.StdEncoding.EncodeToString(sum)+"\n")
	}
	want := map[string]string{"std": runtime.Version()}
	for _, module := range linked(t, filepath.Join(scratch, "dist", runtime.GOARCH, "gonetstat")) {
		want[module.Path] = module.Version
	}
	assert.Equal(t, want, versions, "not what only the tests use")
	require.Len(t, bill.Dependencies, 1)
	assert.Equal(t, program.Ref, bill.Dependencies[0].Ref)
	assert.ElementsMatch(t, refs, bill.Dependencies[0].DependsOn)
}
