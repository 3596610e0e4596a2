package nettools

import (
	"context"
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// Routes says how net-tools' routing tables look in one run.
type Routes struct {
	Extend  int  // how many times -e
	Numeric bool // no names of hosts and networks
	Ahead   bool // names of hosts are looked up without waiting for them
	Names   *names.Cache
}

// routeName is how wide a column of addresses or names is, and how much of a
// name net/route's destinations and gateways show.
const routeName = 15

// AppendRouteHeading appends the heading of net/route. With -eee it is gone,
// and so are the rows.
func (f *Routes) AppendRouteHeading(dst []byte) []byte {
	return f.appendHeading(dst, "Destination     Gateway         Genmask         Flags", "")
}

// appendHeading appends a heading of IPv4 routes: common first columns, those
// that -e chooses, and what follows them with -ee.
func (f *Routes) appendHeading(dst []byte, first, last string) []byte {
	switch f.Extend {
	case 0:
		return append(append(dst, first...), "   MSS Window  irtt Iface\n"...)
	case 1:
		return append(append(dst, first...), " Metric Ref    Use Iface\n"...)
	case 2:
		dst = append(append(dst, first...), " Metric Ref    Use Iface    MSS   Window irtt"...)
		return append(append(dst, last...), '\n')
	}
	return dst
}

// AppendRoute appends a row of net/route.
func (f *Routes) AppendRoute(dst []byte, row *procnet.Route) []byte {
	if f.Extend > 2 {
		return dst
	}
	reject := row.Flags&procnet.RouteReject != 0
	start := len(dst)
	dst = endName(f.appendDestination(dst, row), start)
	if reject {
		dst = append(dst, "-               "...)
	} else {
		start = len(dst)
		dst = endName(f.appendHost(dst, row.Gateway), start)
	}
	dst = append(appendAddrLeft(dst, row.Mask, routeName), ' ')
	start = len(dst)
	dst = pad(format.AppendRouteFlags(dst, row.Flags), start, 5)
	if reject {
		dst = f.appendRejected(dst, row)
	} else {
		dst = f.appendMetrics(dst, &routeMetrics{row.Iface, row.Metric, row.RefCnt, row.Use, row.MTU, row.Window, row.IRTT})
		if f.Extend == 2 {
			dst = appendIntLeft(append(dst, ' '), int64(row.IRTT), 0)
		}
	}
	return append(dst, '\n')
}

// appendRejected appends the rest of the row of a route that rejects.
func (f *Routes) appendRejected(dst []byte, row *procnet.Route) []byte {
	if f.Extend == 0 {
		return append(dst, "     - -          - -"...)
	}
	dst = appendIntLeft(append(dst, ' '), int64(row.Metric), 6)
	dst = appendIntRight(append(dst, " -  "...), int64(row.Use), 7)
	dst = append(dst, " -"...)
	if f.Extend == 2 {
		dst = append(dst, "        -     -      -"...)
	}
	return dst
}

// routeMetrics are the columns of a route behind its flags.
type routeMetrics struct {
	iface             string
	metric, refs, use int32
	mtu, window, irtt int32
}

// appendMetrics appends the columns behind the flags; with -ee, all but the
// last, irtt, whose width depends on the table.
func (f *Routes) appendMetrics(dst []byte, m *routeMetrics) []byte {
	dst = append(dst, ' ')
	switch f.Extend {
	case 0:
		dst = appendIntRight(dst, int64(m.mtu), 5)
		dst = appendIntLeft(append(dst, ' '), int64(m.window), 5)
		dst = appendIntRight(append(dst, ' '), int64(m.irtt), 6)
		return append(append(dst, ' '), m.iface...)
	case 1:
		dst = appendIntLeft(dst, int64(m.metric), 6)
		dst = appendIntLeft(append(dst, ' '), int64(m.refs), 2)
		dst = appendIntRight(append(dst, ' '), int64(m.use), 7)
		return append(append(dst, ' '), m.iface...)
	}
	const ifaceWidth = 6
	dst = appendIntLeft(dst, int64(m.metric), 6)
	dst = appendIntLeft(append(dst, ' '), int64(m.refs), 3)
	dst = appendIntRight(append(dst, ' '), int64(m.use), 6)
	dst = appendLeft(append(dst, ' '), m.iface[:min(len(m.iface), ifaceWidth)], ifaceWidth)
	dst = appendIntLeft(append(dst, "   "...), int64(m.mtu), 5)
	return appendIntLeft(append(dst, ' '), int64(m.window), 6)
}

// appendDestination appends a route's destination: a host's name if the route
// or a bit behind the mask says that it is one, else a network's.
func (f *Routes) appendDestination(dst []byte, row *procnet.Route) []byte {
	if f.isHost(row) {
		return f.appendHost(dst, row.Destination)
	}
	if !f.Numeric {
		if row.Destination.IsUnspecified() && row.Mask.IsUnspecified() {
			return append(dst, "default"...)
		}
		if name, ok := f.network(row.Destination); ok {
			return append(dst, name[:min(len(name), maxText)]...)
		}
	}
	return row.Destination.AppendTo(dst)
}

// network gives the name of a network. That of 0.0.0.0 is not looked up, and none
// ahead.
func (f *Routes) network(addr netip.Addr) (name string, ok bool) {
	if addr.IsUnspecified() || f.Ahead {
		return "", false
	}
	return f.Names.Network(addr)
}

// isHost tells whether the destination of a route is named like a host.
func (f *Routes) isHost(row *procnet.Route) bool {
	if row.Destination.IsUnspecified() {
		return false
	}
	if row.Flags&procnet.RouteHost != 0 {
		return true
	}
	addr, mask := row.Destination.As4(), row.Mask.As4()
	for i := range addr {
		if addr[i]&^mask[i] != 0 {
			return true
		}
	}
	return false
}

// appendHost appends the name or the number of an address.
func (f *Routes) appendHost(dst []byte, addr netip.Addr) []byte {
	if f.wanted(addr) {
		if name, ok := f.host(addr); ok {
			return append(dst, name...)
		}
	}
	if !f.Numeric && addr.Is6() && addr.IsUnspecified() {
		return append(dst, "[::]"...)
	}
	return format.AppendAddr(dst, addr.Unmap())
}

// host gives the name of a host.
func (f *Routes) host(addr netip.Addr) (name string, ok bool) {
	if f.Ahead {
		f.Names.Prefetch(context.Background(), addr)
		return "", false
	}
	return f.Names.Host(context.Background(), addr)
}

// appendHostLeft appends an address on the left of a column.
func (f *Routes) appendHostLeft(dst []byte, addr netip.Addr, width int) []byte {
	start := len(dst)
	return pad(f.appendHost(dst, addr), start, width)
}

// wanted tells whether the name of a host is looked up.
func (f *Routes) wanted(addr netip.Addr) bool { return !f.Numeric && !addr.IsUnspecified() }

// endName ends a column with a name, which began at start and is cut.
func endName(dst []byte, start int) []byte {
	dst = dst[:min(len(dst), start+routeName)]
	return append(pad(dst, start, routeName), ' ')
}
