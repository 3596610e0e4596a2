package procmap

import (
	"context"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// Scan is a scan of all processes, which runs in the background.
type Scan struct {
	ctx  context.Context
	proc int // descriptor of the proc directory
	err  error
	done chan struct{} // closed when owners is set

	wanted  atomic.Pointer[table] // what Limit has asked for; nil: all sockets
	missing atomic.Int64          // how many of them have no owner yet
	// finalRank is noRank until nothing is missing. Then it is the rank of a
	// process after which no process can own a wanted socket.
	finalRank atomic.Uint32

	denied atomic.Bool // some process denied access to its descriptors
	found  atomic.Bool // some socket has an owner, wanted or not

	mu      sync.Mutex
	changed sync.Cond  // shared or working has changed
	listed  []byte     // entries of the proc directory not looked at yet
	listing []byte     // where they are read to; nil after the last
	ranks   uint32     // how many processes have been taken from it
	shared  []*process // those with descriptors left for other workers
	working int        // workers that have a process
	claims  []claim    // of the workers that have ended, before Limit
	known   []*process // that own a socket
	owners  *Owners
}

// claim says that a process, known by its rank, holds a socket.
type claim struct {
	inode uint64
	rank  uint32
}

// Start begins to scan the processes under proc, which is "/proc" except in
// tests. The scan ends early, without a result, when ctx is done.
func Start(ctx context.Context, proc string) *Scan {
	s := &Scan{ctx: ctx, done: make(chan struct{}), listing: make([]byte, 8<<10)}
	s.changed.L = &s.mu
	s.finalRank.Store(noRank)
	var err error
	s.proc, err = unix.Open(proc, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		s.err = &os.PathError{Op: "open", Path: proc, Err: err}
		s.owners = &Owners{sockets: newTable(0), notice: NoneReadable}
		close(s.done)
		return s
	}
	var workers sync.WaitGroup
	for range workerCount() {
		workers.Go(func() { newWorker(s).run() })
	}
	go func() {
		workers.Wait()
		unix.Close(s.proc)
		s.finish()
		close(s.done)
	}()
	return s
}

// workerCount returns how many workers can share the processors, and the
// descriptors that this process may open: a worker holds two at a time.
func workerCount() int {
	const spare = 8
	workers := runtime.GOMAXPROCS(0)
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) == nil && limit.Cur < uint64(spare+2*workers) {
		workers = max(1, (int(limit.Cur)-spare)/2)
	}
	return workers
}

// Limit tells the scan that no sockets but those with these inodes will be
// looked up, so that it can end as soon as their owners are known. It may be
// called at any time; only the first call counts.
func (s *Scan) Limit(inodes []uint64) {
	wanted := newTable(len(inodes))
	count := 0
	for _, inode := range inodes {
		if inode == noInode {
			continue
		}
		if _, added := wanted.add(inode); added {
			count++
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owners != nil || s.wanted.Load() != nil {
		return
	}
	s.missing.Store(int64(count))
	if count == 0 {
		s.finalRank.Store(0)
	}
	s.wanted.Store(&wanted)
}

// Wait waits for the end of the scan. The owners are nil only if the context
// was done before; if proc could not be opened, there are none and an error.
func (s *Scan) Wait() (*Owners, error) {
	<-s.done
	return s.owners, s.err
}

// next returns the process that a worker goes on with, after the one that it
// has come to the end of, if any. It is nil when nothing is left to be done.
func (s *Scan) next(previous *process) *process {
	s.mu.Lock()
	defer s.mu.Unlock()
	if previous != nil {
		s.release(previous)
	}
	for s.ctx.Err() == nil {
		if len(s.shared) > 0 {
			return s.take(s.shared[0])
		}
		if pid := s.nextPID(); pid != nil {
			p := &process{pid: pid, rank: s.ranks, fds: -1}
			s.ranks++
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

func (s *Scan) take(p *process) *process {
	p.workers++
	s.working++
	return p
}

func (s *Scan) release(p *process) {
	p.workers--
	s.working--
	for i, other := range s.shared {
		if other == p {
			s.shared = append(s.shared[:i], s.shared[i+1:]...)
			break
		}
	}
	if p.workers == 0 && p.fds >= 0 {
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

// searching reports whether a process of this rank may own a wanted socket
// whose owner is not known for certain.
func (s *Scan) searching(rank uint32) bool { return rank < s.finalRank.Load() }

// settled reports whether no further process can change the outcome: neither
// the owner of a wanted socket nor the notice.
func (s *Scan) settled() bool {
	return s.finalRank.Load() != noRank && s.found.Load() && s.denied.Load()
}

// claimWanted makes the process of this rank the owner of a wanted socket.
func (s *Scan) claimWanted(wanted *table, slot int, rank uint32) {
	if wanted.claim(slot, rank) && s.missing.Add(-1) == 0 {
		s.finalRank.Store(wanted.lastRank())
	}
}

// finish makes the owners of what the workers have found.
func (s *Scan) finish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ctx.Err(); err != nil {
		s.err = err
		return
	}
	o := &Owners{processes: make([]*Owner, s.ranks)}
	for _, p := range s.known {
		o.processes[p.rank] = p.owner
	}
	if wanted := s.wanted.Load(); wanted != nil {
		o.sockets = *wanted
		for _, c := range s.claims {
			if slot := o.sockets.find(c.inode); slot >= 0 {
				o.sockets.claim(slot, c.rank)
			}
		}
	} else {
		o.sockets = newTable(len(s.claims))
		for _, c := range s.claims {
			slot, _ := o.sockets.add(c.inode)
			o.sockets.claim(slot, c.rank)
		}
	}
	switch {
	case s.denied.Load() && s.found.Load():
		o.notice = SomeDenied
	case s.denied.Load():
		o.notice = NoneReadable
	}
	s.owners = o
	s.claims, s.known = nil, nil
}
