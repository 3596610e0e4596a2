package procnet

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAX25RouteLiesOverTheLineBefore(t *testing.T) {
	assert.Equal(t, []AX25Route{
		{Callsign: "G4KLX-3  ", Device: "ax0 "},
		{Callsign: "ab\n", Device: "ax0 "},
	}, AX25Routes([]byte("callsign  dev  mode digipeaters\nG4KLX-3   ax0  ip\nab\n")))
}

func TestNetROMRouteGoesByTheBestNeighbour(t *testing.T) {
	routes := NetROMRoutes(
		[]byte("heading\nG4KLX-3   KLXX     2 2  192   6 00001  100   5 00002\nG9        NONE     1 1   10   1 00009\n"),
		[]byte("heading\n00001 G1AAA-1   ax0   255\n00002 G2BBB     ax1   10\n"))
	assert.Equal(t, []NetROMRoute{
		{"G4KLX-3  ", "KLXX   ", 100, &RadioNeighbour{"G2BBB    ", "ax1 "}},
		{"G9       ", "NONE   ", 10, nil},
	}, routes)
}

func TestNetROMRouteNumbersEndWhereTheirDigitsDo(t *testing.T) {
	for row, quality := range map[string]int32{
		"G4KLX-3   KLXX     1 1   191  6 00001":     191,
		"G4KLX-3   KLXX     1 1 191    6 00001":     91,
		"G4KLX-3   KLXX     1 1  12345 6 00001":     12345,
		"G4KLX-3   KLXX     0000002    00001    77": 77, // that of the second way
	} {
		routes := NetROMRoutes([]byte("heading\n"+row+"\n"), nil)
		assert.Equal(t, quality, routes[0].Quality, row)
	}
}

func TestNetROMRouteByANeighbourOutsideTheLineHasNone(t *testing.T) {
	for _, best := range []string{"99", "-9", "17", "16"} {
		routes := NetROMRoutes([]byte("heading\nG4KLX-3   KLXX    "+best+" 2  192   6 00001\n"), []byte("heading\n00001 G1\n"))
		assert.Len(t, routes, 1)
		assert.Nil(t, routes[0].Neighbour, best)
	}
}

func TestRoseRouteListsItsNeighbours(t *testing.T) {
	routes := RoseRoutes(
		[]byte("heading\n2080000000 0004 3 00001 00009 00002\n"),
		[]byte("heading\n00001 G1AAA-1   ax0    1\n00002 G2BBB     ax1    1\n00002 G3CCC     ax2    1\n"))
	assert.Equal(t, []RoseRoute{{"2080000000", []RoseNeighbour{
		{1, []RadioNeighbour{{"G1AAA-1  ", "ax0  "}}}, {9, nil},
		{2, []RadioNeighbour{{"G2BBB    ", "ax1  "}, {"G3CCC    ", "ax2  "}}},
	}}}, routes)
}

func TestRoseNeighbourNumbersEndWithTheirColumns(t *testing.T) {
	routes := RoseRoutes(
		[]byte("heading\n2080000000 0004 1 00001\n2080000000 0004 4 123456123456123456123456\n"),
		[]byte("heading\n0000000000000000001 G1AAA-1   ax0    1\n"))
	assert.Equal(t, []RoseNeighbour{{1, nil}}, routes[0].Neighbours)
	assert.Equal(t, []RoseNeighbour{{12345, nil}, {12345, nil}, {12345, nil}, {123456, nil}}, routes[1].Neighbours, "the kernel has three")
}

func TestX25RouteHasAsManyDigitsAsItSays(t *testing.T) {
	assert.Equal(t, []X25Route{
		{"1234", 4, "x25tap0"},
		{"", 0, "eth0"},
		{"123456789012345", 15, "eth0"},
	}, X25Routes([]byte("heading\n"+
		"123456           4       x25tap0\n"+
		"*                0       eth0\n"+
		"123456789012345  -1      eth0\n")))
}

func TestIPXRouteReadsWordsAsFarAsTheyAreNumbers(t *testing.T) {
	assert.Equal(t, []IPXRoute{
		{0x100, 0xd, [6]byte{0xc0}},
		{0x200, 0x100, [6]byte{0, 0xa0, 0xc9, 0x11, 0x22, 0x33}},
	}, IPXRoutes([]byte("heading\n00000100   Directly     Connected\nshort row\n00000200   00000100     00A0C9112233\n")))
}

func TestAppleTalkRouteIsFourWords(t *testing.T) {
	assert.Equal(t, []AppleTalkRoute{{"0001:02", "0003:04", 3, "eth0"}},
		AppleTalkRoutes([]byte("Target Router Flags Dev\n0001:02\n0003:04 3\n\neth0 0005:06 1")))
}
