package nettools

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// FuzzTCPRow prints any row of tcp in numbers, and compares it with what plain
// Printf verbs make of it.
func FuzzTCPRow(f *testing.F) {
	f.Add([]byte{127, 0, 0, 1}, uint16(80), uint16(0), uint64(0), uint64(1), int32(10), uint32(0), uint64(4242), true)
	f.Add([]byte{0xfe, 0x80, 15: 1}, uint16(65535), uint16(1), uint64(1<<64-1), uint64(1<<31), int32(-1), uint32(1<<31), uint64(1<<64-1), false)
	f.Fuzz(func(t *testing.T, address []byte, local, remote uint16, rx, tx uint64, state int32, uid uint32, inode uint64, wide bool) {
		addr, ok := netip.AddrFromSlice(address)
		if !ok {
			return
		}
		row := procnet.Socket{
			Local: netip.AddrPortFrom(addr, local), Remote: netip.AddrPortFrom(addr, remote),
			RxQueue: rx, TxQueue: tx, State: state, UID: uid, Inode: inode,
		}
		sockets := &Sockets{Wide: wide, Names: format.Names{NumericHosts: true, NumericPorts: true, NumericUsers: true}, Extended: true}
		want := fmt.Sprintf("tcp  %7d %6d %-23s %-23s %-11s %-10d %-10d\n", int64(rx), int64(tx),
			plainEndpoint(addr, local, wide), plainEndpoint(addr, remote, wide), states.TCP(state), int32(uid), inode)
		require.Equal(t, want, string(sockets.AppendTCP(nil, "tcp", &row)))
		require.Equal(t, "before"+want, string(sockets.AppendTCP([]byte("before"), "tcp", &row)))
	})
}

// plainEndpoint gives an address and a port, of which 23 characters show
// unless wide. The address is what gives way.
func plainEndpoint(addr netip.Addr, port uint16, wide bool) string {
	host, service := string(format.AppendAddr(nil, addr.Unmap())), "*"
	if port != 0 {
		service = fmt.Sprint(port)
	}
	if !wide {
		host = host[:min(len(host), 22-len(service))]
	}
	return strings.Join([]string{host, service}, ":")
}
