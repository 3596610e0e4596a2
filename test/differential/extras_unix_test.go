package differential

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/gonetstat/gonetstat/internal/testkit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// holdPairs makes unix sockets of every type in a directory: bound and not, pairs,
// connected, accepted and waiting for that.
func holdPairs(dir string) {
	for _, typ := range []int{unix.SOCK_STREAM, unix.SOCK_DGRAM, unix.SOCK_SEQPACKET} {
		path := &unix.SockaddrUnix{Name: fmt.Sprintf("%s/of-type-%d", dir, typ)}
		fd := socket(unix.AF_UNIX, typ, 0)
		must(unix.Bind(fd, path))
		if typ != unix.SOCK_DGRAM {
			must(unix.Listen(fd, 5))
		}
		must(unix.Connect(socket(unix.AF_UNIX, typ, 0), path))
		if typ != unix.SOCK_DGRAM {
			must(unix.Connect(socket(unix.AF_UNIX, typ, 0), path))
			accept(fd)
		}
		_, err := unix.Socketpair(unix.AF_UNIX, typ|unix.SOCK_CLOEXEC, 0)
		must(err)
	}
	server := socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	must(unix.Bind(server, &unix.SockaddrUnix{Name: "@abstract\x00name"}))
	must(unix.Listen(server, 77))
	for range 3 {
		must(unix.Connect(socket(unix.AF_UNIX, unix.SOCK_STREAM, 0), &unix.SockaddrUnix{Name: "@abstract\x00name"}))
	}
	accept(server)
}

// ssUnix is a row of "ss -xapnH": queues, the inodes of both ends and the process.
var ssUnix = regexp.MustCompile(`^u_\w+ +(\w+) +(\d+) +(\d+) +.*? (\d+) +(?:.*? |\* )(\d+) *(?:users:\(\("[^"]*",pid=(\d+),.*|)\s*$`)

// A unixEnd is what ss and gonetstat tell alike of a unix socket.
type unixEnd struct{ backlog, limit, peer, process any }

func TestUnixPeersAreAsSsTells(t *testing.T) {
	testkit.Need(t, "ss")
	ns := newNamespace(t)
	startResident(t, "unix:"+t.TempDir(), "ip", "netns", "exec", ns.name)
	number := func(text string) any {
		var n float64
		if _, err := fmt.Sscan(text, &n); err != nil {
			return nil
		}
		return n
	}
	want, processes := map[any]unixEnd{}, map[any]any{}
	for line := range strings.Lines(told(t, ns, "ss", "-xapnH")) {
		m := ssUnix.FindStringSubmatch(line)
		require.NotNil(t, m, line)
		end := unixEnd{peer: number(m[5])}
		if end.peer == 0. {
			end.peer = nil
		}
		if m[1] == "LISTEN" {
			end.backlog, end.limit = number(m[2]), number(m[3])
		}
		want[number(m[4])], processes[number(m[4])] = end, number(m[6])
	}
	for inode, end := range want {
		end.process = processes[end.peer]
		want[inode] = end
	}
	for where, listing := range fromBoth(t, ns, "-xan", "--json") {
		got, paths, pairs := map[any]unixEnd{}, map[any]any{}, 0
		rows := objects(t, listing)
		for _, row := range rows {
			paths[row["inode"]] = row["path"]
		}
		for _, row := range rows {
			if row["inode"] == 0. {
				continue // it waits to be accepted: the table alone tells of it
			}
			got[row["inode"]] = unixEnd{row["backlog"], row["backlog_limit"], row["peer_inode"], row["peer_pid"]}
			assert.Equal(t, paths[row["peer_inode"]], row["peer_path"], where)
			if row["peer_pid"] != nil {
				assert.NotEmpty(t, row["peer_program"], where)
				pairs++
			}
		}
		assert.Equal(t, want, got, where)
		assert.Greater(t, pairs, 10, where)
		assert.Contains(t, listing, `"peer_path":"@abstract@name"`, where)
		assert.Contains(t, listing, `"backlog":2,"backlog_limit":77`, where)
	}
}

// TestUnixPeerElsewhereHasAnOwner sends datagrams to a socket of another network
// namespace, which is not in the list itself.
func TestUnixPeerElsewhereHasAnOwner(t *testing.T) {
	path := &unix.SockaddrUnix{Name: t.TempDir() + "/log"}
	server := socket(unix.AF_UNIX, unix.SOCK_DGRAM, 0)
	defer unix.Close(server)
	require.NoError(t, unix.Bind(server, path))
	ns := newNamespace(t)
	within(t, ns, func() {
		client := socket(unix.AF_UNIX, unix.SOCK_DGRAM, 0)
		defer unix.Close(client)
		require.NoError(t, unix.Connect(client, path))
		for where, listing := range fromBoth(t, ns, "-xan", "--json") {
			rows := objects(t, listing)
			require.Len(t, rows, 1, where)
			var st unix.Stat_t
			require.NoError(t, unix.Fstat(server, &st))
			assert.EqualValues(t, st.Ino, rows[0]["peer_inode"], where)
			assert.EqualValues(t, os.Getpid(), rows[0]["peer_pid"], where)
			assert.Nil(t, rows[0]["peer_path"], where)
		}
	})
}
