package netns

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// errMoved says that a process has ended or does not live in the namespace.
var errMoved = errors.New("no process lives in the network namespace")

// openThroughResident opens a table through the first resident that still
// lives in the namespace. The error is errMoved if there is none.
func (n *Namespace) openThroughResident(table string) (*os.File, error) {
	for _, search := range []bool{false, true} {
		residents, err := n.current(search)
		if err != nil {
			return nil, err
		}
		for _, who := range residents {
			file, err := n.openThrough(who, table)
			if !errors.Is(err, errMoved) {
				return file, err
			}
			n.forget(who)
		}
	}
	return nil, errMoved
}

// openThrough opens a table through one resident. The error is errMoved if it
// is none, and otherwise a unix.Errno about the table.
//
// The descriptor of the resident's directory stands for that one process, even
// if another gets its PID. Its namespace is checked before and after the table
// is opened: it may change its namespace at any time.
func (n *Namespace) openThrough(who resident, table string) (*os.File, error) {
	dir, err := unix.Open(n.finder.config.Proc+"/"+who, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, movedIfAbsent(err)
	}
	defer unix.Close(dir)
	if err := n.houses(dir); err != nil {
		return nil, err
	}
	fd, openErr := unix.Openat(dir, "net/"+table, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err := n.houses(dir); err != nil {
		if openErr == nil {
			unix.Close(fd)
		}
		return nil, err
	}
	if openErr != nil {
		return nil, openErr
	}
	return os.NewFile(uintptr(fd), n.finder.config.table(table)), nil
}

// houses checks that the process of a directory in /proc lives here.
func (n *Namespace) houses(dir int) error {
	if n.Inode == 0 {
		tables, err := tablesInode(dir, "net/dev")
		if err == nil && tables != n.tables {
			err = errMoved
		}
		return movedIfAbsent(err)
	}
	inode, err := linkedInode(dir, "ns/net")
	if err != nil {
		return movedIfAbsent(err)
	}
	if inode != n.Inode {
		return errMoved
	}
	return nil
}

// movedIfAbsent turns the errors that tell of a process which has ended, or
// which may not be looked at any more, into errMoved. Others, such as EMFILE,
// would meet every process.
func movedIfAbsent(err error) error {
	switch err {
	case unix.ENOENT, unix.ESRCH, unix.EACCES, unix.EPERM, unix.ENOTDIR, unix.EINVAL:
		return errMoved
	default:
		return err
	}
}

// openInside opens a table from within the namespace.
func (n *Namespace) openInside(table string) (*os.File, error) {
	fd := -1
	err := n.enter(func() (err error) {
		fd, err = unix.Open(ownProc+"/thread-self/net/"+table, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		return err
	})
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), n.finder.config.table(table)), nil
}
