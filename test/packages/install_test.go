package packages

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// A destination is a directory that make installs into.
type destination struct {
	dir string
	env []string
}

// newDestination makes one where go fails.
func newDestination(t *testing.T) *destination {
	t.Helper()
	testkit.Need(t, "make", "install")
	bin := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(bin, "go"), []byte("#!/bin/sh\nexit 1\n"), 0o755))
	return &destination{t.TempDir(), append(os.Environ(), "MAKEFLAGS=", "PATH="+bin+":"+os.Getenv("PATH"))}
}

func (d *destination) make(args ...string) (string, error) {
	cmd := exec.Command("make", append(args, "DESTDIR="+d.dir)...)
	cmd.Dir, cmd.Env = root, d.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (d *destination) files(t *testing.T) []string {
	t.Helper()
	var names []string
	require.NoError(t, filepath.WalkDir(d.dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			name, _ := filepath.Rel(d.dir, path)
			names = append(names, name)
		}
		return err
	}))
	return names
}

func TestInstallTakesTheBinaryThatIsThere(t *testing.T) {
	d := newDestination(t)
	out, err := d.make("install", "BIN="+program(t))
	require.NoError(t, err, out)
	assert.Equal(t, []string{
		"usr/local/bin/gonetstat",
		"usr/local/share/bash-completion/completions/gonetstat",
		"usr/local/share/fish/vendor_completions.d/gonetstat.fish",
		"usr/local/share/man/man8/gonetstat.8",
		"usr/local/share/zsh/site-functions/_gonetstat",
	}, d.files(t))

	other := filepath.Join(d.dir, "usr/local/bin/another")
	require.NoError(t, os.WriteFile(other, nil, 0o755))
	out, err = d.make("uninstall")
	require.NoError(t, err, out)
	assert.Equal(t, []string{"usr/local/bin/another"}, d.files(t))
}

func TestInstallBuildsABinaryThatIsMissing(t *testing.T) {
	d := newDestination(t)
	out, err := d.make("install", "BIN="+filepath.Join(t.TempDir(), "missing"))
	assert.Error(t, err)
	assert.Contains(t, out, "go build")
	assert.Empty(t, d.files(t))
}

func TestInstallBuildsABinaryAnewThatIsOlderThanItsSource(t *testing.T) {
	d := newDestination(t)
	text, err := os.ReadFile(program(t))
	require.NoError(t, err)
	old := filepath.Join(t.TempDir(), "gonetstat")
	require.NoError(t, os.WriteFile(old, text, 0o755))
	require.NoError(t, os.Chtimes(old, time.Time{}, time.Unix(1e9, 0)))
	out, err := d.make("install", "BIN="+old)
	assert.Error(t, err)
	assert.Contains(t, out, "go build")
	assert.Empty(t, d.files(t))
}
