package differential

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// runCaller makes the tree below $1 stand in for /proc and runs a program
// there, its launcher being $2.
const runCaller = `
cd "$1" && mount --bind proc /proc || exit 99
launcher=$2
shift 2
` + launchVariable + `=yes exec "$launcher" "$@"
`

// compareFaked runs one case on a fabricated tree and a fake kernel.
func compareFaked(t *testing.T, tr tree, k *kernel, args ...string) {
	t.Helper()
	dir := t.TempDir()
	tr.write(t, dir)
	reference := runFaked(t, dir, k, nil, "netstat", args...)
	ours := runFaked(t, dir, k, nil, program, args...)
	again := func(env []string) result { return runFaked(t, dir, k, env, "netstat", args...) }
	if !agree(t, tr, reference, ours, again) {
		failed.Add(1)
		keep := saveTree(t, tr)
		require.Equal(t, reference.String(), ours.String(), "netstat %q on the tree kept in %s", args, keep)
	}
	fabricated.Add(1)
}

// runFaked runs a program on the tree in a directory. The fake kernel answers
// its ioctl calls for interfaces and the socket calls that go before. Without an
// environment it has the test's own.
func runFaked(t *testing.T, dir string, k *kernel, env []string, program string, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	launcher, err := os.Executable()
	require.NoError(t, err)
	conn, theirs := socketPair(t)
	defer conn.Close()
	command := append([]string{"-m", "sh", "-c", runCaller, "sh", dir, launcher, program}, args...)
	cmd := testkit.Group(exec.CommandContext(ctx, "unshare", command...))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.ExtraFiles, cmd.Env = []*os.File{theirs}, env
	require.NoError(t, cmd.Start())
	theirs.Close()
	c, err := receiveCaller(conn, k)
	if err == nil {
		err = c.answer()
	}
	waited := cmd.Wait()
	require.NoError(t, err, "%v: %s", waited, &stderr)
	return result{stdout.String(), stderr.String(), strconv.Itoa(cmd.ProcessState.ExitCode()) + "\n"}
}

// socketPair gives two connected sockets, this side's and a launcher's.
func socketPair(t *testing.T) (*net.UnixConn, *os.File) {
	t.Helper()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	mine := os.NewFile(uintptr(pair[0]), "socketpair")
	defer mine.Close()
	conn, err := net.FileConn(mine)
	require.NoError(t, err)
	return conn.(*net.UnixConn), os.NewFile(uintptr(pair[1]), "socketpair")
}

// requireFakeKernel skips a test where calls cannot be answered by another
// program.
func requireFakeKernel(t *testing.T) {
	t.Helper()
	switch {
	case runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64":
		testkit.Lacking(t, "the fake kernel speaks only for 64-bit machines")
	case !canNotify():
		testkit.Lacking(t, "the kernel lacks seccomp's user notification")
	}
}
