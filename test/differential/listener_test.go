package differential

import (
	"fmt"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// TestListenersThatDiffer lists a listener that was a connection before, and a
// connection to port 0, which netstat takes for a listener: two of the
// differences on purpose.
func TestListenersThatDiffer(t *testing.T) {
	ns := newNamespace(t)
	ns.run(t, "ip", "route", "add", "192.0.2.77/32", "dev", "lo") // where nobody answers
	within(t, ns, func() {
		former, port := formerConnection(t)
		defer unix.Close(former)
		nowhere, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_NONBLOCK, 0)
		require.NoError(t, err)
		defer unix.Close(nowhere)
		_ = unix.Connect(nowhere, &unix.SockaddrInet4{Addr: [4]byte{192, 0, 2, 77}})

		const row = `(?m)^tcp +0 +%s 127.0.0.1:%d +0.0.0.0:\* +LISTEN +$`
		assert.Regexp(t, fmt.Sprintf(row, `[1-9]\d*`, port), ns.run(t, "netstat", "-tln"))
		assert.Regexp(t, fmt.Sprintf(row, "0", port), ns.run(t, program, "-tln"))
		assert.Contains(t, ns.run(t, "netstat", "-tln"), "192.0.2.77:*            SYN_SENT")
		assert.NotContains(t, ns.run(t, program, "-tln"), "192.0.2.77")
		assert.Contains(t, ns.run(t, program, "-tan"), "192.0.2.77:*            SYN_SENT")
	})
}

// formerConnection gives a listener of tcp that was a connection before, and its
// port.
func formerConnection(t *testing.T) (fd, port int) {
	t.Helper()
	listen := func() (int, int) {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		require.NoError(t, err)
		require.NoError(t, unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}))
		require.NoError(t, unix.Listen(fd, 5))
		return fd, portOf(t, fd)
	}
	server, there := listen()
	defer unix.Close(server)
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	require.NoError(t, unix.Connect(fd, &unix.SockaddrInet4{Port: there, Addr: [4]byte{127, 0, 0, 1}}))
	// An address of no family ends the connection: connect(2).
	_, _, errno := unix.Syscall(unix.SYS_CONNECT, uintptr(fd), uintptr(unsafe.Pointer(&unix.RawSockaddr{})), unix.SizeofSockaddrInet4)
	require.Zero(t, errno)
	require.NoError(t, unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}))
	require.NoError(t, unix.Listen(fd, 5))
	return fd, portOf(t, fd)
}

func portOf(t *testing.T, fd int) int {
	t.Helper()
	name, err := unix.Getsockname(fd)
	require.NoError(t, err)
	return name.(*unix.SockaddrInet4).Port
}
