package table

import (
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// routeFields are the columns of net/route.
func routeFields(o *Options) fields[*procnet.Route] {
	list := fields[*procnet.Route]{
		{column{title: "Destination", short: shortenAddresses()}, (*rows).appendDestination},
		addressField("Gateway", func(row *procnet.Route) netip.Addr { return row.Gateway }),
		textField("Iface", func(row *procnet.Route) string { return setIface(row.Iface) }),
		{column{title: "Flags"}, func(_ *rows, dst []byte, row *procnet.Route) []byte {
			return format.AppendRouteFlags(dst, row.Flags)
		}},
		numberField("Metric", func(row *procnet.Route) uint32 { return uint32(row.Metric) }),
	}
	if o.extended() {
		list = append(list,
			numberField("Ref", func(row *procnet.Route) int32 { return row.RefCnt }),
			numberField("Use", func(row *procnet.Route) uint32 { return uint32(row.Use) }),
			numberField("MSS", func(row *procnet.Route) int32 { return row.MTU }),
			numberField("Window", func(row *procnet.Route) uint32 { return uint32(row.Window) }),
			numberField("irtt", func(row *procnet.Route) uint32 { return uint32(row.IRTT) }))
	}
	return list
}

// AppendRoute appends a row of net/route.
func (f *rows) AppendRoute(dst []byte, row *procnet.Route) []byte {
	return f.routes.appendRow(f, dst, row)
}

// setIface gives the name of an interface, or nothing for *, with which the
// kernel's fib_route_seq_show says that there is none.
func setIface(name string) string {
	if name == "*" {
		return ""
	}
	return name
}

// appendDestination appends the name or the number of a network or a host, and
// the length of its prefix, or the mask where that is no prefix.
func (f *rows) appendDestination(dst []byte, row *procnet.Route) []byte {
	bits, ok := format.PrefixLength(row.Mask)
	if ok && bits == 0 && row.Destination.IsUnspecified() && !f.NumericHosts {
		return append(dst, "default"...)
	}
	if row.Flags&procnet.RouteHost != 0 {
		dst = f.appendHost(dst, row.Destination)
	} else {
		dst = f.appendNetwork(dst, row.Destination)
	}
	dst = append(dst, '/')
	if !ok {
		return row.Mask.AppendTo(dst)
	}
	return strconv.AppendInt(dst, bits, 10)
}

func (f *rows) appendNetwork(dst []byte, addr netip.Addr) []byte {
	if !f.NumericHosts && !f.Ahead && !addr.IsUnspecified() {
		if name, ok := f.Cache.Network(addr); ok {
			return append(dst, name...)
		}
	}
	return addr.AppendTo(dst)
}

// route6Fields are the columns of net/ipv6_route.
func route6Fields(o *Options) fields[*procnet.Route6] {
	list := fields[*procnet.Route6]{
		{column{title: "Destination", short: shortenAddresses()}, (*rows).appendDestination6},
		addressField("Gateway", func(row *procnet.Route6) netip.Addr { return row.NextHop }),
		textField("Iface", func(row *procnet.Route6) string { return row.Iface }),
		{column{title: "Flags"}, func(_ *rows, dst []byte, row *procnet.Route6) []byte {
			return format.AppendRoute6Flags(dst, row.Flags)
		}},
		numberField("Metric", func(row *procnet.Route6) uint32 { return uint32(row.Metric) }),
	}
	if o.extended() {
		list = append(list,
			numberField("Ref", func(row *procnet.Route6) uint32 { return uint32(row.RefCnt) }),
			numberField("Use", func(row *procnet.Route6) uint32 { return uint32(row.Use) }))
	}
	return list
}

// AppendRoute6 appends a row of net/ipv6_route.
func (f *rows) AppendRoute6(dst []byte, row *procnet.Route6) []byte {
	return f.routes6.appendRow(f, dst, row)
}

func (f *rows) appendDestination6(dst []byte, row *procnet.Route6) []byte {
	switch {
	case !row.Destination.IsUnspecified():
		dst = f.appendHost(dst, row.Destination)
	case row.Bits == 0 && !f.NumericHosts:
		return append(dst, "default"...)
	default:
		dst = append(dst, "::"...)
	}
	return appendNumber(append(dst, '/'), row.Bits)
}
