package process

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// fewDescriptors is how many file descriptors are so few that processes and
	// tables are read one after the other.
	fewDescriptors = 24
	// usualDescriptors is how many most processes may have, and more than
	// listings take.
	usualDescriptors = 1024
	// resolverDescriptors is what a question to the DNS takes: an epoll instance
	// and an eventfd for the poller of Go's runtime, a socket, and a table that
	// is being read.
	resolverDescriptors = 4
)

// Descriptors gives how many files this process may have open.
func Descriptors() uint64 {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil {
		return usualDescriptors
	}
	return limit.Cur
}

// Scarce tells that files are to be opened one after the other.
func Scarce() bool { return Descriptors() < fewDescriptors }

// SpareDescriptors closes files that nobody reads: standard input, and those by
// which Go's runtime follows how much processor time a control group may use.
// From here on it does not any more.
func SpareDescriptors() {
	runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	unix.Close(0)
	for fd := 3; fd < fewDescriptors; fd++ {
		file, _ := os.Readlink("/proc/self/fd/" + strconv.Itoa(fd))
		switch file[strings.LastIndexByte(file, '/')+1:] {
		case "cpu.max", "cpu.cfs_quota_us", "cpu.cfs_period_us":
			unix.Close(fd)
		}
	}
}

// PreparePoller has Go's runtime open its poller, which asking the DNS takes,
// and tells whether there is room for it. Later there may be none, and the
// runtime dies when it needs a poller and cannot open one.
func PreparePoller() bool {
	if Descriptors() >= usualDescriptors {
		return true
	}
	var room []int
	for range resolverDescriptors {
		if fd, err := unix.Open("/", unix.O_PATH|unix.O_CLOEXEC, 0); err == nil {
			room = append(room, fd)
		}
	}
	for _, fd := range room {
		unix.Close(fd)
	}
	if len(room) < resolverDescriptors {
		return false
	}
	time.AfterFunc(time.Hour, func() {}).Stop()
	return true
}

// Pause waits, but not by time.Sleep, which takes the poller.
func Pause(time time.Duration) {
	left := unix.NsecToTimespec(int64(time))
	for unix.Nanosleep(&left, &left) == unix.EINTR {
	}
}
