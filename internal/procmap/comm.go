package procmap

import (
	"bytes"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/visible"
)

// commSize is how much is read of a comm: the kernel keeps 16 bytes with the
// final NUL (TASK_COMM_LEN), and shows 64 of those of its own threads.
const commSize = 64

// comm reads what the kernel calls a process (proc_pid_comm(5)): the beginning of
// its executable's name, unless it has chosen another by prctl(2). It has a dot for
// each character that does not print and each byte that is no UTF-8. It tells
// whether it could be read.
func (s *Scan) comm(pid, buf []byte) (string, bool) {
	fd, errno := s.open(append(append(buf[:0], pid...), "/comm\x00"...), 0)
	if errno != 0 {
		return "", false
	}
	defer unix.Close(fd)
	n, err := unix.Read(fd, buf[:commSize])
	if err != nil {
		return "", false
	}
	return visible.Text(bytes.TrimSuffix(buf[:n], []byte("\n")), -1), true
}
