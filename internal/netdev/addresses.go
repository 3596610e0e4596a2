package netdev

import (
	"encoding/binary"
	"fmt"
	"net"
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
	fd, err := socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, fmt.Errorf("netlink socket: %w", err)
	}
	defer unix.Close(fd)
	const attempts = 10
	for range attempts {
		var addresses map[string][]Inet
		if addresses, err = dumpAddresses(fd); err == nil {
			return addresses, nil
		}
		if err != unix.EAGAIN {
			break
		}
	}
	return nil, fmt.Errorf("RTM_GETADDR: %w", err)
}

// dumpAddresses asks for the addresses once. If they have changed meanwhile,
// so that some may be missing, the error is unix.EAGAIN.
func dumpAddresses(fd int) (map[string][]Inet, error) {
	if _, err := unix.Write(fd, addressRequest()); err != nil {
		return nil, err
	}
	addresses, changed := map[string][]Inet{}, false
	answer := make([]byte, 1<<16) // more than the kernel sends at once
	for {
		n, err := unix.Read(fd, answer)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return nil, err
		}
		messages, err := syscall.ParseNetlinkMessage(answer[:n])
		if err != nil {
			return nil, err
		}
		for i := range messages {
			m := &messages[i]
			changed = changed || m.Header.Flags&unix.NLM_F_DUMP_INTR != 0
			switch m.Header.Type {
			case unix.NLMSG_DONE:
				if changed {
					return nil, unix.EAGAIN
				}
				return addresses, nil
			case unix.NLMSG_ERROR:
				return nil, refusal(m.Data)
			case unix.RTM_NEWADDR:
				if label, inet, ok := inetAddress(m); ok {
					addresses[label] = append(addresses[label], inet)
				}
			}
		}
	}
}

// addressRequest makes a struct nlmsghdr and a struct ifaddrmsg that ask for
// all IPv4 addresses.
func addressRequest() []byte {
	b := make([]byte, unix.SizeofNlMsghdr+unix.SizeofIfAddrmsg)
	binary.NativeEndian.PutUint32(b, uint32(len(b)))
	binary.NativeEndian.PutUint16(b[4:], unix.RTM_GETADDR)
	binary.NativeEndian.PutUint16(b[6:], unix.NLM_F_REQUEST|unix.NLM_F_DUMP)
	b[unix.SizeofNlMsghdr] = unix.AF_INET
	return b
}

// refusal gives the error in a struct nlmsgerr.
func refusal(data []byte) error {
	if len(data) < 4 {
		return unix.EPROTO
	}
	return unix.Errno(-int32(binary.NativeEndian.Uint32(data)))
}

// inetAddress reads a struct ifaddrmsg and its attributes. It is false when
// they are no IPv4 address with a name.
func inetAddress(m *syscall.NetlinkMessage) (label string, inet Inet, ok bool) {
	if len(m.Data) < unix.SizeofIfAddrmsg || m.Data[0] != unix.AF_INET {
		return "", Inet{}, false
	}
	if len(m.Data)%unix.RTA_ALIGNTO != 0 {
		return "", Inet{}, false // syscall panics at an attribute that is not filled up
	}
	attributes, err := syscall.ParseNetlinkRouteAttr(m)
	if err != nil {
		return "", Inet{}, false
	}
	inet.Mask, _ = netip.AddrFromSlice(net.CIDRMask(int(m.Data[1]), 32))
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
