package netns

import (
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// kinds are the types of namespaces, by the clone flag that makes one.
var kinds = map[int]string{
	unix.CLONE_NEWCGROUP: "cgroup",
	unix.CLONE_NEWIPC:    "IPC",
	unix.CLONE_NEWNS:     "mount",
	unix.CLONE_NEWPID:    "PID",
	unix.CLONE_NEWTIME:   "time",
	unix.CLONE_NEWUSER:   "user",
	unix.CLONE_NEWUTS:    "UTS",
}

// kindError says what a file is that is no network namespace.
type kindError string

func (e kindError) Error() string {
	return "not a network namespace (" + string(e) + ")"
}

// openFile opens a namespace file, following symbolic links, and returns it
// with the namespace's inode. The error does not name the path: a kindError if
// something else is there, otherwise a unix.Errno.
//
// The path may be anything, a FIFO or a watchdog device included. So it is
// opened with O_PATH, which only looks, and is opened for good only once the
// file system says that it is on nsfs. Going through /proc/self/fd for that
// makes sure that it is the same file.
func openFile(path string) (*os.File, uint64, error) {
	look, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err == unix.ENOENT && isLink(path) {
		return nil, 0, kindError("symbolic link to a missing file")
	}
	if err != nil {
		return nil, 0, err
	}
	defer unix.Close(look)
	var fs unix.Statfs_t
	if err := unix.Fstatfs(look, &fs); err != nil {
		return nil, 0, err
	}
	var st unix.Stat_t
	if err := unix.Fstat(look, &st); err != nil {
		return nil, 0, err
	}
	if int64(fs.Type) != unix.NSFS_MAGIC {
		return nil, 0, kindError(fileType(st.Mode))
	}
	fd, err := unix.Open(ownProc+"/self/fd/"+strconv.Itoa(look), unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, 0, err
	}
	file := os.NewFile(uintptr(fd), path)
	kind, err := unix.IoctlRetInt(fd, unix.NS_GET_NSTYPE)
	if err != nil {
		file.Close()
		return nil, 0, err
	}
	if kind != unix.CLONE_NEWNET {
		file.Close()
		name, ok := kinds[kind]
		if !ok {
			name = fmt.Sprintf("type %#x", kind)
		}
		return nil, 0, kindError(name + " namespace")
	}
	return file, st.Ino, nil
}

// inspect returns the inode of a namespace file, or an error as openFile does.
func inspect(path string) (uint64, error) {
	file, inode, err := openFile(path)
	if err != nil {
		return 0, err
	}
	return inode, file.Close()
}

func isLink(path string) bool {
	var st unix.Stat_t
	return unix.Lstat(path, &st) == nil && st.Mode&unix.S_IFMT == unix.S_IFLNK
}

// fileType names the type of a file by the mode that stat(2) gave.
func fileType(mode uint32) string {
	switch mode & unix.S_IFMT {
	case unix.S_IFREG:
		return "regular file"
	case unix.S_IFDIR:
		return "directory"
	case unix.S_IFIFO:
		return "pipe"
	case unix.S_IFSOCK:
		return "socket"
	case unix.S_IFCHR, unix.S_IFBLK:
		return "device"
	default:
		return "file of another type"
	}
}
