package packages

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// script runs a script of the package as dpkg would.
func (h host) script(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(h.path("var/lib/dpkg/info/gonetstat."+name), args...)
	cmd.Env = append(os.Environ(), "DPKG_ROOT="+string(h), "DPKG_MAINTSCRIPT_PACKAGE=gonetstat")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
}

func TestNetstatIsThereAgainAfterAnUndoneRemoval(t *testing.T) {
	h := newHost(t)
	h.dpkg(t, "--install", one(t, ".deb"))
	// Another command of the script before a removal fails.
	prerm := h.path("var/lib/dpkg/info/gonetstat.prerm")
	text, err := os.ReadFile(prerm)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(prerm, append(text, "exit 1\n"...), 0o755))
	out, err := exec.Command("dpkg", "--root="+string(h), "--force-script-chrootless", "--remove", "gonetstat").CombinedOutput()
	require.Error(t, err, string(out))
	assert.Equal(t, "gonetstat", h.netstat(t))
}

func TestNetstatIsThereAgainAfterAnUndoneStep(t *testing.T) {
	for undo, steps := range map[string][]string{
		"abort-remove":      {"remove"},
		"abort-upgrade":     {"upgrade", "0.3.0"},
		"abort-deconfigure": {"deconfigure", "in-favour", "other", "1.0"},
	} {
		t.Run(undo, func(t *testing.T) {
			h := newHost(t)
			h.dpkg(t, "--install", one(t, ".deb"))
			h.script(t, "prerm", steps...)
			h.script(t, "postinst", append([]string{undo}, steps[1:]...)...)
			assert.Equal(t, "gonetstat", h.netstat(t))
		})
	}
}
