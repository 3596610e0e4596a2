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
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

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
