package netstat_test

import (
	"fmt"
	"net"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/common"
	"github.com/gonetstat/gonetstat/netstat"
)

// listed lists sockets as callers of such packages do: with fields set by name
// and a filter in a variable.
func listed(t *testing.T, fn netstat.AcceptFn) []netstat.SockTabEntry {
	t.Helper()
	entries, err := netstat.Netstat(t.Context(), netstat.EnableFeatures{
		TCP: true, TCP6: true, UDP: true, UDP6: true, UDPLite: true, UDPLite6: true, Raw: true, Raw6: true,
		PID:       true,
		NetNsPids: []uint32{},
	}, fn)
	require.NoError(t, err)
	return entries
}

func TestCallersOfNetstatPackagesFindTheirListener(t *testing.T) {
	listening := func(s *netstat.SockTabEntry) bool {
		return s.RemoteEndpoint.IP.IsUnspecified() && s.RemoteEndpoint.Port == 0
	}
	for _, address := range []string{"127.0.0.1", "::1"} {
		listener, err := net.Listen("tcp", net.JoinHostPort(address, "0"))
		require.NoError(t, err)
		defer listener.Close()
		var found []netstat.SockTabEntry
		for _, e := range listed(t, listening) {
			if int(e.LocalEndpoint.Port) == listener.Addr().(*net.TCPAddr).Port && e.LocalEndpoint.IP.String() == address {
				found = append(found, e)
			}
		}
		require.Len(t, found, 1)
		e := found[0]
		assert.Equal(t, netstat.Listen, e.State)
		assert.Equal(t, 10, int(e.State))
		assert.Equal(t, netstat.Off, e.Tr)
		assert.Equal(t, &common.Process{Pid: os.Getpid(), Name: "netstat.test"}, e.Process)
		assert.Equal(t, uint32(os.Getuid()), e.UID)
		assert.NotZero(t, e.Inode)
		assert.Empty(t, e.NetNS)
	}
}

func TestCallersOfNetstatPackagesFindTheirConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	conn, err := net.Dial("tcp", listener.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	found := false
	for _, e := range listed(t, netstat.ConnectedFilter) {
		assert.NotZero(t, e.RemoteEndpoint.Port)
		found = found || int(e.LocalEndpoint.Port) == conn.LocalAddr().(*net.TCPAddr).Port && e.State == netstat.Established
	}
	assert.True(t, found)
}

func TestCallersOfNetstatPackagesPrintEntries(t *testing.T) {
	entry := netstat.SockTabEntry{
		Transport:      "tcp",
		LocalEndpoint:  &netstat.SockEndpoint{IP: net.IPv4(10, 0, 0, 1), Port: 22},
		RemoteEndpoint: &netstat.SockEndpoint{IP: net.ParseIP("2001:db8::1"), Port: 54000},
		State:          netstat.Established,
		Tr:             netstat.KeepAlive,
		Process:        &common.Process{Pid: 4711, Name: "sshd"},
		NetNS:          "blue",
	}
	assert.Equal(t, "tcp 10.0.0.1:22 2001:db8::1:54000 ESTABLISHED 4711/sshd blue\n", fmt.Sprintln(entry))
	assert.Equal(t, fmt.Sprint(entry), fmt.Sprint(&entry))
	assert.Equal(t, "ESTABLISHED KeepAlive 4711/sshd", fmt.Sprint(entry.State, " ", entry.Tr, " ", entry.Process.String()))

	constants := []netstat.SkState{
		netstat.Established, netstat.SynSent, netstat.SynRecv, netstat.FinWait1, netstat.FinWait2, netstat.TimeWait,
		netstat.Close, netstat.CloseWait, netstat.LastAck, netstat.Listen, netstat.Closing,
	}
	for i, state := range constants {
		assert.Equal(t, i+1, int(state))
	}
	timers := []netstat.TimerActive{netstat.Off, netstat.On, netstat.KeepAlive, netstat.TimeWaitTimer, netstat.ProbeTimer}
	for i, timer := range timers {
		assert.Equal(t, i, int(timer))
	}
}
