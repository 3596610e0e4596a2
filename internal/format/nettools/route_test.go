package nettools

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

func testRoute(destination, mask string, flags uint32) *procnet.Route {
	return &procnet.Route{
		Iface:       "averylongname15",
		Destination: netip.MustParseAddr(destination),
		Gateway:     netip.IPv4Unspecified(),
		Mask:        netip.MustParseAddr(mask),
		Flags:       flags,
	}
}

func TestNetworksAreNamedAndHostsAreNot(t *testing.T) {
	etc := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(etc, "networks"), []byte("ten 10.0.0.0\na-network-with-a-long-name 10.1.0.0\n"), 0o644))
	f := &Routes{Names: names.New(etc)}
	for _, c := range []struct {
		destination, mask string
		flags             uint32
		host              bool
		text              string // of a network
	}{
		{"0.0.0.0", "0.0.0.0", 1, false, "default"},
		{"0.0.0.0", "0.0.0.0", 5, false, "default"},
		{"0.0.0.0", "255.255.255.255", 5, false, "0.0.0.0"},
		{"10.0.0.0", "255.0.0.0", 1, false, "ten"},
		{"10.1.0.0", "255.255.0.0", 1, false, "a-network-with-a-long-name"},
		{"10.2.0.0", "255.255.0.0", 1, false, "10.2.0.0"},
		{"10.2.0.1", "255.255.255.255", 1, false, "10.2.0.1"},
		{"10.2.0.1", "255.255.255.255", 5, true, ""},
		{"10.2.0.1", "255.255.0.0", 1, true, ""},
		{"10.2.0.0", "0.0.0.0", 1, true, ""},
	} {
		row := testRoute(c.destination, c.mask, c.flags)
		assert.Equal(t, c.host, f.isHost(row), "%s/%s %x", c.destination, c.mask, c.flags)
		if !c.host {
			assert.Equal(t, c.text, string(f.appendDestination(nil, row)), "%s/%s %x", c.destination, c.mask, c.flags)
		}
	}
}

func TestRouteRowsWithNothingToSpare(t *testing.T) {
	row := testRoute("10.0.0.0", "255.0.0.0", 1)
	row.Metric, row.RefCnt, row.Use, row.MTU, row.Window, row.IRTT = -1234567, 1234, -12345678, 1234567, 1234567, 1234567
	for extend, want := range []string{
		"10.0.0.0        0.0.0.0         255.0.0.0       U     1234567 1234567 1234567 averylongname15\n",
		"10.0.0.0        0.0.0.0         255.0.0.0       U     -1234567 1234 -12345678 averylongname15\n",
		"10.0.0.0        0.0.0.0         255.0.0.0       U     -1234567 1234 -12345678 averyl   1234567 1234567 1234567\n",
		"",
	} {
		f := &Routes{Extend: extend, Numeric: true}
		assert.Equal(t, want, string(f.AppendRoute(nil, row)))
	}
}

func TestRouteThatRejectsShowsNoGateway(t *testing.T) {
	row := testRoute("10.0.0.0", "255.0.0.0", procnet.RouteUp|procnet.RouteGateway|procnet.RouteReject)
	f := &Routes{Numeric: true}
	assert.Equal(t, "10.0.0.0        -               255.0.0.0       !         - -          - -\n", string(f.AppendRoute(nil, row)))
}

func TestRoutesInNumbersDoNotAllocate(t *testing.T) {
	row := testRoute("198.51.100.0", "255.255.255.0", procnet.RouteUp|procnet.RouteGateway)
	row.Gateway = netip.MustParseAddr("198.51.100.1")
	row6 := &procnet.Route6{
		Destination: netip.MustParseAddr("2001:db8:aaaa:bbbb::"), Bits: 64,
		NextHop: netip.MustParseAddr("fe80::1234:5678:9abc:def0"), Flags: 3, Iface: "eth0",
	}
	neighbour := &procnet.Neighbour{Addr: row6.NextHop, Bits: 128, Hardware: "02:00:00:00:00:01", Iface: "eth0", State: format.NeighbourReachable}
	cached := &procnet.CachedRoute{Source: row.Gateway, Destination: row.Gateway, Gateway: row.Gateway, SpecificDst: row.Gateway}
	dst := make([]byte, 0, 1024)
	for extend := range 3 {
		f := &Routes{Extend: extend, Numeric: true}
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			dst = f.AppendRoute(dst[:0], row)
			dst = f.AppendRoute6(dst, row6)
			dst = f.AppendNeighbour(dst, neighbour)
			dst = f.AppendCachedRoute(dst, cached, procnet.RouteCacheNew)
		}), extend)
	}
}

func TestRoute6ShowsMappedAndCompatibleAddressesAsIPv4(t *testing.T) {
	f := &Routes{Numeric: true}
	row := &procnet.Route6{
		Destination: netip.MustParseAddr("::ffff:192.0.2.0"), Bits: 120,
		NextHop: netip.MustParseAddr("::192.0.2.1"),
		Metric:  -1, RefCnt: 1, Use: 2, Flags: 3, Iface: "eth0",
	}
	assert.Equal(t, "192.0.2.0/120                  ::192.0.2.1                UG   -1  1      2 eth0\n", string(f.AppendRoute6(nil, row)))
}

func TestNeighbourIsKeptForSomeTimeBehindItsConfirmation(t *testing.T) {
	f := &Routes{Extend: 1, Numeric: true}
	for kept, left := range map[uint32]string{0: "0", 1000: "0", 1099: "0", 1100: "1", 65535: "645"} {
		row := &procnet.Neighbour{Addr: netip.MustParseAddr("fe80::1"), Confirmed: 1000, Now: 9000, Kept: kept}
		assert.Regexp(t, ` NONE             0          `+left+` +\n$`, string(f.AppendNeighbour(nil, row)))
	}
}
