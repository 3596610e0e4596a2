package table

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

func ax25RouteFields() fields[*procnet.AX25Route] {
	return fields[*procnet.AX25Route]{
		textField("Destination", func(row *procnet.AX25Route) string { return row.Callsign }),
		textField("Iface", func(row *procnet.AX25Route) string { return row.Device }),
		numberField("Use", func(row *procnet.AX25Route) int32 { return row.Use }),
	}
}

// AppendAX25Route appends a row of net/ax25_route.
func (f *rows) AppendAX25Route(dst []byte, row *procnet.AX25Route) []byte {
	return f.ax25Routes.appendRow(f, dst, row)
}

func netromRouteFields() fields[*procnet.NetROMRoute] {
	return fields[*procnet.NetROMRoute]{
		textField("Destination", func(row *procnet.NetROMRoute) string { return row.Callsign }),
		textField("Mnemonic", func(row *procnet.NetROMRoute) string { return row.Mnemonic }),
		numberField("Quality", func(row *procnet.NetROMRoute) int32 { return row.Quality }),
		textField("Neighbour", func(row *procnet.NetROMRoute) string { return callsign(row.Neighbour) }),
		textField("Iface", func(row *procnet.NetROMRoute) string { return device(row.Neighbour) }),
	}
}

// AppendNetROMRoute appends a row of net/nr_nodes.
func (f *rows) AppendNetROMRoute(dst []byte, row *procnet.NetROMRoute) []byte {
	return f.nrRoutes.appendRow(f, dst, row)
}

// callsign gives that of a neighbour without the blanks that fill its column, or
// nothing for one that is not listed; device likewise.
func callsign(n *procnet.RadioNeighbour) string {
	if n == nil {
		return ""
	}
	return strings.TrimRight(n.Callsign, " ")
}

func device(n *procnet.RadioNeighbour) string {
	if n == nil {
		return ""
	}
	return strings.TrimRight(n.Device, " ")
}

// A roseHop is one of the ways of a row of net/rose_nodes, by a neighbour.
type roseHop struct {
	destination string
	number      string // of the neighbour; "" if there is none
	neighbour   *procnet.RadioNeighbour
}

func roseRouteFields() fields[roseHop] {
	number := textField("Neighbour", func(row roseHop) string { return row.number })
	number.right = true
	return fields[roseHop]{
		textField("Destination", func(row roseHop) string { return row.destination }),
		number,
		textField("Callsign", func(row roseHop) string { return callsign(row.neighbour) }),
		textField("Iface", func(row roseHop) string { return device(row.neighbour) }),
	}
}

// AppendRoseRoute appends a row of net/rose_nodes, a line for each neighbour.
func (f *rows) AppendRoseRoute(dst []byte, row *procnet.RoseRoute) []byte {
	if len(row.Neighbours) == 0 {
		return f.roseRoutes.appendRow(f, dst, roseHop{destination: row.Address})
	}
	for _, n := range row.Neighbours {
		hop := roseHop{destination: row.Address, number: strconv.Itoa(int(n.Number))}
		if len(n.Listed) == 0 {
			dst = f.roseRoutes.appendRow(f, dst, hop)
		}
		for i := range n.Listed {
			hop.neighbour = &n.Listed[i]
			dst = f.roseRoutes.appendRow(f, dst, hop)
		}
	}
	return dst
}

func x25RouteFields() fields[*procnet.X25Route] {
	return fields[*procnet.X25Route]{
		textField("Destination", func(row *procnet.X25Route) string {
			if row.Digits == 0 {
				return "*"
			}
			return row.Address + "/" + strconv.Itoa(row.Digits)
		}),
		textField("Iface", func(row *procnet.X25Route) string { return row.Device }),
	}
}

// AppendX25Route appends a row of net/x25/route.
func (f *rows) AppendX25Route(dst []byte, row *procnet.X25Route) []byte {
	return f.x25Routes.appendRow(f, dst, row)
}

func ipxRouteFields() fields[*procnet.IPXRoute] {
	return fields[*procnet.IPXRoute]{
		textField("Destination", func(row *procnet.IPXRoute) string { return ipxNetwork(row.Network) }),
		textField("Router-Net", func(row *procnet.IPXRoute) string {
			if ipxDirect(row) {
				return ""
			}
			return ipxNetwork(row.RouterNetwork)
		}),
		textField("Router-Node", func(row *procnet.IPXRoute) string {
			if ipxDirect(row) {
				return ""
			}
			return fmt.Sprintf("%X", row.RouterNode)
		}),
	}
}

func ipxNetwork(number uint64) string { return fmt.Sprintf("%08X", uint32(number)) }

// ipxDirect tells whether a network is connected directly. The kernel says so in
// words, of which the first letters are digits.
func ipxDirect(row *procnet.IPXRoute) bool {
	return row.RouterNetwork == 0xD && row.RouterNode == [6]byte{0xC0}
}

// AppendIPXRoute appends a row of net/ipx/route.
func (f *rows) AppendIPXRoute(dst []byte, row *procnet.IPXRoute) []byte {
	return f.ipxRoutes.appendRow(f, dst, row)
}

func appleTalkRouteFields() fields[*procnet.AppleTalkRoute] {
	return fields[*procnet.AppleTalkRoute]{
		textField("Destination", func(row *procnet.AppleTalkRoute) string { return row.Target }),
		textField("Gateway", func(row *procnet.AppleTalkRoute) string { return row.Gateway }),
		textField("Iface", func(row *procnet.AppleTalkRoute) string { return row.Device }),
		{column{title: "Flags"}, func(_ *rows, dst []byte, row *procnet.AppleTalkRoute) []byte {
			return format.AppendAppleTalkFlags(dst, row.Flags)
		}},
	}
}

// AppendAppleTalkRoute appends a row of net/atalk_route.
func (f *rows) AppendAppleTalkRoute(dst []byte, row *procnet.AppleTalkRoute) []byte {
	return f.ddpRoutes.appendRow(f, dst, row)
}
