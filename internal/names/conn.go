package names

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// A conn is a connection to a Unix domain socket that has a deadline, and of
// which no more than maxAnswer bytes are read. It does without package net,
// whose poller takes file descriptors, and system calls that a sandbox may
// refuse.
type conn struct {
	deadline time.Time
	left     int // bytes that may still be read

	mu sync.Mutex
	fd int // -1 once it is closed
}

// connect connects to a socket, or fails at once.
func connect(path string, deadline time.Time) (*conn, error) {
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, &os.SyscallError{Syscall: "socket", Err: err}
	}
	if err := unix.Connect(fd, &unix.SockaddrUnix{Name: path}); err != nil {
		unix.Close(fd)
		return nil, &os.PathError{Op: "connect", Path: path, Err: err}
	}
	return &conn{deadline: deadline, left: maxAnswer, fd: fd}, nil
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
			if err := c.wait(); err != nil {
				return 0, err
			}
		default:
			return 0, err
		}
	}
}

// wait waits until there is something to read, or nothing any more.
func (c *conn) wait() error {
	left := time.Until(c.deadline)
	if left <= 0 {
		return os.ErrDeadlineExceeded
	}
	timeout := unix.NsecToTimespec(int64(left))
	_, err := unix.Ppoll([]unix.PollFd{{Fd: int32(c.fd), Events: unix.POLLIN}}, &timeout, nil)
	if errors.Is(err, unix.EINTR) {
		return nil
	}
	return err
}

// endWith ends reading when the context ends, and gives what closes the
// connection.
func (c *conn) endWith(ctx context.Context) (closed func()) {
	stop := context.AfterFunc(ctx, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.fd >= 0 {
			_ = unix.Shutdown(c.fd, unix.SHUT_RDWR)
		}
	})
	return func() {
		stop()
		c.mu.Lock()
		defer c.mu.Unlock()
		unix.Close(c.fd)
		c.fd = -1
	}
}
