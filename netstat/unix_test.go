//go:build linux

package netstat

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestAUnixSocketHasEveryColumnOfItsRow(t *testing.T) {
	o := fixture
	o.Owners = true
	rows, errs := collect(UnixSockets(t.Context(), o))
	require.Empty(t, errs)
	bus := Process{PID: 640, Comm: "dbus-daemon", Name: "dbus-daemon"}
	for i := range rows {
		require.True(t, rows[i].Namespace.Own)
		rows[i].Namespace = nil
	}
	require.Equal(t, []UnixSocket{
		{Type: unix.SOCK_STREAM, State: UnixUnconnected, Listening: true, Refs: 2, Flags: 0x10000, Inode: 15770, Path: "/run/dbus/system_bus_socket", Process: bus},
		{Type: unix.SOCK_STREAM, State: UnixConnected, Refs: 3, Inode: 18501, Path: "/run/dbus/system_bus_socket", Process: bus},
		{Type: unix.SOCK_SEQPACKET, State: UnixUnconnected, Listening: true, Refs: 2, Flags: 0x10000, Inode: 14001, Path: "@/org/kernel/udev/udevd"},
		{Type: unix.SOCK_DGRAM, State: UnixUnconnected, Refs: 2, Inode: 18702},
	}, rows)
}

func TestListeningUnixSocketsAcceptConnections(t *testing.T) {
	o := fixture
	o.Listening = true
	rows, errs := collect(UnixSockets(t.Context(), o))
	require.Empty(t, errs)
	require.Len(t, rows, 2)
	assert.True(t, rows[0].Listening)
	assert.True(t, rows[1].Listening)
}

func TestAPathKeepsItsValueWhenTheLoopGoesOn(t *testing.T) {
	var table strings.Builder
	table.WriteString("Num RefCount Protocol Flags Type St Inode Path\n")
	var want []string
	for i := range 1000 {
		path := "/run/" + strings.Repeat(string(rune('a'+i%26)), 1+i*37%300)
		want = append(want, path)
		table.WriteString("0: 2 0 0 1 1 1 " + path + "\n")
	}
	long := "/" + strings.Repeat("x", 2*pathBlock)
	want = append(want, long)
	table.WriteString("0: 2 0 0 1 1 1 " + long + "\n")
	rows, errs := collect(UnixSockets(t.Context(), tree(t, map[string]string{"net/unix": table.String()})))
	require.Empty(t, errs)
	var got []string
	for _, s := range rows {
		got = append(got, s.Path)
	}
	require.Equal(t, want, got)
}

func TestAGarbledUnixSocketIsReported(t *testing.T) {
	o := tree(t, map[string]string{"net/unix": "Num\n0: 2 0 0 1 1 1\n0: 2 0 0 1\n"})
	rows, errs := collect(UnixSockets(t.Context(), o))
	assert.Len(t, rows, 1)
	assert.Equal(t, []string{o.ProcRoot + "/net/unix:3: line is not a row of the table"}, errs)
}

func TestANewlineInANameEndsItsRow(t *testing.T) {
	name := fmt.Sprintf("@gonetstat-test-%d", os.Getpid())
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	defer unix.Close(fd)
	forged := name + "-forged"
	require.NoError(t, unix.Bind(fd, &unix.SockaddrUnix{Name: name + "\n0: 9 0 10000 1 1 4242 " + forged + "\nrest"}))
	rows, errs := collect(UnixSockets(t.Context(), Options{}))
	require.Len(t, errs, 1)
	assert.Contains(t, errs[0], "/proc/net/unix:")
	count := 0
	for _, s := range rows {
		switch s.Path {
		case name:
			assert.Equal(t, unix.SOCK_DGRAM, s.Type)
			count++
		case forged:
			s.Namespace = nil
			assert.Equal(t, UnixSocket{Type: unix.SOCK_STREAM, State: UnixUnconnected, Listening: true, Refs: 9, Flags: 0x10000, Inode: 4242, Path: forged}, s)
			count++
		}
	}
	assert.Equal(t, 2, count)
}

func TestUnixStatesHaveWords(t *testing.T) {
	words := []string{"FREE", "UNCONNECTED", "CONNECTING", "CONNECTED", "DISCONNECTING", "UNKNOWN"}
	for state, word := range words {
		assert.Equal(t, word, UnixState(state).String())
	}
}
