package testkit

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A Helper is a process that a test has started. It has called Ready, and ends
// with the test.
type Helper struct {
	PID  int      // of the process started, which may be a parent that waits
	Said []string // lines that it printed before it was ready
	stop func()
}

// Start starts a command that leads to a process that calls Ready, most often
// the test binary itself, and waits for that call.
func Start(t testing.TB, cmd *exec.Cmd) *Helper {
	t.Helper()
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	stopped := false
	h := &Helper{PID: cmd.Process.Pid, stop: func() {
		if !stopped {
			stopped = true
			stdin.Close()
			assert.NoError(t, cmd.Wait(), "%v", cmd)
		}
	}}
	t.Cleanup(h.stop)
	lines := bufio.NewReader(stdout)
	for {
		line, err := lines.ReadString('\n')
		require.NoError(t, err, "%v was never ready", cmd)
		if line == ready {
			return h
		}
		h.Said = append(h.Said, strings.TrimSuffix(line, "\n"))
	}
}

// Stop ends the process before the test's end.
func (h *Helper) Stop() { h.stop() }

const ready = "ready\n"

// Ready tells Start, in the process that it has started, to go on, and waits
// until it is to end.
func Ready() {
	fmt.Print(ready)
	_, _ = io.Copy(io.Discard, os.Stdin)
}
