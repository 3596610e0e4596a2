package sockdiag

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// inode gives the inode of a socket.
func inode(t testing.TB, fd int) uint64 {
	t.Helper()
	var st unix.Stat_t
	require.NoError(t, unix.Fstat(fd, &st))
	return st.Ino
}

func (o opener) unixListener(typ int, name string, backlog int) int {
	fd := o.socket(unix.AF_UNIX, typ, 0)
	require.NoError(o.t, unix.Bind(fd, &unix.SockaddrUnix{Name: name}))
	if typ != unix.SOCK_DGRAM {
		require.NoError(o.t, unix.Listen(fd, backlog))
	}
	return fd
}

func (o opener) unixClient(typ int, name string) int {
	fd := o.socket(unix.AF_UNIX, typ, 0)
	require.NoError(o.t, unix.Connect(fd, &unix.SockaddrUnix{Name: name}))
	return fd
}

func TestLiveUnixSockets(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	o := opener{t}
	path := filepath.Join(t.TempDir(), "a path with blanks")
	server := o.unixListener(unix.SOCK_STREAM, path, 5)
	client := o.unixClient(unix.SOCK_STREAM, path)
	accepted := o.accept(server)
	_, err := unix.Write(client, []byte("not read"))
	require.NoError(t, err)
	waiting := []int{o.unixClient(unix.SOCK_STREAM, path), o.unixClient(unix.SOCK_STREAM, path)}
	abstract := o.unixListener(unix.SOCK_DGRAM, "@abstract", 0)
	sender := o.unixClient(unix.SOCK_DGRAM, "@abstract")
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	defer unix.Close(pair[0])
	defer unix.Close(pair[1])
	alone := o.socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)

	var file unix.Stat_t
	require.NoError(t, unix.Stat(path, &file))
	onDisk := UnixSocket{Name: path, VFSInode: uint32(file.Ino), VFSDevice: unix.Major(file.Dev)<<20 | unix.Minor(file.Dev)}
	listening, other := onDisk, onDisk
	listening.Listening, listening.RxQueue, listening.TxQueue = true, 2, 5
	other.Peer, other.RxQueue = inode(t, client), 8
	sockets, err := conn.UnixSockets()
	require.NoError(t, err)
	sent := sockets[inode(t, client)].TxQueue // the kernel's overhead is in it
	assert.Greater(t, sent, uint32(8))
	assert.Equal(t, map[uint64]UnixSocket{
		inode(t, server):     listening,
		inode(t, accepted):   other,
		inode(t, client):     {Peer: inode(t, accepted), TxQueue: sent},
		inode(t, waiting[0]): {Listener: inode(t, server)},
		inode(t, waiting[1]): {Listener: inode(t, server)},
		inode(t, abstract):   {Name: "\x00abstract"},
		inode(t, sender):     {Peer: inode(t, abstract)},
		inode(t, pair[0]):    {Peer: inode(t, pair[1])},
		inode(t, pair[1]):    {Peer: inode(t, pair[0])},
		inode(t, alone):      {},
	}, sockets)
}

// ssUnix is a row of "ss -xa": queues, a name and an inode, and those of the peer.
var ssUnix = regexp.MustCompile(`^u_\w+ +(\w+) +(\d+) +(\d+) +.*? (\d+) +(?:.*? |\* )(\d+) *(?:users.*|<?-+>?|)\s*$`)

func TestLiveUnixSocketsAreAsSsTells(t *testing.T) {
	testkit.Need(t, "ss")
	testkit.NeedRoot(t)
	for attempt := 0; ; attempt++ {
		before := run(t, "ss", "-xapnH") // of the host: whatever there is
		sockets, err := open(t).UnixSockets()
		require.NoError(t, err)
		if before != run(t, "ss", "-xapnH") && attempt < 100 {
			continue
		}
		require.Equal(t, strings.Count(before, "\n"), len(sockets))
		for line := range strings.Lines(before) {
			match := ssUnix.FindStringSubmatch(line)
			require.NotNil(t, match, line)
			number := func(i int) uint64 {
				n, err := strconv.ParseUint(match[i], 10, 64)
				require.NoError(t, err)
				return n
			}
			socket, known := sockets[number(4)]
			require.True(t, known, line)
			assert.Equal(t, match[1] == "LISTEN", socket.Listening, line)
			assert.EqualValues(t, number(2), socket.RxQueue, line)
			assert.EqualValues(t, number(3), socket.TxQueue, line)
			assert.Equal(t, number(5), socket.Peer, line)
		}
		return
	}
}

// The list of those who wait for one listener may not fit in a datagram. Then
// the kernel ends its answer there.
func TestLiveListenerWithManyWaitingHidesNoOthers(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	o := opener{t}
	// More than 32 KiB of inodes takes a larger backlog than the default allows.
	const limit, waiting = "/proc/sys/net/core/somaxconn", 9000
	require.NoError(t, os.WriteFile(limit, []byte(strconv.Itoa(waiting)), 0)) // of this namespace
	var listeners []int
	for i := range 40 {
		listeners = append(listeners, o.unixListener(unix.SOCK_STREAM, "@listener"+strconv.Itoa(i), waiting))
		o.unixClient(unix.SOCK_STREAM, "@listener"+strconv.Itoa(i))
	}
	for range waiting - 1 {
		o.unixClient(unix.SOCK_STREAM, "@listener20")
	}
	sockets, err := conn.UnixSockets()
	require.NoError(t, err)
	assert.Len(t, sockets, 40+40+waiting-1)
	known := 0
	for _, socket := range sockets {
		if socket.Listener != 0 {
			known++
		}
	}
	assert.Less(t, known, waiting, "the kernel tells all of them now")
	for i, fd := range listeners {
		want := map[bool]uint32{true: waiting, false: 1}[i == 20]
		assert.Equal(t, want, sockets[inode(t, fd)].RxQueue)
	}
}
