package testkit

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// A Helper is a process that a test has started. It has called Ready, and ends
// with the test: with its standard input, so that neither a parent such as
// unshare(1), which may end before it or be about to make it, nor a test binary
// that crashes leaves it behind.
type Helper struct {
	PID  int      // of the process started, which may be a parent that waits
	Said []string // lines that it printed before it was ready
	stop func()
}

// patience is how long a helper may take to end.
const patience = 20 * time.Second

// Start starts a command that leads to a process that calls Ready, most often
// the test binary itself, and waits for that call.
func Start(t testing.TB, cmd *exec.Cmd) *Helper {
	t.Helper()
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	ownGroup(cmd)
	require.NoError(t, cmd.Start())
	stopped := false
	h := &Helper{PID: cmd.Process.Pid, stop: func() {
		if !stopped {
			stopped = true
			stdin.Close()
			late := time.AfterFunc(patience, func() { _ = killGroup(cmd) })
			assert.NoError(t, cmd.Wait(), "%v", cmd)
			late.Stop()
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

// Reside starts a process that does nothing, by a command, if any, that leads it
// to where it lives.
func Reside(t testing.TB, command ...string) *Helper {
	t.Helper()
	command = append(append([]string(nil), command...), "sh", "-c", "echo ready; exec cat >/dev/null")
	return Start(t, exec.Command(command[0], command[1:]...))
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

// Group has a command run in a process group of its own, and the whole group
// killed when its context ends, with what its first process has started.
func Group(cmd *exec.Cmd) *exec.Cmd {
	ownGroup(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }
	return cmd
}

// ownGroup gives a command, whatever else it is to have, a process group.
func ownGroup(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
}

// killGroup kills a command's process group. Until Wait has returned, its number
// cannot be another's.
func killGroup(cmd *exec.Cmd) error { return unix.Kill(-cmd.Process.Pid, unix.SIGKILL) }

// Loop runs a shell's commands again and again until the end of the test, by a
// command, if any, that leads the shell to where it lives.
func Loop(t testing.TB, commands string, command ...string) {
	t.Helper()
	command = append(append([]string(nil), command...), "sh", "-c", "while :; do "+commands+"; done")
	cmd := exec.Command(command[0], command[1:]...)
	ownGroup(cmd)
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL // where the test binary crashes
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		assert.NoError(t, killGroup(cmd))
		_ = cmd.Wait()
	})
}
