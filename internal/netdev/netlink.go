package netdev

import (
	"encoding/binary"
	"fmt"
	"syscall"

	"golang.org/x/sys/unix"
)

// dump asks for all objects of a kind by rtnetlink(7), through a socket of its
// own from a function like unix.Socket. The request has a body of some bytes,
// the first of which is the address family. start is called before the first
// object, and again when they are asked for once more because they have changed
// meanwhile, so that some may be missing. While that goes on for too long, the
// error is unix.EAGAIN.
func dump(socket func(domain, typ, proto int) (int, error), request uint16, family byte, body int, start func(), each func(m *syscall.NetlinkMessage)) error {
	fd, err := socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return fmt.Errorf("netlink socket: %w", err)
	}
	defer unix.Close(fd)
	const attempts = 10
	for range attempts {
		start()
		if err = dumpOnce(fd, dumpRequest(request, family, body), each); err != unix.EAGAIN {
			break
		}
	}
	return err
}

// dumpOnce asks for the objects once. If they have changed meanwhile, the error
// is unix.EAGAIN.
func dumpOnce(fd int, request []byte, each func(m *syscall.NetlinkMessage)) error {
	if _, err := unix.Write(fd, request); err != nil {
		return err
	}
	changed := false
	answer := make([]byte, 1<<16) // more than the kernel sends at once
	for {
		n, err := unix.Read(fd, answer)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return err
		}
		messages, err := syscall.ParseNetlinkMessage(answer[:n])
		if err != nil {
			return err
		}
		for i := range messages {
			m := &messages[i]
			changed = changed || m.Header.Flags&unix.NLM_F_DUMP_INTR != 0
			switch m.Header.Type {
			case unix.NLMSG_DONE:
				if changed {
					return unix.EAGAIN
				}
				return nil
			case unix.NLMSG_ERROR:
				return refusal(m.Data)
			default:
				each(m)
			}
		}
	}
}

// dumpRequest makes a struct nlmsghdr and the body behind it.
func dumpRequest(request uint16, family byte, body int) []byte {
	b := make([]byte, unix.SizeofNlMsghdr+body)
	binary.NativeEndian.PutUint32(b, uint32(len(b)))
	binary.NativeEndian.PutUint16(b[4:], request)
	binary.NativeEndian.PutUint16(b[6:], unix.NLM_F_REQUEST|unix.NLM_F_DUMP)
	b[unix.SizeofNlMsghdr] = family
	return b
}

// refusal gives the error in a struct nlmsgerr.
func refusal(data []byte) error {
	if len(data) < 4 {
		return unix.EPROTO
	}
	return unix.Errno(-int32(binary.NativeEndian.Uint32(data)))
}

// attributesOf gives the attributes of an object. Those that are not filled up
// to a multiple of four bytes, at which syscall would panic, are none.
func attributesOf(m *syscall.NetlinkMessage) ([]syscall.NetlinkRouteAttr, bool) {
	if len(m.Data)%unix.RTA_ALIGNTO != 0 {
		return nil, false
	}
	attributes, err := syscall.ParseNetlinkRouteAttr(m)
	return attributes, err == nil
}
