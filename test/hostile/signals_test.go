package hostile

import (
	"bytes"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// TestSignalsEndTheRunAsInC sends signals that Go's runtime ignores, or answers
// with a dump, to a run that would go on. Scripts rely on that of alarm(2).
func TestSignalsEndTheRunAsInC(t *testing.T) {
	for _, signal := range []unix.Signal{unix.SIGALRM, unix.SIGQUIT, unix.SIGUSR1, unix.SIGUSR2, unix.SIGVTALRM, unix.SIGPROF, unix.SIGIO, unix.SIGPWR} {
		cmd := exec.Command(program, "-ctn")
		stdout, err := cmd.StdoutPipe()
		require.NoError(t, err)
		stderr := new(bytes.Buffer)
		cmd.Stderr = stderr
		require.NoError(t, cmd.Start())
		_, err = stdout.Read(make([]byte, 1)) // it runs
		require.NoError(t, err)
		require.NoError(t, cmd.Process.Signal(signal))
		cmd.Wait()
		assert.Equal(t, signal, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal())
		assert.Empty(t, stderr.String(), "%v", signal)
	}
}
