package sockdiag

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

func TestRealProcIsUsable(t *testing.T) {
	assert.True(t, Usable("/proc"))
	assert.True(t, Usable("/proc", "tcp", "udp"))
	assert.False(t, Usable("/proc", "tcp", "none"))
}

func TestMadeUpProcIsNotUsable(t *testing.T) {
	proc := t.TempDir()
	testkit.WriteTree(t, proc, map[string]string{"net/tcp": "", "self": "-> /proc/self"})
	assert.False(t, Usable(proc))
	assert.False(t, Usable(proc, "tcp"))
	assert.False(t, Usable(filepath.Join(proc, "none")))
	testkit.WriteTree(t, proc, map[string]string{"real/net": "-> /proc/net", "real/self": "-> /proc/self"})
	assert.False(t, Usable(filepath.Join(proc, "real")))
}

func TestLiveProcWithAMountOverItsTablesIsNotUsable(t *testing.T) {
	testkit.NeedNamespaces(t)
	cover := t.TempDir()
	testkit.WriteTree(t, cover, map[string]string{"tcp": ""})
	before, after := make(chan bool, 1), make(chan bool, 1)
	failed := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // its mounts end with it
		failed <- func() error {
			if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
				return err
			}
			if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
				return err
			}
			before <- Usable("/proc", "tcp")
			if err := unix.Mount(cover, "/proc/self/net", "", unix.MS_BIND, ""); err != nil {
				return err
			}
			after <- Usable("/proc") || Usable("/proc", "tcp")
			return nil
		}()
	}()
	require.NoError(t, <-failed)
	assert.True(t, <-before)
	assert.False(t, <-after)
}

func TestLiveProcOfAnotherPIDNamespaceIsNotUsable(t *testing.T) {
	testkit.NeedNamespaces(t)
	for flags, want := range map[uintptr]string{0: "true\n", unix.CLONE_NEWPID: "false\n"} {
		cmd := exec.Command("/proc/self/exe")
		cmd.Env = []string{usableEnv + "=/proc"}
		cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: flags}
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		assert.Equal(t, want, string(out))
	}
}
