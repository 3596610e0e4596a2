package packages

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// makeIn runs a target of make on a release.
func makeIn(release string, args ...string) (string, error) {
	cmd := exec.Command("make", append(args, "RELEASE="+release)...)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "MAKEFLAGS=")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestSignedReleaseIsVerified(t *testing.T) {
	testkit.Need(t, "ssh-keygen", "make")
	dir := t.TempDir()
	for _, name := range []string{"maker", "other"} {
		output(t, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", filepath.Join(dir, name))
	}
	public, err := os.ReadFile(filepath.Join(dir, "maker.pub"))
	require.NoError(t, err)
	signers := filepath.Join(dir, "signers")
	require.NoError(t, os.WriteFile(signers, append([]byte(`gonetstat namespaces="file" `), public...), 0o644))

	release := filepath.Join(dir, "release")
	testkit.WriteTree(t, release, map[string]string{"a.deb": "a package\n", "not-downloaded.deb": "another\n"})
	output(t, "sh", "-c", `cd "$0" && sha256sum *.deb >SHA256SUMS && rm not-downloaded.deb`, release)
	out, err := makeIn(release, "sign", "KEY="+filepath.Join(dir, "maker"))
	require.NoError(t, err, out)
	out, err = makeIn(release, "verify", "SIGNERS="+signers)
	require.NoError(t, err, out)
	assert.Contains(t, out, `Good "file" signature for gonetstat`)

	// One who replaces files and checksums.
	testkit.WriteTree(t, release, map[string]string{"a.deb": "another package\n"})
	out, err = makeIn(release, "verify", "SIGNERS="+signers)
	assert.Error(t, err)
	assert.Contains(t, out, "a.deb: FAILED")
	output(t, "sh", "-c", `cd "$0" && sha256sum *.deb >SHA256SUMS`, release)
	out, err = makeIn(release, "verify", "SIGNERS="+signers)
	assert.Error(t, err, out)
	require.NoError(t, os.Remove(filepath.Join(release, "SHA256SUMS.sig")))
	out, err = makeIn(release, "sign", "KEY="+filepath.Join(dir, "other"))
	require.NoError(t, err, out)
	out, err = makeIn(release, "verify", "SIGNERS="+signers)
	assert.Error(t, err, out)
}

func TestSigningAndVerifyingSayWhichKeyIsMissing(t *testing.T) {
	testkit.Need(t, "make")
	out, err := makeIn(t.TempDir(), "sign")
	assert.Error(t, err)
	assert.Contains(t, out, "make sign needs KEY=FILE")
	out, err = makeIn(t.TempDir(), "verify", "SIGNERS=/nonexistent")
	assert.Error(t, err)
	assert.Contains(t, out, "make verify needs SIGNERS=FILE")
}
