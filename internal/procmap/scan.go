package procmap

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// Scan is a scan of all processes, which runs in the background.
type Scan struct {
	ctx    context.Context
	search Search
	all    bool // read every descriptor: more than the first owners is wanted
	proc   int  // descriptor of the proc directory
	real   bool // it is the kernel's, not a made-up tree
	err    error
	done   chan struct{} // closed when owners is set

	frugal bool // no two files of a process are open at a time

	wanted  atomic.Pointer[table] // what Limit has asked for; nil: all sockets
	missing atomic.Int64          // how many of them have no owner yet; 1 before it is known which
	// finalRank is noRank until nothing is missing. Then it is the rank of a
	// process after which no process can own a wanted socket.
	finalRank atomic.Uint32

	denied  atomic.Bool // some process denied access to its descriptors
	refused atomic.Bool // some process did not let its descriptors be read, which netstat does not say

	unread atomic.Int64  // processes whose descriptors could not all be read
	missed atomic.Uint32 // the unix.Errno of one whose descriptors were not read, or 0
	found  atomic.Bool   // some socket has an owner, wanted or not

	waits atomic.Int64 // for a descriptor, each of a millisecond
	short atomic.Bool  // there was none for some file in the end

	mu      sync.Mutex
	changed sync.Cond  // shared or working has changed
	listed  []byte     // entries of the proc directory not looked at yet
	listing []byte     // where they are read to; nil after the last
	ranks   uint32     // how many processes have been taken from it
	shared  []*process // those with descriptors left for other workers
	working int        // workers that have a process
	claims  claimList  // made before Limit, or all with Every, by the workers that have ended
	asked   []*process // whose threads are to be looked at, with Every
	known   []*process // that own a socket, and perhaps others
	netns   []NetNS
	owners  *Owners
}

// Start begins to scan the processes under proc, usually "/proc", or only some
// of them, for the first owners of sockets. The scan ends early, without a
// result, when ctx is done.
func Start(ctx context.Context, proc string, only Only) *Scan {
	return Search{Only: only}.Start(ctx, proc)
}

// StartAll is Start of a scan that reads every descriptor of every process,
// whatever only and Limit say, and notes those of network namespaces.
func StartAll(ctx context.Context, proc string, only Only) *Scan {
	return Search{Only: only, NetNS: true}.Start(ctx, proc)
}

// Start begins a scan for what is searched.
func (search Search) Start(ctx context.Context, proc string) *Scan {
	s, err := newScan(ctx, proc)
	s.search, s.all = search, search.NetNS || search.Every
	if err != nil {
		s.err = err
		s.owners = &Owners{sockets: newTable(0), notice: NoneReadable}
		close(s.done)
		return s
	}
	var workers sync.WaitGroup
	count, frugal := workerCount()
	s.frugal = frugal
	for range count {
		workers.Go(func() { newWorker(s).run() })
	}
	go func() {
		workers.Wait()
		if s.search.Every && s.lacksOwners() {
			s.readThreads()
		}
		unix.Close(s.proc)
		s.finish()
		close(s.done)
	}()
	return s
}

// newScan returns a scan that has no workers yet.
func newScan(ctx context.Context, proc string) (*Scan, error) {
	s := &Scan{ctx: ctx, done: make(chan struct{}), listing: make([]byte, 8<<10)}
	s.changed.L = &s.mu
	s.finalRank.Store(noRank)
	s.missing.Store(1)
	var err error
	s.proc, err = unix.Open(proc, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	switch err {
	case nil:
		var fs unix.Statfs_t
		s.real = unix.Fstatfs(s.proc, &fs) == nil && fs.Type == unix.PROC_SUPER_MAGIC
		return s, nil
	case unix.EMFILE, unix.ENFILE:
		return s, ErrTooFewFiles
	}
	return s, &os.PathError{Op: "open", Path: proc, Err: err}
}

// spare is how many of the descriptors that this process may open are not for
// workers, but for the standard streams, the runtime and tables.
const spare = 14

// workerCount returns how many workers can share the processors, and the
// descriptors: a worker holds two at a time. The single one that is left where
// there are few descriptors is frugal: it holds one at a time.
func workerCount() (workers int, frugal bool) {
	workers = runtime.GOMAXPROCS(0)
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Cur >= uint64(spare+2*workers) {
		return workers, false
	}
	return max(1, (int(limit.Cur)-spare)/2), limit.Cur < spare+2
}

// open opens a path below proc, which ends in a NUL. When this process has no
// descriptors left, it waits for some to be closed, but for all files of a
// scan together not longer than a second. It does not wait by time.Sleep, for
// which Go's runtime opens descriptors of its own and dies when there are none.
func (s *Scan) open(path []byte, flags int) (int, unix.Errno) {
	const patience = 1000
	for {
		fd, errno := openAt(s.proc, path, flags)
		if errno != unix.EMFILE && errno != unix.ENFILE {
			return fd, errno
		}
		if s.waits.Load() >= patience {
			s.short.Store(true)
			return fd, errno
		}
		s.waits.Add(1)
		pause := unix.NsecToTimespec(int64(time.Millisecond))
		unix.Nanosleep(&pause, nil)
	}
}

// Limit tells the scan that no sockets but those with these inodes will be
// looked up, so that it can end as soon as their owners are known. It may be
// called at any time; only the first call counts.
func (s *Scan) Limit(inodes []uint64) {
	wanted := newTable(len(inodes))
	count := 0
	for _, inode := range inodes {
		// The kernel writes inode 0 for a socket without a file, as in
		// TIME_WAIT, and never has a link to it. Waiting for its owner would
		// make the scan read every process.
		if inode == noInode || inode == 0 && s.real {
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

// ErrTooFewFiles is the error of a scan that could not open every process. It
// wraps unix.EMFILE.
var ErrTooFewFiles = fmt.Errorf("not all programs of sockets are known: %w", unix.EMFILE)

// Wait waits for the end of the scan. The owners are nil only if the context
// was done before; if proc could not be opened, there are none and an error.
// With ErrTooFewFiles there may be some.
func (s *Scan) Wait() (*Owners, error) {
	<-s.done
	return s.owners, s.err
}

// searching reports whether a process of this rank may own a wanted socket
// whose owner is not known for certain.
func (s *Scan) searching(rank uint32) bool { return rank < s.finalRank.Load() }

// settled reports whether no further process can change the outcome: neither
// the owner of a wanted socket nor the notice.
func (s *Scan) settled() bool {
	return !s.all && s.finalRank.Load() != noRank && s.found.Load() && s.denied.Load()
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
	} else {
		o.sockets = newTable(s.claims.len())
		for c := range s.claims.all {
			o.sockets.add(c.inode)
		}
	}
	for c := range s.claims.all {
		if slot := o.sockets.find(c.inode); slot >= 0 {
			o.sockets.claim(slot, c.rank)
		}
	}
	if s.search.Every {
		o.share(s.claims)
	}
	switch {
	case s.denied.Load() && s.found.Load():
		o.notice = SomeDenied
	case s.denied.Load():
		o.notice = NoneReadable
	}
	if s.short.Load() && s.missing.Load() > 0 {
		s.err = ErrTooFewFiles
	}
	s.owners = o
	s.claims, s.known, s.asked = nil, nil, nil
}
