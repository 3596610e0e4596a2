package netdev

import (
	"fmt"
	"net/netip"
	"syscall"

	"golang.org/x/sys/unix"
)

// Index gives the kernel's number for an interface or an alias, or 0 if it
// does not tell.
func (s *Sockets) Index(name string) int32 {
	req, err := newRequest(name)
	if err != nil || req.ask(s.inet, unix.SIOCGIFINDEX) != nil {
		return 0
	}
	return int32(req.Uint32())
}

// InetAddresses gives all IPv4 addresses by the names of the interfaces and
// aliases that have them, the first of each being that of Interface.Inet. The
// ioctls give no other, so this asks by rtnetlink(7), through a socket of its
// own from a function like unix.Socket. An address has no Broadcast or Peer
// unless one is set. While addresses change so fast that the kernel cannot list
// them, the error is unix.EAGAIN.
func InetAddresses(socket func(domain, typ, proto int) (int, error)) (map[string][]Inet, error) {
	var addresses map[string][]Inet
	err := dump(socket, unix.RTM_GETADDR, unix.AF_INET, unix.SizeofIfAddrmsg, func() { addresses = map[string][]Inet{} }, func(m *syscall.NetlinkMessage) {
		if label, inet, ok := inetAddress(m); m.Header.Type == unix.RTM_NEWADDR && ok {
			addresses[label] = append(addresses[label], inet)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("RTM_GETADDR: %w", err)
	}
	return addresses, nil
}

// inetAddress reads a struct ifaddrmsg and its attributes. It is false when
// they are no IPv4 address with a name.
func inetAddress(m *syscall.NetlinkMessage) (label string, inet Inet, ok bool) {
	if len(m.Data) < unix.SizeofIfAddrmsg || m.Data[0] != unix.AF_INET {
		return "", Inet{}, false
	}
	attributes, ok := attributesOf(m)
	if !ok {
		return "", Inet{}, false
	}
	inet.Mask = netip.PrefixFrom(netip.AddrFrom4([4]byte{255, 255, 255, 255}), int(m.Data[1])).Masked().Addr()
	for _, a := range attributes {
		addr, _ := netip.AddrFromSlice(a.Value)
		switch a.Attr.Type {
		case unix.IFA_LABEL:
			label = unix.ByteSliceToString(a.Value)
		case unix.IFA_LOCAL:
			inet.Addr = addr
		case unix.IFA_ADDRESS: // the other end, or once more the address
			inet.Peer = addr
		case unix.IFA_BROADCAST:
			inet.Broadcast = addr
		}
	}
	if inet.Peer == inet.Addr {
		inet.Peer = netip.Addr{}
	}
	return label, inet, label != "" && inet.Addr.Is4()
}
