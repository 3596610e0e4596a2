package procmap

import (
	"math"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// The descriptors in /proc/PID/fd are those of a process's first thread. Nearly
// always they are those of all its threads. A thread that has called
// unshare(CLONE_FILES) has its own, and the first thread has none when it has
// ended before the others. Both are rare, so threads are looked at only if a
// socket has no owner otherwise.

// lacksOwners tells whether a socket may have an owner that has not been found,
// once all workers have ended.
func (s *Scan) lacksOwners() bool {
	return s.ctx.Err() == nil && (s.wanted.Load() == nil || s.missing.Load() > 0)
}

// readThreads reads the descriptors of threads that have others than the first
// thread of their process.
func (s *Scan) readThreads() {
	w := newWorker(s)
	w.folded = s.wanted.Load() != nil
	compares := s.showsUs()
	for _, p := range s.asked {
		if s.ctx.Err() != nil {
			break
		}
		// The kernel counts threads as links of the directory that lists them
		// (proc_task_getattr in fs/proc/base.c).
		var st unix.Stat_t
		if !p.unwanted && unix.Fstatat(s.proc, string(p.pid)+"/task", &st, 0) == nil && st.Nlink >= 2+2 {
			w.readThreads(p, compares)
		}
	}
	w.hand()
}

// showsUs tells whether processes have the same numbers in the proc directory as
// in system calls, so that kcmp(2) can be asked about them.
func (s *Scan) showsUs() bool {
	if !s.real {
		return false
	}
	var buf [16]byte
	n, err := unix.Readlinkat(s.proc, "self", buf[:])
	return err == nil && string(buf[:n]) == strconv.Itoa(os.Getpid())
}

// readThreads reads those threads of a process that have descriptors of their own.
// Where kcmp(2) may not tell, it is only for a process whose first thread has
// none.
func (w *worker) readThreads(p *process, compares bool) {
	fd, errno := w.scan.open(append(append(w.path[:0], p.pid...), "/task\x00"...), unix.O_DIRECTORY)
	if errno != 0 {
		return
	}
	tids := readNumbers(fd)
	unix.Close(fd)
	pid := parsePID(p.pid)
	compares = compares && haveSameFiles(pid, pid) == same
	before := pid
	for _, tid := range tids {
		if tid == pid || w.scan.ctx.Err() != nil {
			continue
		}
		if compares {
			// Threads that share a table mostly follow each other.
			if haveSameFiles(pid, tid) != other || before != pid && haveSameFiles(before, tid) == same {
				continue
			}
			before = tid
		} else if w.hasDescriptors(p) {
			return
		}
		w.readThread(p, tid)
	}
}

// readNumbers returns the names in a directory that are those of tasks.
func readNumbers(dir int) (numbers []int) {
	buf := make([]byte, entriesSize)
	for entries := readEntries(dir, buf); len(entries) > 0; entries = readEntries(dir, buf) {
		for {
			var name []byte
			name, entries = nextEntry(entries)
			if len(name) == 0 {
				break
			}
			if isPID(name[:len(name)-1]) {
				numbers = append(numbers, parsePID(name[:len(name)-1]))
			}
		}
	}
	return numbers
}

// hasDescriptors tells whether the first thread of a process has descriptors, or
// may have.
func (w *worker) hasDescriptors(p *process) bool {
	fd, errno := w.scan.open(append(append(w.path[:0], p.pid...), "/fd\x00"...), unix.O_DIRECTORY)
	if errno != 0 {
		return true
	}
	defer unix.Close(fd)
	return len(readNumbers(fd)) > 0
}

// readThread claims the sockets among the descriptors of a thread for its process.
func (w *worker) readThread(p *process, tid int) {
	p.thread = append(append(append([]byte(nil), p.pid...), "/task/"...), strconv.Itoa(tid)...)
	fd, errno := w.scan.open(append(append(w.path[:0], p.thread...), "/fd\x00"...), unix.O_DIRECTORY)
	if errno != 0 {
		w.scan.miss(errno)
		return
	}
	defer unix.Close(fd)
	p.fds = fd
	for entries := readEntries(fd, w.entries); len(entries) > 0; entries = readEntries(fd, w.entries) {
		w.readLinks(p, entries)
	}
}

// What kcmp(2) says of two tasks.
const (
	same    = 0
	other   = 1
	unknown = -1
)

// haveSameFiles tells whether two tasks share their descriptors.
func haveSameFiles(a, b int) int {
	const kcmpFiles = 2 // KCMP_FILES of linux/kcmp.h
	order, _, errno := unix.RawSyscall6(unix.SYS_KCMP, uintptr(a), uintptr(b), kcmpFiles, 0, 0, 0)
	switch {
	case errno != 0 || order > math.MaxInt8:
		return unknown
	case order == 0:
		return same
	}
	return other
}
