package sockdiag

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// ChunkSize is the length of a buffer that any datagram of a dump fits in: the
// kernel makes them of 32 KiB less its own overhead at most, as long as it is
// read into buffers of that length (netlink_recvmsg in
// net/netlink/af_netlink.c). More of them do not wait in the socket: the kernel
// makes one when another has been taken, so a large SO_RCVBUF is of no use.
const ChunkSize = 32 << 10

// foreignDatagrams is how many datagrams of others than the kernel are left out
// before a dump fails. The kernel refuses them, but for some that may have
// come before the socket was connected.
const foreignDatagrams = 64

// Conn is a netlink socket of one network namespace. It has one dump at a time
// and is not for concurrent use.
type Conn struct {
	fd      int
	port    uint32 // the address of the socket
	seq     uint32 // number of the last request
	dumping bool   // the answer to it has not been read to its end
}

// Open opens a socket by a function like unix.Socket, so that it can belong to
// another network namespace. The error is an errno wrapped, such as that of a
// kernel without sock_diag or a seccomp filter that forbids it.
func Open(socket func(domain, typ, proto int) (int, error)) (*Conn, error) {
	fd, err := socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_SOCK_DIAG)
	if err != nil {
		return nil, fmt.Errorf("sock_diag: socket: %w", err)
	}
	// Connected with the kernel, the socket takes nothing from others.
	err = unix.Connect(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK})
	if err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("sock_diag: connect: %w", err)
	}
	own, err := unix.Getsockname(fd)
	if err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("sock_diag: getsockname: %w", err)
	}
	c := &Conn{fd: fd}
	if address, ok := own.(*unix.SockaddrNetlink); ok {
		c.port = address.Pid
	}
	return c, nil
}

// Close closes the socket, wherever a dump is.
func (c *Conn) Close() { unix.Close(c.fd) }

// send sends a request for a dump: a body behind room for a struct nlmsghdr.
func (c *Conn) send(typ uint16, request []byte) error {
	if c.dumping {
		return fmt.Errorf("sock_diag: %w: the last dump was not read to its end", unix.EBUSY)
	}
	c.seq++
	putHeader(request, typ, c.seq)
	for {
		_, err := unix.Write(c.fd, request)
		switch err {
		case nil:
			c.dumping = true
			return nil
		case unix.EINTR:
			continue
		}
		return fmt.Errorf("sock_diag: write: %w", err)
	}
}

// receive reads a datagram of the kernel's. It never waits: the kernel makes
// the first of an answer in write(2) and each other one while it hands out the
// one before, so when there is none the answer has broken off.
func (c *Conn) receive(buf []byte) ([]byte, error) {
	for range foreignDatagrams {
		// With MSG_TRUNC the length is that of the datagram, cut or not.
		n, from, err := unix.Recvfrom(c.fd, buf, unix.MSG_DONTWAIT|unix.MSG_TRUNC)
		switch err {
		case nil:
		case unix.EINTR:
			continue
		case unix.EAGAIN:
			return nil, errBrokenOff
		default:
			return nil, fmt.Errorf("sock_diag: read: %w", err)
		}
		if sender, ok := from.(*unix.SockaddrNetlink); !ok || sender.Pid != 0 {
			continue
		}
		if n > len(buf) {
			return nil, errTruncated
		}
		return buf[:n], nil
	}
	return nil, errForeign
}
