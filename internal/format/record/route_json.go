package record

import (
	"math/bits"
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendRoute appends a row of net/route as an object:
//
//	netns            see Objects
//	family           inet
//	destination      the network's or the host's address
//	prefix_length    how many bits of the destination count; null if the mask
//	                 is no prefix
//	genmask          the same as a mask
//	gateway          address of the next hop; null if there is none
//	iface            name of the interface; null if the route has none, because
//	                 it rejects or is a black hole
//	flags            net-tools' letters, such as UG: see netstat(8)
//	flag_bits        the same as the kernel's number: RTF_... of linux/route.h
//	reject           true if the route is unreachable or prohibited. The kernel
//	                 does not say so of a black hole or of throw
//	metric           the lower, the sooner the route is taken
//	ref              references to the route; always 0 since Linux 2.2
//	use              lookups of the route; always 0 nowadays
//	mss              bytes, which net-tools calls MSS: the largest segment that
//	                 the route advertises and 40 for headers; 0 if it is not set
//	window           largest window of TCP, in bytes; 0 if it is not set
//	irtt             initial round trip time in milliseconds; 0 if it is not set
func (o *Objects) AppendRoute(dst []byte, row *procnet.Route) []byte {
	dst = o.begin(dst)
	dst = appendKeyText(dst, "family", "inet")
	dst = appendKeyAddr(dst, "destination", row.Destination)
	dst = appendPrefixLength(dst, row.Mask)
	dst = appendKeyAddr(dst, "genmask", row.Mask)
	dst = appendKeyAddr(dst, "gateway", setAddr(row.Gateway))
	if row.Iface == "*" { // the kernel's fib_route_seq_show, for none
		dst = appendKeyNull(dst, "iface")
	} else {
		dst = appendKeyText(dst, "iface", row.Iface)
	}
	dst = append(appendKey(dst, "flags"), '"')
	dst = append(format.AppendRouteFlags(dst, row.Flags), '"')
	dst = appendKeyUint(dst, "flag_bits", uint64(row.Flags))
	dst = appendKeyBool(dst, "reject", row.Flags&procnet.RouteReject != 0)
	dst = appendKeyUint(dst, "metric", uint64(uint32(row.Metric)))
	dst = appendKeyInt(dst, "ref", int64(row.RefCnt))
	dst = appendKeyUint(dst, "use", uint64(uint32(row.Use)))
	dst = appendKeyInt(dst, "mss", int64(row.MTU))
	dst = appendKeyUint(dst, "window", uint64(uint32(row.Window)))
	dst = appendKeyUint(dst, "irtt", uint64(uint32(row.IRTT)))
	return o.end(dst)
}

// AppendRoute6 appends a row of net/ipv6_route as an object, which has the
// keys of AppendRoute but for genmask, mss, window and irtt:
//
//	family           inet6
//	iface            lo if the route rejects
//	reject           true for a black hole too
//	flag_bits        RTF_... of linux/ipv6_route.h
//	ref              references to the route
func (o *Objects) AppendRoute6(dst []byte, row *procnet.Route6) []byte {
	dst = o.begin(dst)
	dst = appendKeyText(dst, "family", "inet6")
	dst = appendKeyAddr(dst, "destination", row.Destination)
	dst = appendKeyInt(dst, "prefix_length", int64(row.Bits))
	dst = appendKeyAddr(dst, "gateway", setAddr(row.NextHop))
	dst = appendKeyText(dst, "iface", row.Iface)
	dst = append(appendKey(dst, "flags"), '"')
	dst = append(format.AppendRoute6Flags(dst, row.Flags), '"')
	dst = appendKeyUint(dst, "flag_bits", uint64(row.Flags))
	dst = appendKeyBool(dst, "reject", row.Flags&procnet.RouteReject != 0)
	dst = appendKeyUint(dst, "metric", uint64(uint32(row.Metric)))
	dst = appendKeyUint(dst, "ref", uint64(uint32(row.RefCnt)))
	dst = appendKeyUint(dst, "use", uint64(uint32(row.Use)))
	return o.end(dst)
}

// appendPrefixLength appends the length of the prefix that an IPv4 mask is.
func appendPrefixLength(dst []byte, mask netip.Addr) []byte {
	if !mask.Is4() {
		return appendKeyNull(dst, "prefix_length")
	}
	octets := mask.As4()
	number := uint32(octets[0])<<24 | uint32(octets[1])<<16 | uint32(octets[2])<<8 | uint32(octets[3])
	length := bits.LeadingZeros32(^number)
	if bits.OnesCount32(number) != length {
		return appendKeyNull(dst, "prefix_length")
	}
	return appendKeyUint(dst, "prefix_length", uint64(length))
}

// setAddr gives an address, or the zero Addr for 0.0.0.0 and ::, with which
// the kernel says that none is set.
func setAddr(addr netip.Addr) netip.Addr {
	if addr.IsUnspecified() {
		return netip.Addr{}
	}
	return addr
}
