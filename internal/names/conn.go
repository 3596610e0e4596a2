package names

import (
	"context"
	"errors"
	"io"
	"net/netip"
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// A conn is a connection to a socket that has a deadline, and of which no more
// than maxAnswer bytes are read. It does without package net, which makes system
// calls that a sandbox may refuse.
type conn struct {
	fd   int
	left int // bytes that may still be read
	waiter
}

// connect connects to a Unix domain socket, or fails at once.
func connect(path string, deadline time.Time) (*conn, error) {
	c, err := newConn(unix.AF_UNIX, unix.SOCK_STREAM, deadline)
	if err != nil {
		return nil, err
	}
	if err := unix.Connect(c.fd, &unix.SockaddrUnix{Name: path}); err != nil {
		c.close()
		return nil, &os.PathError{Op: "connect", Path: path, Err: err}
	}
	return c, nil
}

// dial begins to connect to a server on the network.
func dial(server netip.AddrPort, typ int, deadline time.Time) (*conn, error) {
	domain, addr := unix.AF_INET, server.Addr().Unmap()
	if addr.Is6() {
		domain = unix.AF_INET6
	}
	c, err := newConn(domain, typ, deadline)
	if err != nil {
		return nil, err
	}
	var to unix.Sockaddr = &unix.SockaddrInet6{Addr: addr.As16(), Port: int(server.Port()), ZoneId: c.zone(addr.Zone())}
	if addr.Is4() {
		to = &unix.SockaddrInet4{Addr: addr.As4(), Port: int(server.Port())}
	}
	if err := unix.Connect(c.fd, to); err != nil && !errors.Is(err, unix.EINPROGRESS) {
		c.close()
		return nil, &os.SyscallError{Syscall: "connect", Err: err}
	}
	return c, nil
}

func newConn(domain, typ int, deadline time.Time) (*conn, error) {
	fd, err := unix.Socket(domain, typ|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, &os.SyscallError{Syscall: "socket", Err: err}
	}
	return &conn{fd: fd, left: maxAnswer, waiter: newWaiter(fd, deadline)}, nil
}

// zone gives the number of an interface: of the zone that an address is in.
func (c *conn) zone(name string) uint32 {
	if n, err := strconv.ParseUint(name, 10, 32); err == nil {
		return uint32(n)
	}
	request, err := unix.NewIfreq(name)
	if err != nil || unix.IoctlIfreq(c.fd, unix.SIOCGIFINDEX, request) != nil {
		return 0
	}
	return request.Uint32()
}

// established waits until the connection is there.
func (c *conn) established() error {
	if err := c.wait(unix.POLLOUT); err != nil {
		return err
	}
	errno, err := unix.GetsockoptInt(c.fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err == nil && errno != 0 {
		err = unix.Errno(errno)
	}
	return err
}

// Write sends a few bytes, for which a socket has room.
func (c *conn) Write(text []byte) (int, error) {
	n, err := unix.SendmsgN(c.fd, text, nil, nil, unix.MSG_NOSIGNAL)
	if err == nil && n < len(text) {
		err = io.ErrShortWrite
	}
	return n, err
}

// Read receives what there is, once there is something.
func (c *conn) Read(text []byte) (int, error) {
	if c.left == 0 {
		return 0, errTooLong
	}
	text = text[:min(len(text), c.left)]
	for {
		n, err := unix.Read(c.fd, text)
		switch {
		case err == nil && n == 0:
			return 0, io.EOF
		case err == nil:
			c.left -= n
			return n, nil
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EAGAIN):
			if err := c.wait(unix.POLLIN); err != nil {
				return 0, err
			}
		default:
			return 0, err
		}
	}
}

// endWith ends reading when the context ends, and gives what closes the
// connection.
func (c *conn) endWith(ctx context.Context) (closed func()) {
	stop := context.AfterFunc(ctx, c.end)
	return func() {
		stop()
		c.close()
	}
}
