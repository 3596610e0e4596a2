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
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	_ "github.com/gonetstat/gonetstat/internal/cli" // the tests run again when the program has changed
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
		os.Exit(runAll())
	}
}

// apart runs a command where it meets no process, socket or namespace but
// those that it makes itself, and where nothing outlives it.
const apart = `
mount -t proc proc /proc && mount -t tmpfs tmpfs /run && ip link set lo up || exit 99
"$@"
exit $?
`

// runAll builds gonetstat and runs the tests apart from the machine's own
// processes, whose names and sockets may be hostile in ways of their own.
func runAll() int {
	if reason := cannotRun(); reason != "" {
		if os.Getenv("CI") == "true" {
			fmt.Println("tests of hostile machines cannot run:", reason)
			return 1
		}
		fmt.Println("SKIP all tests of hostile machines:", reason)
		return 0
	}
	dir, err := os.MkdirTemp("", "gonetstat-hostile-")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil {
		fmt.Println(err)
		return 1
	}
	path := filepath.Join(dir, "gonetstat")
	args := []string{"build", "-o", path}
	if os.Getenv("GONETSTAT_RACE") == "" {
		os.Setenv("CGO_ENABLED", "0")
	} else {
		args = append(args, "-race")
	}
	build := exec.Command("go", append(args, "github.com/gonetstat/gonetstat/cmd/gonetstat")...)
	build.Stdout, build.Stderr = os.Stdout, os.Stderr
	if err := build.Run(); err != nil {
		fmt.Println("building gonetstat:", err)
		return 1
	}
	self, err := os.Executable()
	if err != nil {
		fmt.Println(err)
		return 1
	}
	runtime.LockOSThread() // whose end would end the tests
	tests := exec.Command("unshare", append([]string{"--net", "--mount", "--pid", "--fork", "--kill-child",
		"bash", "-c", apart, "bash", self}, os.Args[1:]...)...)
	tests.Env = append(os.Environ(), programVariable+"="+path, "LC_ALL=C")
	tests.Stdin, tests.Stdout, tests.Stderr = os.Stdin, os.Stdout, os.Stderr
	tests.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := tests.Run(); err != nil && tests.ProcessState == nil {
		fmt.Println("running the tests apart:", err)
	}
	return tests.ProcessState.ExitCode()
}

// cannotRun gives the reason why the tests cannot run, or "".
func cannotRun() string {
	if os.Geteuid() != 0 {
		return "root is needed for mount and network namespaces"
	}
	for _, tool := range []string{"netstat", "unshare", "mount", "ip", "bash", "setpriv", "sleep"} {
		if _, err := exec.LookPath(tool); err != nil {
			return tool + " is missing (Debian packages net-tools, iproute2, util-linux, mount, bash, coreutils)"
		}
	}
	return ""
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
	r := result{stdout: out.String(), stderr: errs.String(), status: cmd.ProcessState.ExitCode()}
	if status := cmd.ProcessState.Sys().(syscall.WaitStatus); status.Signaled() {
		r.signal = status.Signal()
	}
	require.NotContains(t, r.stderr, "goroutine ", "a crash")
	return r
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

// writeTree makes a /proc below a new directory: paths and contents, of which
// those that begin with "-> " are symbolic links.
func writeTree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		if target, ok := strings.CutPrefix(content, "-> "); ok {
			require.NoError(t, os.Symlink(target, path))
			continue
		}
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
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
