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
type kindError struct {
	kind string
	// unused tells that it is an empty regular file which gives no rights to
	// anyone. Ip-netns(8) makes such a file before it mounts a namespace over it,
	// and takes it away after it has unmounted that.
	unused bool
}

func (e kindError) Error() string { return ErrKind.Error() + " (" + e.kind + ")" }

// Unwrap returns ErrKind.
func (e kindError) Unwrap() error { return ErrKind }

// ofType is the kindError of a file with this mode and size, as stat(2) gives
// them.
func ofType(mode uint32, size uint64) kindError {
	regular := mode&unix.S_IFMT == unix.S_IFREG
	return kindError{kind: fileType(mode), unused: regular && mode&0o777 == 0 && size == 0}
}

// openFile opens a namespace file, following symbolic links, and returns it
// with the namespace's inode. The error does not name the path: a kindError if
// something else is there, otherwise a unix.Errno.
//
// The path may be anything, a FIFO or a watchdog device included. So it is
// opened with O_PATH, which only looks.
func openFile(path string) (*os.File, uint64, error) {
	look, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err == unix.ENOENT && isLink(path) {
		return nil, 0, kindError{kind: "symbolic link to a missing file"}
	}
	if err != nil {
		return nil, 0, err
	}
	defer unix.Close(look)
	return openLook(look, path)
}

// openLook opens what was looked at for good, once it is known to be on nsfs.
// Going through /proc/self/fd for that makes sure that it is the same file.
func openLook(look int, path string) (*os.File, uint64, error) {
	inode, err := inodeOnNSFS(look)
	if err != nil {
		return nil, 0, err
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
		return nil, 0, kindError{kind: name + " namespace"}
	}
	return file, inode, nil
}

// inodeOnNSFS returns the inode of a file that was opened with O_PATH if it is
// on nsfs, and otherwise a kindError. It never asks a file system that a user
// serves (fuse(4)) or another machine, which may not answer: statx(2) gives what
// the kernel knows, and there is one nsfs, that of the program's own namespace.
func inodeOnNSFS(look int) (uint64, error) {
	its, err := cached(look, "")
	if err == unix.ENOSYS || err == unix.EPERM { // before Linux 4.11, or filtered
		return inodeByStatfs(look)
	}
	if err != nil {
		return 0, err
	}
	own, err := cached(unix.AT_FDCWD, ownProc+"/self/ns/net")
	if err != nil || its.Dev_major != own.Dev_major || its.Dev_minor != own.Dev_minor {
		return 0, ofType(uint32(its.Mode), its.Size)
	}
	return its.Ino, nil
}

// cached returns what the kernel knows of a file by itself.
func cached(dir int, path string) (st unix.Statx_t, err error) {
	err = unix.Statx(dir, path, unix.AT_EMPTY_PATH|unix.AT_STATX_DONT_SYNC|unix.AT_NO_AUTOMOUNT,
		unix.STATX_TYPE|unix.STATX_MODE|unix.STATX_SIZE|unix.STATX_INO, &st)
	return st, err
}

// inodeByStatfs is inodeOnNSFS without statx(2).
func inodeByStatfs(look int) (uint64, error) {
	var fs unix.Statfs_t
	if err := unix.Fstatfs(look, &fs); err != nil {
		return 0, err
	}
	var st unix.Stat_t
	if err := unix.Fstat(look, &st); err != nil {
		return 0, err
	}
	if int64(fs.Type) != unix.NSFS_MAGIC {
		return 0, ofType(st.Mode, uint64(st.Size))
	}
	return st.Ino, nil
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
