package netstat_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/common"
	"github.com/gonetstat/gonetstat/netstat"
)

// record is what a server makes of an entry to send it to its clients, with
// numbers where the entry has types.
type record struct {
	transport             string
	localIP, remoteIP     string
	localPort, remotePort uint32
	state, timer          int32
	queues                [2]uint64
	counters              [6]uint64
	uid                   uint32
	pid                   uint32
	program               string
	netns                 string
}

// request is what a client asks of a server.
type request struct {
	listening, connected bool
	netns                []string
	hostNetwork          bool
}

// serve lists sockets as callers of such packages do: with every field set by
// name, a filter in a variable, and each field of the entries used.
func serve(ctx context.Context, r request) ([]record, error) {
	features := netstat.EnableFeatures{
		TCP:           true,
		TCP6:          true,
		UDP:           true,
		UDP6:          true,
		UDPLite:       true,
		UDPLite6:      true,
		Raw:           true,
		Raw6:          true,
		PID:           true,
		NoHostNetwork: !r.hostNetwork,
		AllNetNs:      false,
		NetNsName:     r.netns,
		NetNsPids:     []uint32{},
	}
	var fn netstat.AcceptFn
	switch {
	case r.listening:
		fn = func(s *netstat.SockTabEntry) bool {
			return s.RemoteEndpoint.IP.IsUnspecified() && s.RemoteEndpoint.Port == 0
		}
	case r.connected:
		fn = netstat.ConnectedFilter
	}
	entries, err := netstat.Netstat(ctx, features, fn)
	if err != nil {
		return nil, err
	}
	records := make([]record, len(entries))
	for i, e := range entries {
		records[i] = record{
			transport:  e.Transport,
			localIP:    e.LocalEndpoint.IP.String(),
			localPort:  uint32(e.LocalEndpoint.Port),
			remoteIP:   e.RemoteEndpoint.IP.String(),
			remotePort: uint32(e.RemoteEndpoint.Port),
			state:      int32(e.State),
			timer:      int32(e.Tr),
			queues:     [2]uint64{e.TxQueue, e.RxQueue},
			counters:   [6]uint64{e.TimerWhen, e.Retrnsmt, e.Timeout, e.Inode, e.Ref, e.Pointer},
			uid:        e.UID,
			netns:      e.NetNS,
		}
		if e.Process != nil {
			records[i].pid = uint32(e.Process.Pid)
			records[i].program = e.Process.Name
		}
	}
	return records, nil
}

func TestCallersOfNetstatPackagesFindTheirListener(t *testing.T) {
	for _, address := range []string{"127.0.0.1", "::1"} {
		listener, err := net.Listen("tcp", net.JoinHostPort(address, "0"))
		require.NoError(t, err)
		defer listener.Close()
		records, err := serve(t.Context(), request{listening: true, hostNetwork: true})
		require.NoError(t, err)
		var found []record
		for _, r := range records {
			if int(r.localPort) == listener.Addr().(*net.TCPAddr).Port && r.localIP == address {
				found = append(found, r)
			}
		}
		require.Len(t, found, 1)
		r := found[0]
		assert.Equal(t, int32(netstat.Listen), r.state)
		assert.Equal(t, int32(10), r.state)
		assert.Equal(t, int32(netstat.Off), r.timer)
		assert.Equal(t, uint32(os.Getpid()), r.pid)
		assert.Equal(t, "netstat.test", r.program)
		assert.Equal(t, uint32(os.Getuid()), r.uid)
		assert.NotZero(t, r.counters[3], "inode")
		assert.Empty(t, r.netns)
	}
}

func TestCallersOfNetstatPackagesFindTheirConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	conn, err := net.Dial("tcp", listener.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	records, err := serve(t.Context(), request{connected: true, hostNetwork: true})
	require.NoError(t, err)
	found := false
	for _, r := range records {
		assert.NotZero(t, r.remotePort)
		found = found || int(r.localPort) == conn.LocalAddr().(*net.TCPAddr).Port && r.state == int32(netstat.Established)
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
