package netns

import (
	"context"
	"runtime"
	"sync"

	"github.com/gonetstat/gonetstat/internal/process"
)

// Finder finds namespaces, for one run of a program. Where processes live it
// asks them once for all the namespaces that it finds. Its methods, and those of
// the namespaces that it has found, may be called concurrently.
type Finder struct {
	ctx    context.Context
	config Config

	visits chan struct{} // holds one value for each visit to another namespace

	mu     sync.Mutex
	census *census // the latest one
	round  int     // how many there have been
}

// NewFinder returns a Finder. All its searches end with ctx.
func NewFinder(ctx context.Context, c Config) *Finder {
	return &Finder{
		ctx:    ctx,
		config: c.withDefaults(),
		visits: make(chan struct{}, mostVisits()),
	}
}

// mostVisits is how many threads may be in other namespaces at a time. Opening a
// table there keeps a processor busy, so more than there are processors gain
// nothing. Each has a descriptor of its own.
func mostVisits() int {
	if process.Scarce() {
		return 1
	}
	return runtime.GOMAXPROCS(0)
}

// all takes a census of all processes.
func (f *Finder) all() (*census, int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.begin(); err != nil {
		return nil, 0, err
	}
	return f.census, f.round, f.census.take(f.ctx, 0)
}

// residents returns some of those who live in a namespace, or none if nobody
// does, and the number of the census that has found them: a later one than the
// census after, whose residents have left. The error is the context's.
func (f *Finder) residents(inode uint64, after int) ([]resident, int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.round <= after {
		// Without a list of processes none is found, and entering is left.
		_ = f.begin()
	}
	if f.census == nil {
		return nil, f.round, f.ctx.Err()
	}
	err := f.census.take(f.ctx, inode)
	return f.census.residents[inode], f.round, err
}

// everyone returns all who live in a namespace, as the latest census has them.
func (f *Finder) everyone(inode uint64) []resident {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.census == nil {
		_ = f.begin()
	}
	if f.census == nil || inode == 0 || f.census.take(f.ctx, 0) != nil {
		return nil
	}
	return f.census.residents[inode]
}

// begin begins a new census.
func (f *Finder) begin() (err error) {
	f.census, err = newCensus(f.config.Proc)
	f.round++
	return err
}
