package workload

import (
	"bytes"
	"unsafe"

	"golang.org/x/sys/unix"
)

// readAtOnce reads a file of /proc into buf: as much as one read gives, which is
// all that there is and fits (single_open in fs/seq_file.c). Go's scheduler is not
// told that the calls may take long: they do not, and there are three for each
// process.
func readAtOnce(path, buf []byte) ([]byte, error) {
	if bytes.IndexByte(path, 0) >= 0 {
		return nil, unix.EINVAL
	}
	name := append(path, 0)
	const flags = unix.O_RDONLY | unix.O_NONBLOCK | unix.O_NOCTTY | unix.O_CLOEXEC
	fd, err := untilDone(func() (uintptr, unix.Errno) {
		fd, _, errno := unix.RawSyscall6(unix.SYS_OPENAT, unix.AT_FDCWD&(1<<32-1), uintptr(unsafe.Pointer(&name[0])), flags, 0, 0, 0)
		return fd, errno
	})
	if err != nil {
		return nil, err
	}
	n, err := untilDone(func() (uintptr, unix.Errno) {
		n, _, errno := unix.RawSyscall(unix.SYS_READ, fd, uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)))
		return n, errno
	})
	_, _, _ = unix.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
	if err != nil {
		return nil, err
	}
	return buf[:n], nil
}

// untilDone makes a system call until no signal interrupts it.
func untilDone(call func() (uintptr, unix.Errno)) (uintptr, error) {
	for {
		result, errno := call()
		switch errno {
		case 0:
			return result, nil
		case unix.EINTR:
			continue
		}
		return 0, errno
	}
}
