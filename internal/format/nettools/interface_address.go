package nettools

import (
	"fmt"
	"net/netip"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
)

// noneSet stands for an address that the kernel has not told.
const noneSet = "[NONE SET]"

// appendInterfaceAddresses appends the lines of an interface's network
// addresses, family by family.
func appendInterfaceAddresses(dst []byte, in *format.Interface) []byte {
	if in.Inet != nil {
		dst = appendInetLine(dst, in.Inet, in.Flags)
	}
	for _, a := range in.Inet6 {
		dst = format.AppendAddr(append(dst, indent+"inet6 "...), a.Addr.Unmap())
		dst = fmt.Appendf(dst, "  prefixlen %d  scopeid 0x%x", a.Prefix, a.Scope)
		dst = append(format.AppendScopeNames(dst, a.Scope), '\n')
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
	return format.AppendAddr(dst, addr)
}

var ipxFrames = map[netdev.IPXFrame]string{
	netdev.EthernetII: "Ethernet-II",
	netdev.SNAP:       "Ethernet-SNAP",
	netdev.IEEE8022:   "Ethernet802.2",
	netdev.IEEE8023:   "Ethernet802.3",
}
