package procnet

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Tables opens the tables of one network namespace.
type Tables interface {
	// Open opens a table by its name below /proc/net, such as "tcp6" or
	// "sctp/eps". The error is an *os.PathError that names the file.
	Open(name string) (*os.File, error)
}

// Dir is the Tables found in a directory, such as "/proc/net" or
// "/proc/4711/net".
type Dir string

// Open opens the table's file in the directory.
func (d Dir) Open(name string) (*os.File, error) {
	return OpenFile(filepath.Join(string(d), name))
}

// OpenFile opens a table for reading. Unlike os.Open it keeps the file out of
// the runtime's poller, which costs several system calls for each table and
// cannot help: reading a table never waits for anyone.
func OpenFile(path string) (*os.File, error) {
	for {
		fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		switch err {
		case nil:
			return os.NewFile(uintptr(fd), path), nil
		case unix.EINTR:
			continue
		}
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
}
