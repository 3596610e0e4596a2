package netstat

import (
	"errors"
	"io/fs"
	"strconv"
)

// What an error about a network namespace may be, for [errors.Is].
var (
	// ErrGone: it was there when it was found, but nothing keeps it any more.
	ErrGone = errors.New("network namespace is gone")
	// ErrNotPermitted: it may not be entered, which takes CAP_SYS_ADMIN and is
	// needed if no process of it can be seen; or a file of it may not be opened.
	ErrNotPermitted = errors.New("network namespace may not be read")
	// ErrNotNamespace: a file is no network namespace.
	ErrNotNamespace = errors.New("not a network namespace")
)

// NamespaceError is an error about a network namespace that cannot be found or
// read, or about one table of it.
type NamespaceError struct {
	// Name is what the namespace was asked for by, a file that is no namespace, or
	// the label of one that was found.
	Name string
	// Inode is the namespace's, 0 if it is not known.
	Inode uint64
	// Err is the cause. A syscall.Errno such as EMFILE is found in it by errors.Is,
	// and so is fs.ErrNotExist where there is no such namespace.
	Err error

	kind error // one of the errors above, or nil
}

// Error returns one line that names the namespace and the reason.
func (e *NamespaceError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *NamespaceError) Unwrap() error { return e.Err }

// Is tells whether the error is ErrGone, ErrNotPermitted or ErrNotNamespace.
func (e *NamespaceError) Is(target error) bool {
	return target == e.kind || target == ErrNotPermitted && errors.Is(e.Err, fs.ErrPermission)
}

// LineError says that a line of a table is not a row. It is reported for the
// first such line of a table only; all of them are left out of the list.
type LineError struct {
	Path string // the table
	Line int    // counted from 1
}

// Error returns the file, the number of the line and the reason.
func (e *LineError) Error() string {
	return e.Path + ":" + strconv.Itoa(e.Line) + ": line is not a row of the table"
}
