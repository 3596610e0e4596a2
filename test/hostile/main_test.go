// Package hostile runs gonetstat on machines that work against it: processes
// with names made to harm, tables that change while they are read, and rights,
// files and descriptors that are missing. It must show what can be shown, say
// in one line what cannot, and end with the right status.
package hostile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/command"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// program is the gonetstat under test, built by the test binary that starts
// the one that runs the tests.
var program = os.Getenv(programVariable)

const (
	// helperVariable makes the test binary one of the helpers instead.
	helperVariable = "GONETSTAT_HOSTILE_HELPER"
	// programVariable makes it run the tests where it is.
	programVariable = "GONETSTAT_HOSTILE_PROGRAM"
)

func TestMain(m *testing.M) {
	switch name := os.Getenv(helperVariable); {
	case name != "":
		os.Unsetenv(helperVariable)
		helpers[name](os.Args[1:])
	case program != "":
		os.Exit(m.Run())
	default:
		os.Exit(runAll(m))
	}
}

// apart runs a command where it meets no process, socket or namespace but
// those that it makes itself, and where nothing outlives it.
const apart = `
mount -t proc proc /proc && mount -t tmpfs tmpfs /run && ip link set lo up || exit 99
"$@"
exit $?
`

// tools are what the tests run.
var tools = []string{"netstat", "unshare", "mount", "ip", "bash", "setpriv", "prlimit", "sleep"}

// runAll builds gonetstat and runs the tests apart from the machine's own
// processes, whose names and sockets may be hostile in ways of their own.
func runAll(m *testing.M) int {
	return testkit.OnProgram(m, "tests of hostile machines", command.Main, tools, func(path string) int {
		self, err := os.Executable()
		if err != nil {
			fmt.Println(err)
			return 1
		}
		tests := exec.Command("unshare", append([]string{"--net", "--mount", "--pid", "--fork", "--kill-child",
			"bash", "-c", apart, "bash", self}, os.Args[1:]...)...)
		tests.Env = append(os.Environ(), programVariable+"="+path)
		tests.Stdin, tests.Stdout, tests.Stderr = os.Stdin, os.Stdout, os.Stderr
		tests.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		runtime.LockOSThread() // whose end would be their end
		if err := tests.Run(); err != nil && tests.ProcessState == nil {
			fmt.Println("running the tests apart:", err)
		}
		return tests.ProcessState.ExitCode()
	})
}

// result is what a run of a program gave.
type result struct {
	stdout, stderr string
	status         int            // -1 if a signal ended it
	signal         syscall.Signal // 0 if none did
}

// finish runs a command to its end.
func finish(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var out, errs bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &out
	}
	if cmd.Stderr == nil {
		cmd.Stderr = &errs
	}
	cmd.WaitDelay = 10 * time.Second
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	r := result{stdout: out.String(), stderr: withoutOutside(errs.String()), status: cmd.ProcessState.ExitCode()}
	if status := cmd.ProcessState.Sys().(syscall.WaitStatus); status.Signaled() {
		r.signal = status.Signal()
	}
	for _, crash := range []string{"goroutine ", "fatal error:"} {
		require.NotContains(t, r.stderr, crash, "a crash")
	}
	return r
}

// withoutOutside takes away what is said of processes outside where the tests
// themselves run in a PID namespace, such as a container's.
func withoutOutside(errs string) string {
	const said, outside = "(Not all network namespaces may be shown: ", "processes outside this PID namespace are not seen"
	errs = strings.ReplaceAll(errs, said+outside+".)\n", "")
	return strings.ReplaceAll(strings.ReplaceAll(errs, outside+"; ", ""), "; "+outside, "")
}

// shell runs a script in which $P is gonetstat, $N the reference, and the rest
// are its arguments.
func shell(t *testing.T, script string, args ...string) result {
	t.Helper()
	return finish(t, bash(t, script, args...))
}

func bash(t *testing.T, script string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "bash", append([]string{"-c", script, "bash"}, args...)...)
	reference, err := exec.LookPath("netstat")
	require.NoError(t, err)
	cmd.Env = append(os.Environ(), "P="+program, "N="+reference, "HELPER="+os.Args[0])
	return cmd
}

// writeTree makes a /proc below a new directory.
func writeTree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	testkit.WriteTree(t, dir, files)
	return dir
}

// namespace makes a network namespace that goes away with the test.
func namespace(t *testing.T, suffix string) string {
	t.Helper()
	name := fmt.Sprintf("hst-%d-%s", os.Getpid(), suffix)
	r := shell(t, `ip netns add "$1" && ip -n "$1" link set lo up`, name)
	require.Zero(t, r.status, "%s", r.stderr)
	t.Cleanup(func() { exec.Command("ip", "netns", "delete", name).Run() })
	return name
}
