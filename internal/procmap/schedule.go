package procmap

import (
	"slices"

	"golang.org/x/sys/unix"
)

// next returns the process that a worker goes on with, after the one that it
// has come to the end of, if any. It is nil when nothing is left to be done.
func (s *Scan) next(previous *process) *process {
	if previous != nil {
		s.release(previous)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.ctx.Err() == nil {
		if len(s.shared) > 0 {
			return s.take(s.shared[0])
		}
		if pid := s.nextPID(); pid != nil {
			p := &process{pid: pid, rank: s.ranks, fds: -1, own: isOwn(pid) && s.showsUs()}
			s.ranks++
			if s.search.Every {
				s.asked = append(s.asked, p)
			}
			return s.take(p)
		}
		if s.working == 0 {
			break
		}
		s.changed.Wait()
	}
	s.changed.Broadcast()
	return nil
}

// take gives the process to one more worker.
func (s *Scan) take(p *process) *process {
	p.workers++
	s.working++
	return p
}

// release takes the process back from a worker that has come to its end.
func (s *Scan) release(p *process) {
	s.mu.Lock()
	p.workers--
	s.working--
	last := p.workers == 0
	if i := slices.Index(s.shared, p); i >= 0 {
		s.shared = slices.Delete(s.shared, i, i+1)
	}
	s.mu.Unlock()
	if last && p.fds >= 0 {
		unix.Close(p.fds)
	}
}

// share lets other workers read the process too.
func (s *Scan) share(p *process) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shared = append(s.shared, p)
	s.changed.Broadcast()
}

// nextPID returns the name of the next process, in the order of the
// directory, or nil when there are no others or none that matter.
func (s *Scan) nextPID() []byte {
	for s.listing != nil && !s.settled() {
		if len(s.listed) == 0 {
			s.listed = readEntries(s.proc, s.listing)
			if len(s.listed) == 0 {
				s.listing = nil
			}
			continue
		}
		var name []byte
		name, s.listed = nextEntry(s.listed)
		if len(name) > 0 && isPID(name[:len(name)-1]) {
			return append([]byte(nil), name[:len(name)-1]...)
		}
	}
	return nil
}
