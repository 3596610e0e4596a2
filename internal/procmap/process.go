package procmap

import (
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// process is one process while its descriptors are read. One with many of
// them is read by several workers.
type process struct {
	pid     []byte // the name of its directory in /proc
	thread  []byte // the path below /proc of that of its threads whose descriptors are read; nil for all of them
	own     bool   // it is this process
	rank    uint32 // its place in the order of that directory
	workers int    // that read it; guarded by Scan.mu

	unwanted bool        // its sockets are not looked for
	refused  atomic.Bool // it has been counted among the unread
	fds      int         // descriptor of its open fd directory; -1 before

	mu      sync.Mutex
	ended   bool   // no entries of the fd directory are left
	owner   *Owner // of its sockets; nil if its names were not read, or not readable
	program string // the name that it runs under, as it has it, for Only
	asked   bool   // its names were read
}

// read returns the next entries of the fd directory, in buf.
func (p *process) read(buf []byte) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended {
		return nil
	}
	entries := readEntries(p.fds, buf)
	p.ended = len(entries) == 0
	return entries
}

// identify makes sure that the names that are asked for have been read and reports
// whether they could be, and whether this call has done it. netstat knows no owner
// whose cmdline it cannot read.
func (p *process) identify(s *Scan, buf []byte) (known, first bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.asked {
		return p.owner != nil, false
	}
	p.asked = true
	if s.search.Names == Comms && !s.search.Every {
		if comm, ok := s.comm(p.pid, buf); ok {
			p.owner = &Owner{PID: parsePID(p.pid), Comm: comm}
		}
		return p.owner != nil, p.owner != nil
	}
	dir := p.pid
	if p.thread != nil {
		dir = p.thread // the first thread may have ended, and has no arguments then
	}
	path := append(append(buf[:0], dir...), "/cmdline\x00"...)
	fd, errno := s.open(path, 0)
	if errno != 0 {
		return false, false
	}
	// The kernel may wait for the process's memory here, so the scheduler
	// is told.
	n, err := unix.Read(fd, buf[:cmdlineSize])
	unix.Close(fd)
	if err != nil {
		return false, false
	}
	p.owner = newOwner(p.pid, buf[:n])
	if len(s.search.Only.Programs) > 0 {
		p.program = string(programName(buf[:n]))
	}
	if s.search.Every || s.search.Names == AllNames {
		p.owner.Comm, _ = s.comm(p.pid, buf)
	}
	return true, true
}

// hasEnded tells whether a process is there no more. The links of one that ends
// while they are read are refused by the kernel (proc_pid_readlink in fs/proc/base.c)
// as those of another user's are.
func (s *Scan) hasEnded(p *process, buf []byte) bool {
	fd, errno := openAt(s.proc, append(append(buf[:0], p.pid...), 0), unix.O_PATH|unix.O_DIRECTORY)
	if errno == 0 {
		unix.Close(fd)
	}
	return errno == unix.ENOENT
}
