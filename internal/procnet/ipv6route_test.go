package procnet

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const route6Row = "20010db8000000000000000000000000 40 00000000000000000000000000000000 00 " +
	"fe800000000000000000000000000001 00000400 00000001 00000002 00000003     eth0\n"

func readRoutes6(t testing.TB, content string, cached bool) []Route6 {
	t.Helper()
	table, err := OpenRoutes6(tablesWith(t, "ipv6_route", content), cached)
	require.NoError(t, err)
	defer table.Close()
	var rows []Route6
	var row Route6
	for table.Next(&row) {
		rows = append(rows, row)
	}
	return rows
}

func TestRoutes6HaveTheKernelsColumns(t *testing.T) {
	assert.Equal(t, []Route6{{
		Destination: netip.MustParseAddr("2001:db8::"), Bits: 64,
		NextHop: netip.MustParseAddr("fe80::1"),
		Metric:  1024, RefCnt: 1, Use: 2, Flags: RouteUp | RouteGateway, Iface: "eth0",
	}}, readRoutes6(t, route6Row, false))
}

func TestCachedRoutes6AreListedApart(t *testing.T) {
	cached := strings.Replace(route6Row, "00000003", "01000003", 1)
	assert.Len(t, readRoutes6(t, route6Row+cached+cached, false), 1)
	assert.Len(t, readRoutes6(t, route6Row+cached+cached, true), 2)
}

func TestGarbledRoute6RepeatsTheRowBefore(t *testing.T) {
	rows := readRoutes6(t, route6Row+"\n"+"garbage\n"+strings.Replace(route6Row, "2001", "20zz", 1), false)
	require.Len(t, rows, 4)
	assert.Equal(t, rows[0], rows[1])
	assert.Equal(t, rows[0], rows[2])
	assert.Equal(t, rows[0], rows[3])
}

func TestHexFieldReadsAsScanfDoes(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		value uint32
		pos   int
		ok    bool
	}{
		{"1ff", 2, 0x1f, 2, true},
		{"  ff", 2, 0xff, 4, true},
		{"-1", 2, 0xffffffff, 2, true},
		{"-40", 2, 0xfffffffc, 2, true},
		{"0x40", 2, 0, 2, true},
		{"0x40", 3, 4, 3, true},
		{"0xg", 8, 0, 2, true},
		{"-", 8, 0, 1, false},
		{"zz", 2, 0, 0, false},
		{"", 2, 0, 0, false},
	} {
		s := scan([]byte(c.text))
		var value uint32
		s.hexField(c.limit, func(v uint32) { value = v })
		assert.Equal(t, c.ok, !s.failed, c.text)
		if c.ok {
			assert.Equal(t, c.value, value, c.text)
			assert.Equal(t, c.pos, s.pos, c.text)
		}
	}
}
