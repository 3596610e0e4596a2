package procnet

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzDeviceRow prints the counters of an interface as dev_seq_printf_stats in
// the kernel's net/core/net-procfs.c does: reading gives the same ones.
func FuzzDeviceRow(f *testing.F) {
	f.Add("lo", uint64(1), uint64(2), uint64(1<<64-1))
	f.Add("\x1b[2Jwlan0\xff", uint64(0), uint64(1e18), uint64(7))
	f.Fuzz(func(t *testing.T, device string, a, b, c uint64) {
		// Net-tools finds no counters behind a name of the greatest length.
		device = validDevice(device)
		device = device[:min(len(device), DeviceLimit-1)]
		want := Device{
			Name:     device,
			Receive:  DeviceReceive{a, b, c, a + 1, b + 1, c + 1, a + 2, b + 2},
			Transmit: DeviceTransmit{c, b, a, c + 1, b + 1, a + 1, c + 2, b + 2},
		}
		rx, tx := want.Receive, want.Transmit
		got, err := ReadDevices(tableDir(t, "dev", "Inter-|   Receive                                                |  Transmit\n"+
			" face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"+
			fmt.Sprintf("%6s: %7d %7d %4d %4d %4d %5d %10d %9d %8d %7d %4d %4d %4d %5d %7d %10d\n", device,
				rx.Bytes, rx.Packets, rx.Errors, rx.Dropped, rx.Overruns, rx.Frame, rx.Compressed, rx.Multicast,
				tx.Bytes, tx.Packets, tx.Errors, tx.Dropped, tx.Overruns, tx.Collisions, tx.Carrier, tx.Compressed)))
		require.NoError(t, err)
		require.Equal(t, []Device{want}, got)
	})
}

// FuzzInet6AddressRow prints an address as if6_seq_show in the kernel's
// net/ipv6/addrconf.c does: reading gives the same one.
func FuzzInet6AddressRow(f *testing.F) {
	f.Add("lo", "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01", uint8(128), uint8(0x10))
	f.Add("e\x1b[31m", "\xfe\x80\xff", uint8(64), uint8(0x20))
	f.Fuzz(func(t *testing.T, device, address string, prefix, scope uint8) {
		want := Inet6Address{Interface: validDevice(device), Addr: addr16(address), Prefix: int32(prefix), Scope: uint32(scope)}
		row := fmt.Sprintf("%x %02x %02x %02x %02x %8s\n", want.Addr.As16(), 2, prefix, scope, 0x80, want.Interface)
		got, err := ReadInet6Addresses(tableDir(t, "if_inet6", row))
		require.NoError(t, err)
		require.Equal(t, []Inet6Address{want}, got)
	})
}
