package procmap

import (
	"context"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Find finds the processes under proc that a scan of only these would read, by
// their PIDs. Those that /proc does not show, or whose name it does not tell,
// are not among them.
func Find(ctx context.Context, proc string, only Only) (pids []int) {
	s, err := newScan(ctx, proc)
	if err != nil {
		return nil
	}
	defer unix.Close(s.proc)
	s.search.Only = only
	w := newWorker(s)
	for pid := s.nextPID(); pid != nil && ctx.Err() == nil; pid = s.nextPID() {
		p := &process{pid: pid, fds: -1}
		if _, err := os.Lstat(proc + "/" + string(pid)); err == nil && w.wants(p) {
			pids = append(pids, parsePID(pid))
		}
	}
	return pids
}

// Readable tells whether it may be read which sockets a process has. The error
// is ENOENT if there is no such process.
func Readable(proc string, pid int) error {
	dir, err := os.Open(proc + "/" + strconv.Itoa(pid) + "/fd")
	if err != nil {
		return err
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(1)
	for _, name := range names {
		_, err = os.Readlink(dir.Name() + "/" + name)
	}
	return err
}
