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

var routeColumns = []column[Route]{
	deviceColumn("Iface", func(r *Route) *string { return &r.Iface }),
	addressColumn("Destination", func(r *Route) *netip.Addr { return &r.Destination }),
	addressColumn("Gateway", func(r *Route) *netip.Addr { return &r.Gateway }),
	hexColumn("Flags", func(r *Route) *uint32 { return &r.Flags }),
	numberColumn("RefCnt", func(r *Route) *int32 { return &r.RefCnt }),
	numberColumn("Use", func(r *Route) *int32 { return &r.Use }),
	numberColumn("Metric", func(r *Route) *int32 { return &r.Metric }),
	addressColumn("Mask", func(r *Route) *netip.Addr { return &r.Mask }),
	numberColumn("MTU", func(r *Route) *int32 { return &r.MTU }),
	numberColumn("Window", func(r *Route) *int32 { return &r.Window }),
	numberColumn("IRTT", func(r *Route) *int32 { return &r.IRTT }),
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
	layout layout[Route]
	row    Route // as the last line left it
}

// OpenRoutes opens net/route.
func OpenRoutes(tables Tables) (*RouteTable, error) {
	file, err := tables.Open("route")
	if err != nil {
		return nil, err
	}
	none := netip.IPv4Unspecified()
	return &RouteTable{
		pieces: pieces{lines: NewReader(file)},
		row:    Route{Destination: none, Gateway: none, Mask: none},
	}, nil
}

// Heading reads the heading, which comes before the rows. Its error is
// ErrNoHeading or a *HeadingError.
func (t *RouteTable) Heading() (err error) {
	heading, ok := t.pieces.next(headingLimit)
	if !ok {
		return ErrNoHeading
	}
	t.layout, err = findColumns("route", heading, routeColumns)
	return err
}

// Next gives the next route that is up, or false at the end of the table. A
// line that is no row is passed over.
func (t *RouteTable) Next(row *Route) bool {
	for {
		line, ok := t.pieces.next(routeRowLimit)
		if !ok {
			return false
		}
		if t.layout.parse(line, &t.row) >= routeFields && t.row.Flags&RouteUp != 0 {
			*row = t.row
			return true
		}
	}
}

// Close ends the reading.
func (t *RouteTable) Close() { t.pieces.lines.Close() }

// addressColumn makes a column with an IPv4 address, which keeps its value
// when the field is no address.
func addressColumn[T any](name string, field func(*T) *netip.Addr) column[T] {
	return column[T]{name, sizeAddress, func(s *scanner, row *T) {
		if addr, ok := routeAddress(s.word(127)); ok {
			*field(row) = addr
		}
	}}
}

// routeAddress reads an IPv4 address that the kernel prints with %08X. What
// follows the eight digits does not matter.
func routeAddress(word []byte) (netip.Addr, bool) {
	const digits = 8
	if len(word) < digits {
		return netip.Addr{}, false
	}
	for _, c := range word[:digits] {
		if hexValue[c] > 15 {
			return netip.Addr{}, false
		}
	}
	return address4(word[:digits]), true
}
