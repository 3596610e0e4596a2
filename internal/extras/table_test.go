package extras

import (
	"context"
	"errors"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// here is the test's own namespace, with cgroups that are all called the same.
func here() Source {
	return Source{
		Socket: unix.Socket,
		Cgroup: func(uint64) (string, bool) { return "/made", true },
		Buffer: make([]byte, sockdiag.ChunkSize),
	}
}

func keepAll(*procnet.Socket) bool { return true }

var listeners = sockdiag.Request{Protocol: sockdiag.TCP, Family: sockdiag.IPv6, States: sockdiag.Listeners}

// listener makes a listener of tcp on the loopback, and its row.
func listener(t *testing.T) *procnet.Socket {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET6, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	t.Cleanup(func() { unix.Close(fd) })
	require.NoError(t, unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, 1))
	require.NoError(t, unix.Bind(fd, &unix.SockaddrInet6{Addr: [16]byte{15: 1}}))
	require.NoError(t, unix.Listen(fd, 7))
	name, err := unix.Getsockname(fd)
	require.NoError(t, err)
	var st unix.Stat_t
	require.NoError(t, unix.Fstat(fd, &st))
	port := uint16(name.(*unix.SockaddrInet6).Port)
	return &procnet.Socket{
		Local: netip.AddrPortFrom(netip.IPv6Loopback(), port), Remote: netip.AddrPortFrom(netip.IPv6Unspecified(), 0),
		State: 10, Inode: st.Ino,
	}
}

// filled gives a table of all listeners.
func filled(t *testing.T, keep func(*procnet.Socket) bool) *Table {
	t.Helper()
	table := new(Table)
	err := table.FillInternet(t.Context(), here(), listeners, keep)
	if errors.Is(err, unix.EPROTONOSUPPORT) || errors.Is(err, fs.ErrNotExist) {
		testkit.Lacking(t, "the kernel has no sock_diag for tcp")
	}
	require.NoError(t, err)
	return table
}

func TestLiveSocketIsFoundByItsRow(t *testing.T) {
	var rows []*procnet.Socket
	for range 20 {
		rows = append(rows, listener(t))
	}
	table := filled(t, keepAll)
	for _, row := range rows {
		s, known := table.Internet(row)
		require.True(t, known)
		assert.True(t, s.HasV6Only)
		assert.True(t, s.V6Only)
		assert.EqualValues(t, 7, s.BacklogLimit)
		assert.Empty(t, s.Device)
		assert.Nil(t, s.Info)
		if s.Cgroup != "" { // before Linux 5.8 it is not told
			assert.Equal(t, "/made", s.Cgroup)
		}
	}
}

// What a socket has become since is not what was told of it.
func TestStaleSocketIsNotKnown(t *testing.T) {
	row := listener(t)
	table := filled(t, keepAll)
	for name, change := range map[string]func(row *procnet.Socket){
		"another inode":    func(row *procnet.Socket) { row.Inode = 1<<32 | row.Inode },
		"inode 0":          func(row *procnet.Socket) { row.Inode = 0 },
		"another port":     func(row *procnet.Socket) { row.Local = netip.AddrPortFrom(row.Local.Addr(), row.Local.Port()^1) },
		"a peer":           func(row *procnet.Socket) { row.Remote = netip.AddrPortFrom(row.Remote.Addr(), 80) },
		"not any listener": func(row *procnet.Socket) { row.State = 7 },
	} {
		changed := *row
		change(&changed)
		_, known := table.Internet(&changed)
		assert.False(t, known, name)
	}
}

func TestNothingIsKnownOfWhatIsNotKeptOrTold(t *testing.T) {
	row := listener(t)
	table := filled(t, func(other *procnet.Socket) bool { return other.Inode != row.Inode })
	_, known := table.Internet(row)
	assert.False(t, known)

	refused := here()
	refused.Socket = func(int, int, int) (int, error) { return -1, unix.EACCES }
	table = new(Table)
	assert.ErrorIs(t, table.FillInternet(t.Context(), refused, listeners, keepAll), unix.EACCES)
	assert.ErrorIs(t, table.FillUnix(refused), unix.EACCES)
	ended, end := context.WithCancel(t.Context())
	end()
	assert.ErrorIs(t, table.FillInternet(ended, here(), listeners, keepAll), context.Canceled)
	_, known = table.Internet(row)
	assert.False(t, known)
	_, known = table.Unix(row.Inode)
	assert.False(t, known)
}

func TestInterfacesHaveNames(t *testing.T) {
	loopback, err := os.ReadFile("/sys/class/net/lo/ifindex")
	require.NoError(t, err)
	require.Equal(t, "1\n", string(loopback))
	assert.Equal(t, []string{"lo", "", "lo"}, interfaceNames(here(), []uint32{1, 1<<31 - 1, 1}))
	refused := Source{Socket: func(int, int, int) (int, error) { return -1, unix.EPERM }}
	assert.Equal(t, []string{""}, interfaceNames(refused, []uint32{1}))
}

func TestLiveUnixPeers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	inode := func(fd int) uint64 {
		var st unix.Stat_t
		require.NoError(t, unix.Fstat(fd, &st))
		return st.Ino
	}
	socket := func() int {
		fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		require.NoError(t, err)
		t.Cleanup(func() { unix.Close(fd) })
		return fd
	}
	for _, name := range []string{path, "@a\x00b" + path} {
		server, client, waiting := socket(), socket(), socket()
		require.NoError(t, unix.Bind(server, &unix.SockaddrUnix{Name: name}))
		require.NoError(t, unix.Listen(server, 5))
		require.NoError(t, unix.Connect(client, &unix.SockaddrUnix{Name: name}))
		accepted, _, err := unix.Accept4(server, unix.SOCK_CLOEXEC)
		require.NoError(t, err)
		defer unix.Close(accepted)
		require.NoError(t, unix.Connect(waiting, &unix.SockaddrUnix{Name: name}))

		table := new(Table)
		err = table.FillUnix(here())
		if errors.Is(err, unix.EPROTONOSUPPORT) || errors.Is(err, fs.ErrNotExist) {
			testkit.Lacking(t, "the kernel has no sock_diag for unix sockets")
		}
		require.NoError(t, err)
		for fd, want := range map[int]UnixSocket{
			server:   {Listening: true, Backlog: 1, BacklogLimit: 5},
			client:   {Peer: inode(accepted), PeerPath: tablePath(map[bool]string{true: "\x00" + name[1:], false: name}[name[0] == '@'])},
			accepted: {Peer: inode(client)},
			waiting:  {},
		} {
			got, known := table.Unix(inode(fd))
			assert.True(t, known)
			assert.Equal(t, want, got)
		}
		_, known := table.Unix(0)
		assert.False(t, known)
	}
	assert.Equal(t, "@a@b", tablePath("\x00a\x00b"))
}
