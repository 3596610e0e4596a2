package procnet

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// plainAX25Routes reads a table of net/ax25_route.
func plainAX25Routes(table string) (routes []AX25Route) {
	var b plainBuffer
	b.fgets(&table)
	for b.fgets(&table) {
		route := AX25Route{Callsign: b.text(0, 9), Device: b.text(10, 14)}
		sscanf(b.text(15, 0), "%d", &route.Use)
		routes = append(routes, route)
	}
	return routes
}

// plainX25Routes reads a table of net/x25/route.
func plainX25Routes(table string) (routes []X25Route) {
	var b plainBuffer
	b.fgets(&table)
	for b.fgets(&table) {
		if newline := strings.IndexByte(b.text(0, 0), '\n'); newline >= 0 {
			b[newline] = 0
		}
		b[15], b[24] = 0, 0
		route := X25Route{Device: b.text(25, 35)}
		var digits int32
		sscanf(b.text(17, 0), "%d", &digits)
		if route.Digits = int(digits); route.Digits < 0 || route.Digits > 15 {
			route.Digits = 15
		}
		route.Address = plainText(string(b[:route.Digits]))
		b[route.Digits] = 0
		routes = append(routes, route)
	}
	return routes
}

// plainIPXRoutes reads a table of net/ipx/route.
func plainIPXRoutes(table string) (routes []IPXRoute) {
	for number, line := range plainLines(table, 1022) {
		var network, router, node string
		fields, _ := sscanf(line, "%s %s %s", &network, &router, &node)
		if number == 0 || fields < 3 {
			continue
		}
		var route IPXRoute
		sscanf(network, "%lX", &route.Network)
		sscanf(router, "%lX", &route.RouterNetwork)
		setNode(&route.RouterNode, node)
		routes = append(routes, route)
	}
	return routes
}

// plainAppleTalkRoutes reads a table of net/atalk_route.
func plainAppleTalkRoutes(table string) (routes []AppleTalkRoute) {
	words := plainWords(table)
	for number := 1; 4*number+4 <= len(words); number++ {
		row := words[4*number:]
		route := AppleTalkRoute{Target: plainText(row[0]), Gateway: plainText(row[1]), Device: plainText(row[3])}
		sscanf(row[2], "%d", &route.Flags)
		routes = append(routes, route)
	}
	return routes
}

// FuzzOldRoutes reads any text as the tables of routes of old families. Plain
// readers find the same; the routes of NET/ROM and Rose, which are made of two
// tables, are one a line, and none of their texts is wider than its column.
func FuzzOldRoutes(f *testing.F) {
	f.Add("callsign  dev  mode\nG4KLX-3   ax0  ip\nab\n", "")
	f.Add("a\nG4KLX-3   KLXX    99 2  192   6 00001  100   5 00002\n", "a\n00001 G1AAA-1   ax0   255\n")
	f.Add("a\n2080000000 0004 9 00001 00009\n\x00\n", "a\n00001 G1AAA-1   ax0    1\n")
	f.Add("a\n123456           4       x25tap0\n*                -1      eth0\n", "")
	f.Add("a\n00000100   Directly     Connected\nshort row\n-2   0x     +A0C9112233445566\n", "")
	f.Add("Target Router Flags Dev\n0001:02\n0003:04 3\n\neth0\x00x 0005:06 1", "")
	for _, names := range [][2]string{{"ax25_route", "nr_neigh"}, {"nr_nodes", "nr_neigh"}, {"rose_nodes", "rose_neigh"},
		{"x25/route", "nr_neigh"}, {"ipx/route", "nr_neigh"}, {"atalk_route", "nr_neigh"}} {
		for i, table := range recorded(f, names[0]) {
			f.Add(table, recorded(f, names[1])[i])
		}
	}
	f.Fuzz(func(t *testing.T, text, neighbours string) {
		table := []byte(text)
		require.Equal(t, plainAX25Routes(text), AX25Routes(table))
		require.Equal(t, plainX25Routes(text), X25Routes(table))
		require.Equal(t, plainIPXRoutes(text), IPXRoutes(table))
		require.Equal(t, plainAppleTalkRoutes(text), AppleTalkRoutes(table))

		rows := max(0, len(plainLines(text, 255))-1)
		fits := func(width int, column string) {
			require.LessOrEqual(t, len(column), width)
			require.NotContains(t, column, "\x00")
		}
		netrom := NetROMRoutes(table, []byte(neighbours))
		require.Len(t, netrom, rows)
		for _, route := range netrom {
			fits(9, route.Callsign)
			fits(7, route.Mnemonic)
			if route.Neighbour != nil {
				fits(9, route.Neighbour.Callsign)
				fits(4, route.Neighbour.Device)
			}
		}
		rose := RoseRoutes(table, []byte(neighbours))
		require.Len(t, rose, rows)
		for _, route := range rose {
			fits(10, route.Address)
			require.LessOrEqual(t, len(route.Neighbours), 9)
			for _, neighbour := range route.Neighbours {
				for _, listed := range neighbour.Listed {
					fits(9, listed.Callsign)
					fits(5, listed.Device)
				}
			}
		}
	})
}

// wide makes a text that fills a column of so many bytes.
func wide(text string, width int) string {
	b := []byte(text + strings.Repeat(" ", width))[:width]
	for i, c := range b {
		if c == 0 || c == '\n' {
			b[i] = '_'
		}
	}
	return string(b)
}

// FuzzRadioRouteRows prints routes as nr_node_show and nr_neigh_show in the
// kernel's net/netrom/nr_route.c do, and rose_node_show and rose_neigh_show in
// net/rose/rose_route.c: reading gives the same routes.
func FuzzRadioRouteRows(f *testing.F) {
	f.Add("G4KLX-3", "KLXX", "G1AAA-1", "ax0", uint8(1), uint8(192), uint16(1), uint16(2))
	f.Add("\x1b[31m\xff", "", "*", "ax10", uint8(2), uint8(0), uint16(65535), uint16(0))
	f.Fuzz(func(t *testing.T, node, mnemonic, callsign, device string, which, quality uint8, number, other uint16) {
		node, mnemonic, callsign, device = wide(node, 10), wide(mnemonic, 7), wide(callsign, 9), wide(device, 4)
		if number == other {
			other ^= 1
		}
		known := RadioNeighbour{callsign, device}
		neighbours := fmt.Sprintf("addr  callsign  dev\n%05d %s %s  %3d    %d    %3d    %3d\n", number, callsign, device, quality, 0, 1, 0)

		best := int(which)%3 + 1
		row := fmt.Sprintf("%s %s  %d %d", node[:9], mnemonic, best, 3)
		for way := 1; way <= 3; way++ {
			if way == best {
				row += fmt.Sprintf("  %3d   %d %05d", quality, 6, number)
			} else {
				row += fmt.Sprintf("  %3d   %d %05d", 255-quality, 5, other)
			}
		}
		require.Equal(t, []NetROMRoute{{node[:9], mnemonic, int32(quality), &known}},
			NetROMRoutes([]byte("callsign\n"+row+"\n"), []byte(neighbours)))

		known.Device += " "
		want := RoseRoute{Address: node}
		row = fmt.Sprintf("%s %04d %d", node, 10, best)
		for way := range best {
			if way%2 == 0 {
				row += fmt.Sprintf(" %05d", number)
				want.Neighbours = append(want.Neighbours, RoseNeighbour{int32(number), []RadioNeighbour{known}})
			} else {
				row += fmt.Sprintf(" %05d", other)
				want.Neighbours = append(want.Neighbours, RoseNeighbour{int32(other), nil})
			}
		}
		require.Equal(t, []RoseRoute{want}, RoseRoutes([]byte("address\n"+row+"\n"), []byte(neighbours)))
	})
}
