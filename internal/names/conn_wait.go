package names

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// A waiter has a socket, and waits for it.
type waiter interface {
	// wait waits until there is something to read (unix.POLLIN) or room to write
	// (unix.POLLOUT), or nothing any more. It fails at the deadline, and once end
	// is called.
	wait(event int16) error
	// end ends waiting. It may be called by any goroutine, even after close.
	end()
	close()
}

// newWaiter gives the waiter for a socket that does not block. The poller of Go's
// runtime lets one thread wait for all sockets, for two file descriptors of its
// own. Where these are few, so are the lookups at a time, and the threads.
func newWaiter(fd int, deadline time.Time) waiter {
	if lookupsAtATime() < lookups {
		return &blocked{fd: fd, deadline: deadline}
	}
	file := os.NewFile(uintptr(fd), "socket")
	_ = file.SetDeadline(deadline)
	return polled{file}
}

// polled waits by the poller.
type polled struct{ file *os.File }

func (p polled) wait(event int16) error {
	raw, err := p.file.SyscallConn()
	if err != nil {
		return err
	}
	until := raw.Read
	if event == unix.POLLOUT {
		until = raw.Write
	}
	var failed error
	return errors.Join(until(func(fd uintptr) bool {
		var n int
		n, failed = poll(int(fd), event, 0)
		return n > 0 || failed != nil
	}), failed)
}

func (p polled) end() { _ = p.file.SetDeadline(time.Unix(1, 0)) }

func (p polled) close() { _ = p.file.Close() }

// blocked waits with a thread.
type blocked struct {
	deadline time.Time
	ended    atomic.Bool

	mu sync.Mutex
	fd int // -1 once it is closed
}

func (b *blocked) wait(event int16) error {
	for {
		left := time.Until(b.deadline)
		if left <= 0 {
			return os.ErrDeadlineExceeded
		}
		n, err := poll(b.fd, event, left)
		if b.ended.Load() {
			return context.Canceled // a socket of datagrams has no end to be read
		}
		if n > 0 || err != nil {
			return err
		}
	}
}

func (b *blocked) end() {
	b.ended.Store(true)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fd >= 0 {
		_ = unix.Shutdown(b.fd, unix.SHUT_RDWR)
	}
}

func (b *blocked) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	unix.Close(b.fd)
	b.fd = -1
}

// poll asks the kernel for events of a socket. A signal is none.
func poll(fd int, event int16, timeout time.Duration) (n int, err error) {
	wait := unix.NsecToTimespec(int64(timeout))
	n, err = unix.Ppoll([]unix.PollFd{{Fd: int32(fd), Events: event}}, &wait, nil)
	if errors.Is(err, unix.EINTR) {
		return 0, nil
	}
	return n, err
}
