package sockdiag

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Usable tells whether the kernel's own answers are what a proc directory
// shows: it is a real procfs, of the PID namespace of this process, and nothing
// has been mounted over the directory "net" in it or over the tables of these
// names. A made-up tree, a container's or another host's is read as it is.
func Usable(proc string, tables ...string) bool {
	if !isProcfs(proc) || !isProcfs(proc+"/net") {
		return false
	}
	for _, table := range tables {
		if !isProcfs(proc + "/net/" + table) {
			return false
		}
	}
	self, err := os.Readlink(proc + "/self")
	return err == nil && self == strconv.Itoa(os.Getpid())
}

func isProcfs(path string) bool {
	var fs unix.Statfs_t
	for {
		switch err := unix.Statfs(path, &fs); err {
		case nil:
			return fs.Type == unix.PROC_SUPER_MAGIC
		case unix.EINTR:
			continue
		default:
			return false
		}
	}
}
