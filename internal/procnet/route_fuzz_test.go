package procnet

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// validDevice makes a name that the kernel takes for an interface from any
// text: dev_valid_name in net/core/dev.c.
func validDevice(name string) string {
	name = strings.Map(func(c rune) rune {
		if c == '/' || c == ':' || c == 0 || c < 0x80 && isBlank(byte(c)) {
			return '_'
		}
		return c
	}, name)
	if name == "" || name == "." || name == ".." {
		name = "eth0"
	}
	return name[:min(len(name), DeviceLimit)]
}

// FuzzRouteRow prints a route as fib_route_seq_show in the kernel's
// net/ipv4/fib_trie.c does: reading gives the same route.
func FuzzRouteRow(f *testing.F) {
	f.Add("eth0", uint32(0x0A000200), uint32(0x0A000201), uint32(0xFFFFFF00), uint32(3), int32(100), int32(1500), int32(0), int32(0))
	f.Add("e\x1b[31m\xff", uint32(0), uint32(0), uint32(0), uint32(1), int32(-1), int32(-40), int32(1<<31-1), int32(-1<<31))
	f.Fuzz(func(t *testing.T, device string, destination, gateway, mask, flags uint32, metric, mtu, window, irtt int32) {
		want := Route{
			Iface: validDevice(device), Destination: addr4(destination), Gateway: addr4(gateway), Mask: addr4(mask),
			Flags: flags | RouteUp, Metric: metric, MTU: mtu, Window: window, IRTT: irtt,
		}
		row := fmt.Sprintf("%s\t%s\t%s\t%04X\t%d\t%d\t%d\t%s\t%d\t%d\t%d", want.Iface, printAddr(want.Destination), printAddr(want.Gateway),
			want.Flags, 0, 0, metric, printAddr(want.Mask), mtu, window, irtt)
		rows, err := readRoutes(t, routeHeadingText+fmt.Sprintf("%-127s\n", row))
		require.NoError(t, err)
		require.Equal(t, []Route{want}, rows)
	})
}

func addr4(v uint32) netip.Addr {
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)})
}

func addrPort(v uint32, port uint16) netip.AddrPort { return netip.AddrPortFrom(addr4(v), port) }

// addr16 makes an IPv6 address from any text.
func addr16(text string) netip.Addr {
	var b [16]byte
	copy(b[:], text)
	return netip.AddrFrom16(b)
}

// FuzzRoute6Row prints a route as rt6_info_route in the kernel's
// net/ipv6/route.c does: reading gives the same route, among the cached ones
// or among the others.
func FuzzRoute6Row(f *testing.F) {
	f.Add("eth0", "\xfe\x80", "", uint8(64), int32(256), int32(1), int32(0), uint32(1))
	f.Add("\xff\x1b\r", "", "0123456789abcdef", uint8(255), int32(-1), int32(-1), int32(-1), uint32(RouteCached))
	f.Fuzz(func(t *testing.T, device, destination, nextHop string, bits uint8, metric, refs, use int32, flags uint32) {
		want := Route6{
			Iface: validDevice(device), Destination: addr16(destination), Bits: int32(bits), NextHop: addr16(nextHop),
			Metric: metric, RefCnt: refs, Use: use, Flags: flags,
		}
		row := fmt.Sprintf("%x %02x %032x 00 %x %08x %08x %08x %08x %8s\n", want.Destination.As16(), bits, 0, want.NextHop.As16(),
			uint32(metric), uint32(refs), uint32(use), flags, want.Iface)
		cached := flags&RouteCached != 0
		require.Equal(t, []Route6{want}, readRoutes6(t, row, cached))
		require.Empty(t, readRoutes6(t, row, !cached))
	})
}

// FuzzRouteCacheRow prints a cached route as rt_cache_seq_show in the
// net/ipv4/route.c of Linux 3.5 does, and any text behind it.
func FuzzRouteCacheRow(f *testing.F) {
	const heading = "Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst\n"
	f.Add("eth0", uint32(0x0A000202), uint32(0x0A000201), uint32(0x80000000), int32(3), int32(16), "\n*\t00000000\n")
	f.Fuzz(func(t *testing.T, device string, destination, gateway, flags uint32, use, tos int32, behind string) {
		want := CachedRoute{
			Iface: validDevice(device), Destination: addr4(destination), Gateway: addr4(gateway), Source: addr4(gateway),
			SpecificDst: addr4(destination), Flags: flags, Use: use, TOS: tos, HHRef: -1, MTU: 1500,
		}
		row := fmt.Sprintf("%s\t%s\t%s\t%8X\t%d\t%d\t%d\t%s\t%d\t%d\t%d\t%02X\t%d\t%1d\t%s", want.Iface, printAddr(want.Destination),
			printAddr(want.Gateway), flags, 0, use, 0, printAddr(want.Source), 1500, 0, 0, 0, -1, 0, printAddr(want.SpecificDst))
		// The kernel's hexadecimal TOS is read as a decimal number.
		row = strings.Replace(row, "\t00\t-1", fmt.Sprintf("\t%d\t-1", tos), 1)
		table, err := OpenRouteCache(tablesWith(t, "rt_cache", heading+fmt.Sprintf("%-127s\n", row)+behind))
		require.NoError(t, err)
		defer table.Close()
		head, err := table.Heading()
		require.NoError(t, err)
		require.Equal(t, RouteCacheNew, head.Form)
		require.NoError(t, table.FindColumns(head))
		var got CachedRoute
		require.True(t, table.Next(&got))
		require.Equal(t, want, got)
		for range len(behind) + 1 {
			if !table.Next(&got) {
				return
			}
		}
		t.Fatal("more rows than bytes")
	})
}
