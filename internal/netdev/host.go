package netdev

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"syscall"

	"golang.org/x/sys/unix"
)

// HostAddresses gives the addresses by which others know this host: those of
// all interfaces that are good beyond the host and not deprecated, as
// nss-myhostname(8) sees them. It asks by rtnetlink(7), through a socket of its
// own from a function like unix.Socket.
func HostAddresses(socket func(domain, typ, proto int) (int, error)) ([]netip.Addr, error) {
	var addresses []netip.Addr
	err := dump(socket, unix.RTM_GETADDR, unix.AF_UNSPEC, unix.SizeofIfAddrmsg, func() { addresses = nil }, func(m *syscall.NetlinkMessage) {
		if addr, ok := hostAddress(m); m.Header.Type == unix.RTM_NEWADDR && ok {
			addresses = append(addresses, addr)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("RTM_GETADDR: %w", err)
	}
	return addresses, nil
}

// hostAddress reads a struct ifaddrmsg and its attributes.
func hostAddress(m *syscall.NetlinkMessage) (addr netip.Addr, ok bool) {
	const flagsAt, scopeAt = 2, 3
	if len(m.Data) < unix.SizeofIfAddrmsg || m.Data[scopeAt] >= unix.RT_SCOPE_HOST || m.Data[flagsAt]&unix.IFA_F_DEPRECATED != 0 {
		return netip.Addr{}, false
	}
	attributes, ok := attributesOf(m)
	if !ok {
		return netip.Addr{}, false
	}
	for _, a := range attributes {
		// With a peer, IFA_ADDRESS is that one's.
		if a.Attr.Type == unix.IFA_LOCAL || a.Attr.Type == unix.IFA_ADDRESS && !addr.IsValid() {
			addr = address(m.Data[0], a.Value)
		}
	}
	return addr, addr.IsValid()
}

// DefaultGateways gives the gateways of the default routes in the main table,
// as nss-myhostname(8) sees them, by rtnetlink(7) like HostAddresses.
func DefaultGateways(socket func(domain, typ, proto int) (int, error)) ([]netip.Addr, error) {
	var gateways []netip.Addr
	err := dump(socket, unix.RTM_GETROUTE, unix.AF_UNSPEC, unix.SizeofRtMsg, func() { gateways = nil }, func(m *syscall.NetlinkMessage) {
		if m.Header.Type == unix.RTM_NEWROUTE {
			gateways = append(gateways, gatewaysOf(m)...)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("RTM_GETROUTE: %w", err)
	}
	return gateways, nil
}

// gatewaysOf reads a struct rtmsg and its attributes.
func gatewaysOf(m *syscall.NetlinkMessage) (gateways []netip.Addr) {
	const destinationAt, sourceAt, tableAt = 1, 2, 4
	if len(m.Data) < unix.SizeofRtMsg || m.Data[destinationAt] != 0 || m.Data[sourceAt] != 0 {
		return nil
	}
	attributes, ok := attributesOf(m)
	if !ok {
		return nil
	}
	table := uint32(m.Data[tableAt])
	for _, a := range attributes {
		switch a.Attr.Type {
		case unix.RTA_TABLE:
			if len(a.Value) == 4 {
				table = binary.NativeEndian.Uint32(a.Value)
			}
		case unix.RTA_MULTIPATH:
			gateways = append(gateways, nextHops(m.Data[0], a.Value)...)
		default:
			gateways = appendGateway(gateways, m.Data[0], a.Attr.Type, a.Value)
		}
	}
	if table != unix.RT_TABLE_MAIN {
		return nil
	}
	return gateways
}

// nextHops reads the structs rtnexthop of a route with several gateways, each
// with attributes of its own.
func nextHops(family byte, hops []byte) (gateways []netip.Addr) {
	for len(hops) >= unix.SizeofRtNexthop {
		length := int(binary.NativeEndian.Uint16(hops))
		if length < unix.SizeofRtNexthop || length > len(hops) {
			return gateways
		}
		attributes := hops[unix.SizeofRtNexthop:length]
		for len(attributes) >= unix.SizeofRtAttr {
			size := int(binary.NativeEndian.Uint16(attributes))
			if size < unix.SizeofRtAttr || size > len(attributes) {
				break
			}
			gateways = appendGateway(gateways, family, binary.NativeEndian.Uint16(attributes[2:]), attributes[unix.SizeofRtAttr:size])
			attributes = attributes[min(aligned(size), len(attributes)):]
		}
		hops = hops[min(aligned(length), len(hops)):]
	}
	return gateways
}

// aligned gives the size up to a multiple of four bytes.
func aligned(size int) int { return (size + unix.RTA_ALIGNTO - 1) &^ (unix.RTA_ALIGNTO - 1) }

// appendGateway appends the gateway in an attribute, if that is one.
func appendGateway(gateways []netip.Addr, family byte, attribute uint16, value []byte) []netip.Addr {
	var addr netip.Addr
	switch attribute {
	case unix.RTA_GATEWAY:
		addr = address(family, value)
	case unix.RTA_VIA: // of another family
		if len(value) > 2 {
			addr = address(byte(binary.NativeEndian.Uint16(value)), value[2:])
		}
	}
	if addr.IsValid() {
		gateways = append(gateways, addr)
	}
	return gateways
}

// address gives an address of a family, which is invalid unless it is as long
// as those are.
func address(family byte, value []byte) netip.Addr {
	addr, _ := netip.AddrFromSlice(value)
	if addr.Is4() && family == unix.AF_INET || addr.Is6() && family == unix.AF_INET6 {
		return addr
	}
	return netip.Addr{}
}
