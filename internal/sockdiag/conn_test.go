package sockdiag

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

func TestSocketThatCannotBeMadeIsAnError(t *testing.T) {
	_, err := Open(func(domain, typ, proto int) (int, error) {
		assert.Equal(t, []int{unix.AF_NETLINK, unix.SOCK_RAW | unix.SOCK_CLOEXEC, unix.NETLINK_SOCK_DIAG}, []int{domain, typ, proto})
		return -1, unix.EPROTONOSUPPORT
	})
	assert.ErrorIs(t, err, unix.EPROTONOSUPPORT)
	assert.EqualError(t, err, "sock_diag: socket: protocol not supported")
}

func TestSocketOfAnotherKindIsAnError(t *testing.T) {
	var made int
	_, err := Open(func(int, int, int) (fd int, err error) {
		made, err = unix.Socket(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
		return made, err
	})
	assert.Error(t, err)
	assert.Equal(t, unix.EBADF, unix.Close(made), "the socket is left open")
}

// pipe gives a Conn whose kernel is a socket of the test's.
func pipe(t *testing.T) (conn *Conn, kernel int) {
	t.Helper()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	t.Cleanup(func() { unix.Close(pair[0]); unix.Close(pair[1]) })
	return &Conn{fd: pair[0]}, pair[1]
}

func TestForeignDatagramsEndADump(t *testing.T) {
	conn, other := pipe(t)
	for range foreignDatagrams {
		_, err := unix.Write(other, []byte("x"))
		require.NoError(t, err)
	}
	_, err := conn.receive(make([]byte, ChunkSize))
	assert.Equal(t, errForeign, err)
}

func TestAnswerThatBreaksOffIsNotWaitedFor(t *testing.T) {
	conn, _ := pipe(t)
	_, err := conn.receive(make([]byte, ChunkSize))
	assert.Equal(t, errBrokenOff, err)
}

func TestLiveOthersCannotSendToTheSocket(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	other := opener{t}.socket(unix.AF_NETLINK, unix.SOCK_RAW, unix.NETLINK_SOCK_DIAG)
	done := message(unix.NLMSG_DONE, 0, make([]byte, 4))
	assert.Equal(t, unix.ECONNREFUSED, unix.Sendto(other, done, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: conn.port}))
	_, err := tryDump(conn, Request{Protocol: TCP, Family: IPv4, States: All})
	assert.NoError(t, err)
}

func TestLiveDatagramLongerThanTheBufferIsAnError(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	opener{t}.listen(inet4(loopback, 7001), 8)
	answer, err := conn.Dump(Request{Protocol: TCP, Family: IPv4, States: All})
	require.NoError(t, err)
	for range 2 { // and it stays one
		rows, err := answer.Next(make([]byte, 100))
		assert.Equal(t, errTruncated, err)
		assert.False(t, rows.Next(new(procnet.Socket)))
	}
}

func TestLiveEndStaysTheEnd(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	for _, info := range []bool{false, true} {
		answer, err := conn.Dump(Request{Protocol: TCP, Family: IPv4, States: All, TCPInfo: info})
		require.NoError(t, err)
		for range 3 {
			_, err = answer.Next(make([]byte, ChunkSize))
			assert.Equal(t, io.EOF, err)
		}
	}
}

// A dump that breaks off is continued by the table, wherever it does.
func TestLiveTableGoesOnWhereADumpEnds(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	holdSockets(t, 6)
	request := Request{Protocol: TCP, Family: IPv4, States: All}
	whole := table(t, &procnet.TCP)
	require.Equal(t, seen(whole, request), seen(rowsOf(dump(t, conn, request)), request))
	for chunks := range 30 {
		conn := open(t)
		answer, err := conn.Dump(request)
		require.NoError(t, err)
		var seam Seam
		var given []procnet.Socket
		buf := make([]byte, ChunkSize)
		for range chunks {
			rows, err := answer.Next(buf)
			if err == io.EOF {
				break
			}
			require.NoError(t, err)
			for row := (procnet.Socket{}); rows.Next(&row); {
				given = append(given, row)
				seam.Given(&row)
			}
		}
		for _, row := range table(t, &procnet.TCP) {
			if seam.Behind(&row) {
				given = append(given, row)
			}
		}
		require.Equal(t, seen(whole, request), seen(given, request), "after %d chunks", chunks)
	}
}

// Chunks of a dump can be parsed after others have been read.
func TestLiveChunksArePassedOn(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	holdSockets(t, 6)
	request := Request{Protocol: TCP, Family: IPv4, States: All}
	chunks := make(chan Rows, 1000)
	answer, err := conn.Dump(request)
	require.NoError(t, err)
	parsed := make(chan []procnet.Socket)
	go func() {
		var sockets []procnet.Socket
		for rows := range chunks {
			for row := (procnet.Socket{}); rows.Next(&row); {
				sockets = append(sockets, row)
			}
		}
		parsed <- sockets
	}()
	for {
		rows, err := answer.Next(make([]byte, ChunkSize))
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		chunks <- rows
	}
	close(chunks)
	assert.Equal(t, seen(table(t, &procnet.TCP), request), seen(<-parsed, request))
}

func TestConnIsClosed(t *testing.T) {
	conn, _ := pipe(t)
	fd, err := unix.Dup(conn.fd)
	require.NoError(t, err)
	c := &Conn{fd: fd}
	c.Close()
	assert.Equal(t, unix.EBADF, unix.Close(fd))
}
