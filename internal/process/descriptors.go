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

// Pause waits, but not by time.Sleep, which takes the poller.
func Pause(time time.Duration) {
	left := unix.NsecToTimespec(int64(time))
	for unix.Nanosleep(&left, &left) == unix.EINTR {
	}
}
