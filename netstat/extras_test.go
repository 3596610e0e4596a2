//go:build linux

package netstat

import (
	"fmt"
	"net"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExtrasAreToldOfLiveSockets(t *testing.T) {
	listener, err := net.Listen("tcp6", "[::1]:0")
	require.NoError(t, err)
	defer listener.Close()
	conn, err := net.Dial("tcp6", listener.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	peer, err := listener.Accept()
	require.NoError(t, err)
	defer peer.Close()
	sent := []byte("hello")
	_, err = conn.Write(sent)
	require.NoError(t, err)
	_, err = peer.Read(make([]byte, 10))
	require.NoError(t, err)

	port := uint16(listener.Addr().(*net.TCPAddr).Port)
	for _, details := range []bool{false, true} {
		o := Options{Protocols: TCP6, Ports: []PortRange{{port, port}}, TCPInfo: true, Details: details}
		rows, errs := collect(Sockets(t.Context(), o))
		require.Empty(t, errs)
		require.Len(t, rows, 3)
		for _, s := range rows {
			require.NotNil(t, s.Extras, "%v", s.State)
			assert.Equal(t, details, s.Details != nil && s.Details.Refs > 0)
			if s.State == Listen {
				assert.True(t, s.Extras.HasV6Only)
				assert.True(t, s.Extras.V6Only, "Go sets it for tcp6")
				assert.Positive(t, s.Extras.BacklogLimit)
				assert.Nil(t, s.Extras.TCP)
				continue
			}
			require.NotNil(t, s.Extras.TCP)
			assert.NotEmpty(t, s.Extras.TCP.Congestion)
			assert.Positive(t, s.Extras.TCP.RTT)
			assert.Less(t, s.Extras.TCP.RTT, time.Minute)
			assert.Positive(t, s.Extras.TCP.Cwnd)
			if s.Remote.Port() == port {
				assert.GreaterOrEqual(t, s.Extras.TCP.BytesAcked, uint64(len(sent)))
			} else {
				assert.Equal(t, uint64(len(sent)), s.Extras.TCP.BytesReceived)
			}
		}
		o.TCPInfo = false
		rows, _ = collect(Sockets(t.Context(), o))
		require.Len(t, rows, 3)
		assert.Nil(t, rows[0].Extras, "nobody has asked")
	}
}

func TestUnixSocketsKnowTheirPeers(t *testing.T) {
	path := fmt.Sprintf("@gonetstat-peers-%d", os.Getpid())
	listener, err := net.Listen("unix", path)
	require.NoError(t, err)
	defer listener.Close()
	conn, err := net.Dial("unix", path)
	require.NoError(t, err)
	defer conn.Close()
	peer, err := listener.Accept()
	require.NoError(t, err)
	defer peer.Close()
	rows, errs := collect(UnixSockets(t.Context(), Options{Extras: true, PIDs: []int{os.Getpid()}}))
	require.Empty(t, errs)
	byInode := make(map[uint64]UnixSocket)
	for _, s := range rows {
		byInode[s.Inode] = s
	}
	found := 0
	for _, s := range rows {
		if s.PeerPath != path {
			continue
		}
		found++
		other := byInode[s.Peer]
		assert.Equal(t, path, other.Path)
		assert.Equal(t, s.Inode, other.Peer)
		assert.Equal(t, os.Getpid(), s.PeerProcess.PID)
	}
	assert.Equal(t, 1, found)
	for _, s := range rows {
		if s.Path == path && s.Listening {
			assert.Positive(t, s.BacklogLimit)
		}
	}
}
