package cli

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// Where a process may open only a few files, Go's runtime may find none left
// when it first needs its poller, for a timer or a file of Go's, and then it
// dies. So it gets the poller before anything else is open.
const (
	fewDescriptors    = 64
	pollerDescriptors = 2 // an epoll instance and an eventfd
	leastDescriptors  = 1 // a table
)

// reserveDescriptors has the runtime open what it needs where that could fail
// later. The error says that there is no room for it.
func reserveDescriptors() error {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Cur >= fewDescriptors {
		return nil
	}
	var reserved []int
	for range pollerDescriptors + leastDescriptors {
		fd, err := unix.Open("/", unix.O_PATH|unix.O_CLOEXEC, 0)
		if err != nil {
			return fmt.Errorf("too few file descriptors: RLIMIT_NOFILE is %d", limit.Cur)
		}
		reserved = append(reserved, fd)
	}
	for _, fd := range reserved {
		unix.Close(fd)
	}
	time.AfterFunc(time.Hour, func() {}).Stop()
	return nil
}
