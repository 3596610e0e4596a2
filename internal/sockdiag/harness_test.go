package sockdiag

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// patience is how long the kernel may take to come to where a test wants it, on
// a machine that has much to do.
const patience = time.Minute

// enterNamespace puts the test's thread into a new network namespace, with a
// loopback interface that is up, until the end of the test.
func enterNamespace(t testing.TB) {
	t.Helper()
	testkit.NeedNamespaces(t)
	stay(t)
	require.NoError(t, unix.Unshare(unix.CLONE_NEWNET))
	run(t, "ip", "link", "set", "lo", "up")
}

// stay keeps the test on its thread, and brings that home at the end.
func stay(t testing.TB) {
	t.Helper()
	runtime.LockOSThread()
	home := here(t)
	t.Cleanup(func() {
		require.NoError(t, unix.Setns(home, unix.CLONE_NEWNET))
		unix.Close(home)
		runtime.UnlockOSThread()
	})
}

// here opens the namespace of the thread.
func here(t testing.TB) int {
	t.Helper()
	fd, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	require.NoError(t, err)
	return fd
}

// run runs a program in the namespace of the test's thread.
func run(t testing.TB, command ...string) string {
	t.Helper()
	out, err := exec.Command(command[0], command[1:]...).CombinedOutput()
	require.NoError(t, err, "%q: %s", command, out)
	return string(out)
}

// ip runs ip(8) with a line of arguments.
func ip(t testing.TB, line string) {
	t.Helper()
	run(t, append([]string{"ip"}, strings.Fields(line)...)...)
}

// open opens a Conn in the namespace of the test's thread. Where the kernel has
// no sock_diag, the test ends.
func open(t testing.TB) *Conn {
	t.Helper()
	conn, err := Open(unix.Socket)
	if errors.Is(err, unix.EPROTONOSUPPORT) {
		testkit.Lacking(t, "the kernel has no sock_diag")
	}
	require.NoError(t, err)
	t.Cleanup(conn.Close)
	return conn
}

// whole is a row with what goes with it, its own.
type whole struct {
	procnet.Socket
	Extra
}

// dump reads a whole dump. A kernel without the module for it ends the test.
func dump(t testing.TB, conn *Conn, request Request) []whole {
	t.Helper()
	sockets, err := tryDump(conn, request)
	if errors.Is(err, unix.ENOENT) {
		testkit.Lacking(t, "the kernel has no module for these sockets")
	}
	require.NoError(t, err)
	return sockets
}

func rowsOf(sockets []whole) (rows []procnet.Socket) {
	for _, socket := range sockets {
		rows = append(rows, socket.Socket)
	}
	return rows
}

func tryDump(conn *Conn, request Request) ([]whole, error) {
	answer, err := conn.Dump(request)
	if err != nil {
		return nil, err
	}
	var sockets []whole
	for buf := make([]byte, ChunkSize); ; {
		rows, err := answer.Next(buf)
		if err == io.EOF {
			return sockets, nil
		}
		if err != nil {
			return sockets, err
		}
		var w whole
		for rows.NextWhole(&w.Socket, &w.Extra) {
			w.Info = append(TCPInfo(nil), w.Info...)
			w.Congestion = append([]byte(nil), w.Congestion...)
			sockets = append(sockets, w)
		}
	}
}

// table reads a table of the thread's namespace in /proc.
func table(t testing.TB, table *procnet.SocketTable) []procnet.Socket {
	t.Helper()
	file, err := os.Open("/proc/thread-self/net/" + table.Name)
	if errors.Is(err, os.ErrNotExist) {
		testkit.Lacking(t, "the kernel has no table "+table.Name)
	}
	require.NoError(t, err)
	reader := procnet.NewReader(file, procnet.Reading{})
	defer reader.Close()
	var rows []procnet.Socket
	for line, ok := reader.Next(); ok; line, ok = reader.Next() {
		var row procnet.Socket
		if table.Parse(line, &row) {
			rows = append(rows, row)
		}
	}
	require.NoError(t, reader.Err())
	return rows
}
