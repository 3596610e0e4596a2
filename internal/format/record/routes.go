package record

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendRoute appends a row of net/route.
func (r *rows) AppendRoute(dst []byte, row *procnet.Route) []byte {
	w := r.row(kindRoute)
	dst = r.begin(&w, dst)
	dst = w.word(dst, keyFamily, "inet")
	dst = w.address(dst, keyDestination, row.Destination)
	dst = appendPrefixLength(&w, dst, row.Mask)
	dst = w.address(dst, keyGenmask, row.Mask)
	dst = w.address(dst, keyGateway, setAddr(row.Gateway))
	if row.Iface == "*" { // the kernel's fib_route_seq_show, for none
		dst = w.null(dst, keyIface)
	} else {
		dst = w.text(dst, keyIface, row.Iface)
	}
	dst = appendRouteFlags(&w, dst, string(format.AppendRouteFlags(nil, row.Flags)), row.Flags)
	dst = w.unsigned(dst, keyMetric, uint64(uint32(row.Metric)))
	dst = w.signed(dst, keyRef, int64(row.RefCnt))
	dst = w.unsigned(dst, keyUse, uint64(uint32(row.Use)))
	dst = w.signed(dst, keyMSS, int64(row.MTU))
	dst = w.unsigned(dst, keyWindow, uint64(uint32(row.Window)))
	return w.end(w.unsigned(dst, keyIRTT, uint64(uint32(row.IRTT))))
}

// AppendRoute6 appends a row of net/ipv6_route.
func (r *rows) AppendRoute6(dst []byte, row *procnet.Route6) []byte {
	w := r.row(kindRoute6)
	dst = r.begin(&w, dst)
	dst = w.word(dst, keyFamily, "inet6")
	dst = w.address(dst, keyDestination, row.Destination)
	dst = w.signed(dst, keyPrefixLength, int64(row.Bits))
	dst = w.address(dst, keyGateway, setAddr(row.NextHop))
	dst = w.text(dst, keyIface, row.Iface)
	dst = appendRouteFlags(&w, dst, string(format.AppendRoute6Flags(nil, row.Flags)), row.Flags)
	dst = w.unsigned(dst, keyMetric, uint64(uint32(row.Metric)))
	dst = w.unsigned(dst, keyRef, uint64(uint32(row.RefCnt)))
	return w.end(w.unsigned(dst, keyUse, uint64(uint32(row.Use))))
}

// appendRouteFlags appends the flags of a route, by net-tools' letters and by
// the kernel's number.
func appendRouteFlags(w *writer, dst []byte, letters string, flags uint32) []byte {
	dst = w.wordValue(w.key(dst, keyRouteFlags), letters)
	dst = w.unsigned(dst, keyRouteFlagBits, uint64(flags))
	return w.boolean(dst, keyReject, flags&procnet.RouteReject != 0)
}

// appendPrefixLength appends the length of the prefix that an IPv4 mask is.
func appendPrefixLength(w *writer, dst []byte, mask netip.Addr) []byte {
	length, ok := format.PrefixLength(mask)
	if !ok {
		return w.null(dst, keyPrefixLength)
	}
	return w.signed(dst, keyPrefixLength, length)
}

// setAddr gives an address, or the zero Addr for 0.0.0.0 and ::, with which
// the kernel says that none is set.
func setAddr(addr netip.Addr) netip.Addr {
	if addr.IsUnspecified() {
		return netip.Addr{}
	}
	return addr
}
