package procmap

import (
	"bytes"
	"strconv"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/visible"
)

// commSize is how much is read of a comm: the kernel keeps 16 bytes with the
// final NUL (TASK_COMM_LEN), and shows 64 of those of its own threads.
const commSize = 64

// Comm returns what the kernel calls a process (proc_pid_comm(5)): the beginning
// of its executable's name, unless it has chosen another by prctl(2). It has a dot
// for each character that does not print and each byte that is no UTF-8, and is
// empty if the process has ended.
func Comm(proc string, pid int) string {
	fd, err := unix.Open(proc+"/"+strconv.Itoa(pid)+"/comm", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return ""
	}
	defer unix.Close(fd)
	return readComm(fd, make([]byte, commSize))
}

// readComm reads an open comm, into a buffer that has room for it.
func readComm(fd int, buf []byte) string {
	n, err := unix.Read(fd, buf[:commSize])
	if err != nil || n == 0 {
		return ""
	}
	return visible.Text(bytes.TrimSuffix(buf[:n], []byte("\n")), -1)
}
