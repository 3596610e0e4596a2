// Package people runs gonetstat as people and scripts do who want more than a
// listing: an answer by exit status, what changes, counts and an order. The
// sockets are live ones.
package people

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/command"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// program is the gonetstat under test.
var program string

func TestMain(m *testing.M) {
	os.Exit(testkit.OnProgram(m, "tests for people and scripts", command.Main, []string{"ip", "setpriv"}, func(path string) int {
		program = path
		return m.Run()
	}))
}

// result is what a run of the program gave.
type result struct {
	stdout, stderr string
	status         int
	took           time.Duration
}

// prepare makes a command that ends with the test, or after a minute.
func prepare(t *testing.T, command ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return exec.CommandContext(ctx, command[0], command[1:]...)
}

// finish runs a command to its end.
func finish(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	start := time.Now()
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	return result{out.String(), errs.String(), cmd.ProcessState.ExitCode(), time.Since(start)}
}

// run runs gonetstat.
func run(t *testing.T, args ...string) result {
	t.Helper()
	return finish(t, prepare(t, append([]string{program}, args...)...))
}

// listen listens on a free port of the loopback until the end of the test.
func listen(t *testing.T) (l net.Listener, port string) {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	return l, portOf(l.Addr())
}

func portOf(addr net.Addr) string { return strconv.Itoa(addr.(*net.TCPAddr).Port) }

// freePort gives a port that nobody uses.
func freePort(t *testing.T) string {
	t.Helper()
	l, port := listen(t)
	require.NoError(t, l.Close())
	return port
}

// namespaceName gives a name for a network namespace that goes away with the
// test, and is not there yet.
func namespaceName(t *testing.T, suffix string) string {
	t.Helper()
	testkit.NeedNamespaces(t)
	name := fmt.Sprintf("ppl-%d-%s", os.Getpid(), suffix)
	t.Cleanup(func() { _ = exec.Command("ip", "netns", "delete", name).Run() })
	return name
}

// namespaceWithListeners makes a namespace in which so many sockets listen on
// ports from 4001 on, and gives its name.
func namespaceWithListeners(t *testing.T, suffix string, n int) string {
	t.Helper()
	name := namespaceName(t, suffix)
	require.NoError(t, exec.Command("sh", "-c", "ip netns add $0 && ip -n $0 link set lo up", name).Run())
	within(t, name, func() {
		for i := range n {
			listenOn(t, 4001+i)
		}
	})
	return name
}

// within does something in a namespace.
func within(t *testing.T, name string, do func()) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	own, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	require.NoError(t, err)
	defer unix.Close(own)
	other, err := unix.Open("/run/netns/"+name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	require.NoError(t, err)
	defer unix.Close(other)
	require.NoError(t, unix.Setns(other, unix.CLONE_NEWNET))
	defer func() { require.NoError(t, unix.Setns(own, unix.CLONE_NEWNET)) }()
	do()
}

// socket makes a socket of IPv4 at an address in this thread's namespace.
func socket(t *testing.T, kind, port int, addr [4]byte) (fd int) {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET, kind|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	t.Cleanup(func() { unix.Close(fd) })
	require.NoError(t, unix.Bind(fd, &unix.SockaddrInet4{Port: port, Addr: addr}))
	return fd
}

// listenOn listens on a port of the loopback in this thread's namespace.
func listenOn(t *testing.T, port int) {
	t.Helper()
	require.NoError(t, unix.Listen(socket(t, unix.SOCK_STREAM, port, [4]byte{127, 0, 0, 1}), 8))
}
