package format

import (
	"fmt"
	"net/netip"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/netdev"
)

// noneSet stands for an address that the kernel has not told.
const noneSet = "[NONE SET]"

// appendInterfaceAddresses appends the lines of an interface's network
// addresses, family by family.
func appendInterfaceAddresses(dst []byte, in Interface) []byte {
	if in.Inet != nil {
		dst = appendInetLine(dst, in.Inet, in.Flags)
	}
	for _, a := range in.Inet6 {
		dst = appendAddr(append(dst, indent+"inet6 "...), a.Addr.Unmap())
		dst = fmt.Appendf(dst, "  prefixlen %d  scopeid 0x%x", a.Prefix, a.Scope)
		dst = append(appendScopeNames(dst, a.Scope), '\n')
	}
	for _, a := range in.IPX {
		dst = append(dst, indent+"ipx "...)
		dst = appendLeft(dst, ipxFrames[a.Frame], len("Ethernet-SNAP "))
		if a.Set {
			dst = appendIPX(dst, a.Network, a.Node)
		} else {
			dst = append(dst, noneSet...)
		}
		dst = append(dst, '\n')
	}
	if a := in.AppleTalk; a != nil {
		dst = append(dst, indent+"ddp "...)
		if a.Set {
			dst = fmt.Appendf(dst, "%d/%d\n", a.Network, a.Node)
		} else {
			dst = append(dst, noneSet+"\n"...)
		}
	}
	return dst
}

// appendInetLine appends the line of an IPv4 address. The flags tell which of
// broadcast and peer there is.
func appendInetLine(dst []byte, in *netdev.Inet, flags uint16) []byte {
	dst = appendAddrOrNone(append(dst, indent+"inet "...), in.Addr)
	dst = appendAddrOrNone(append(dst, "  netmask "...), in.Mask)
	if flags&unix.IFF_BROADCAST != 0 {
		dst = appendAddrOrNone(append(dst, "  broadcast "...), in.Broadcast)
	}
	if flags&unix.IFF_POINTOPOINT != 0 {
		dst = appendAddrOrNone(append(dst, "  destination "...), in.Peer)
	}
	return append(dst, '\n')
}

func appendAddrOrNone(dst []byte, addr netip.Addr) []byte {
	if !addr.IsValid() {
		return append(dst, noneSet...)
	}
	return appendAddr(dst, addr)
}

// appendScopeNames appends the names of the bits of an IPv6 address's scope,
// IPV6_ADDR_LOOPBACK and so on of the kernel's include/net/ipv6.h. The low bits
// have no names, and an address is global when only the bit of an
// IPv4-compatible one is set.
func appendScopeNames(dst []byte, scope uint32) []byte {
	const compatible = 0x80
	separator := byte('<')
	name := func(name string) {
		dst = append(append(dst, separator), name...)
		separator = ','
	}
	if scope&compatible != 0 {
		name("compat")
	}
	if scope&^compatible == 0 {
		name("global")
	}
	if scope&0x20 != 0 {
		name("link")
	}
	if scope&0x40 != 0 {
		name("site")
	}
	if scope&0x10 != 0 {
		name("host")
	}
	if separator == ',' {
		dst = append(dst, '>')
	}
	return dst
}

var ipxFrames = map[netdev.IPXFrame]string{
	netdev.EthernetII: "Ethernet-II",
	netdev.SNAP:       "Ethernet-SNAP",
	netdev.IEEE8022:   "Ethernet802.2",
	netdev.IEEE8023:   "Ethernet802.3",
}
