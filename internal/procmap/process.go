package procmap

import (
	"sync"

	"golang.org/x/sys/unix"
)

// process is one process while its descriptors are read. One with many of
// them is read by several workers.
type process struct {
	pid     []byte // the name of its directory in /proc
	own     bool   // it is this process
	rank    uint32 // its place in the order of that directory
	workers int    // that read it; guarded by Scan.mu

	unwanted bool // its sockets are not looked for
	fds      int  // descriptor of its open fd directory; -1 before

	mu      sync.Mutex
	ended   bool   // no entries of the fd directory are left
	owner   *Owner // of its sockets; nil if cmdline was not read, or not readable
	program string // the name that it runs under, as it has it, for Only
	asked   bool   // cmdline was read
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

// identify makes sure that cmdline has been read and reports whether it could
// be, and whether this call has done it. netstat knows no owner otherwise.
func (p *process) identify(s *Scan, buf []byte) (known, first bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.asked {
		return p.owner != nil, false
	}
	p.asked = true
	path := append(append(buf[:0], p.pid...), "/cmdline\x00"...)
	fd, errno := s.open(path, 0)
	if errno != 0 {
		return false, false
	}
	defer unix.Close(fd)
	// The kernel may wait for the process's memory here, so the scheduler
	// is told.
	n, err := unix.Read(fd, buf[:cmdlineSize])
	if err != nil {
		return false, false
	}
	p.owner = newOwner(p.pid, buf[:n])
	if len(s.only.Programs) > 0 {
		p.program = string(programName(buf[:n]))
	}
	return true, true
}
