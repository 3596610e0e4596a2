package procnet

import (
	"os"
	"path/filepath"
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
	return os.Open(filepath.Join(string(d), name))
}
