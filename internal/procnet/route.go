package procnet

import (
	"errors"
	"net/netip"
)

// Bits of a route's Flags that decide how it is printed, from the kernel's
// include/uapi/linux/route.h and ipv6_route.h.
const (
	RouteUp      = 0x0001
	RouteGateway = 0x0002 // by way of a gateway
	RouteHost    = 0x0004 // to one host, not to a network
	RouteReject  = 0x0200 // unreachable, prohibit or blackhole
	RouteCached  = 0x01000000
)

// A Route is a row of net/route, the main and default IPv4 routing tables. The
// kernel's fib_route_seq_show in net/ipv4/fib_trie.c prints it.
type Route struct {
	Iface       string
	Destination netip.Addr
	Gateway     netip.Addr // 0.0.0.0 for none
	Mask        netip.Addr
	Flags       uint32 // RTF_* of include/uapi/linux/route.h
	RefCnt      int32  // always 0 nowadays
	Use         int32  // always 0 nowadays
	Metric      int32
	MTU         int32 // the route's advertised MSS and 40, in bytes; 0 if it has none
	Window      int32 // largest TCP window, in bytes; 0 if not limited
	IRTT        int32 // initial round trip time, in milliseconds; 0 if not set
}

// routeLine is a row of net/route of which the addresses are still text.
type routeLine struct {
	Route
	destination, gateway, mask []byte
}

// routeColumns gives the columns of net/route.
func routeColumns() []column[routeLine] {
	return []column[routeLine]{
		deviceColumn("Iface", func(l *routeLine) *string { return &l.Iface }),
		wordColumn("Destination", func(l *routeLine) *[]byte { return &l.destination }),
		wordColumn("Gateway", func(l *routeLine) *[]byte { return &l.gateway }),
		hexColumn("Flags", func(l *routeLine) *uint32 { return &l.Flags }),
		numberColumn("RefCnt", func(l *routeLine) *int32 { return &l.RefCnt }),
		numberColumn("Use", func(l *routeLine) *int32 { return &l.Use }),
		numberColumn("Metric", func(l *routeLine) *int32 { return &l.Metric }),
		wordColumn("Mask", func(l *routeLine) *[]byte { return &l.mask }),
		numberColumn("MTU", func(l *routeLine) *int32 { return &l.MTU }),
		numberColumn("Window", func(l *routeLine) *int32 { return &l.Window }),
		numberColumn("IRTT", func(l *routeLine) *int32 { return &l.IRTT }),
	}
}

// routeFields is how many fields net-tools wants to see in a row of net/route:
// kernels before 2.0 have no IRTT.
const routeFields = 10

// Bytes that net-tools takes at a time: of a heading, and of other lines.
const (
	headingLimit  = 510
	routeRowLimit = 1022
)

// ErrNoHeading says that a table ends where its heading should be.
var ErrNoHeading = errors.New("no heading")

// A RouteTable is net/route while it is read.
type RouteTable struct {
	pieces pieces
	layout layout[routeLine]
	line   routeLine // as the last line left it
}

// OpenRoutes opens net/route.
func OpenRoutes(tables Tables) (*RouteTable, error) {
	file, err := tables.Open("route")
	if err != nil {
		return nil, err
	}
	none := netip.IPv4Unspecified()
	return &RouteTable{
		pieces: pieces{lines: NewReader(file, Reading{})},
		line:   routeLine{Route: Route{Destination: none, Gateway: none, Mask: none}},
	}, nil
}

// Heading reads the heading, which comes before the rows. Its error is
// ErrNoHeading or a *HeadingError.
func (t *RouteTable) Heading() (err error) {
	heading, ok := t.pieces.next(headingLimit)
	if !ok {
		return ErrNoHeading
	}
	t.layout, err = findColumns("route", heading, routeColumns())
	return err
}

// Next gives the next route that is up, or false at the end of the table. A
// line that is no row is passed over; an address that is none is as in the row
// before.
func (t *RouteTable) Next(row *Route) bool {
	for {
		line, ok := t.pieces.next(routeRowLimit)
		if !ok {
			return false
		}
		if t.layout.parse(line, &t.line) >= routeFields && t.line.Flags&RouteUp != 0 {
			break
		}
	}
	setAddress(&t.line.Destination, t.line.destination)
	setAddress(&t.line.Gateway, t.line.gateway)
	setAddress(&t.line.Mask, t.line.mask)
	*row = t.line.Route
	return true
}

// Close ends the reading.
func (t *RouteTable) Close() { t.pieces.lines.Close() }

// setAddress sets an IPv4 address from the text that the kernel prints with
// %08X. What follows the eight digits does not matter; a text that has fewer
// changes nothing.
func setAddress(addr *netip.Addr, word []byte) {
	const digits = 8
	if len(word) < digits {
		return
	}
	for _, c := range word[:digits] {
		if hexValue[c] > 15 {
			return
		}
	}
	*addr = address4(word[:digits])
}
