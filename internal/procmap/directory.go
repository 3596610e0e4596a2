package procmap

import (
	"bytes"
	"encoding/binary"
	"unsafe"

	"golang.org/x/sys/unix"
)

// nameOffset is where the name begins in a linux_dirent64, after the inode,
// the offset, the length of the record and the type.
const nameOffset = 19

// nextEntry returns the name of the first of the directory entries that
// getdents64(2) has stored in buf, with its final NUL, and the other entries.
// At the end the name is empty.
func nextEntry(buf []byte) (name, rest []byte) {
	if len(buf) <= nameOffset {
		return nil, nil
	}
	size := int(binary.NativeEndian.Uint16(buf[16:]))
	if size <= nameOffset || size > len(buf) {
		return nil, nil
	}
	name = buf[nameOffset:size]
	end := bytes.IndexByte(name, 0)
	if end < 0 {
		return nil, nil
	}
	return name[:end+1], buf[size:]
}

// The calls below do not tell Go's scheduler that they may take long: the
// files of /proc answer at once, and there is one call per descriptor.

// openAt opens a path, which ends in a NUL, relative to a directory.
func openAt(dir int, path []byte, flags int) (int, unix.Errno) {
	for {
		fd, _, errno := unix.RawSyscall6(unix.SYS_OPENAT, uintptr(dir), uintptr(unsafe.Pointer(&path[0])),
			uintptr(unix.O_RDONLY|unix.O_CLOEXEC|flags), 0, 0, 0)
		if errno != unix.EINTR {
			return int(fd), errno
		}
	}
}

// readLinkAt reads the target of a link, whose name ends in a NUL, into buf.
func readLinkAt(dir int, name, buf []byte) ([]byte, unix.Errno) {
	n, _, errno := unix.RawSyscall6(unix.SYS_READLINKAT, uintptr(dir), uintptr(unsafe.Pointer(&name[0])),
		uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)), 0, 0)
	if errno != 0 {
		return nil, errno
	}
	return buf[:n], 0
}

// readEntries fills buf with entries of a directory. None are left, or can be
// read, when it returns none.
func readEntries(dir int, buf []byte) []byte {
	n, _, errno := unix.RawSyscall(unix.SYS_GETDENTS64, uintptr(dir), uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)))
	if errno != 0 {
		return nil
	}
	return buf[:n]
}
