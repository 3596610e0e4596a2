package engine

import (
	"context"
	"sync"

	"github.com/gonetstat/gonetstat/internal/process"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// A Query says what is wanted of sockets.
type Query struct {
	Proc   string // where procfs is mounted, in which owners are looked for
	Filter Filter
	Owners bool // look for the processes that have the sockets
	Every  bool // for all of them, not only the first of each socket
	Names  procmap.Names
	// Scan, if it is not nil, is a scan of the processes of the Filter that has
	// been started for other reasons, and gives the owners too, all of them if
	// Every says so.
	Scan  *procmap.Scan
	Whole bool // read the columns too that net-tools does not read
	// Columns are those that matter beyond addresses, states, queues and
	// inodes. Rows come from sock_diag where it gives the same as the tables,
	// which take longer to read.
	Columns sockdiag.Columns
	// Ready, if it is not nil, is called when all tables have been read to
	// their ends, or as far as their rows can be kept. It may be called more
	// than once.
	Ready func()
}

// A Plan is what a list of sockets consists of. Its tables are read side by
// side, and each is a Listing, so that they can be gone through in any order;
// best is the one in which they were added.
type Plan struct {
	query  Query
	owners *Owners // nil when none are wanted
	ahead  ahead
	tables int // how many were added
	turns  turns
	begun  bool

	kernel func() sockdiag.Kernel // the running one
	dumps  func(table string) bool
	chunks sync.Pool // of buffers for dumps
	groups groups    // what sockets were made in
	few    map[procnet.Tables]*few

	ctx     context.Context
	cancel  context.CancelFunc
	running sync.WaitGroup
}

// NewPlan makes a plan without tables. What it starts ends with ctx.
func NewPlan(ctx context.Context, q Query) *Plan {
	p := &Plan{query: q, kernel: sync.OnceValue(sockdiag.RunningKernel), dumps: usable(q.Proc)}
	p.ctx, p.cancel = context.WithCancel(ctx)
	if q.Owners || q.Filter.ByOwner() {
		p.owners = &Owners{ready: make(chan struct{})}
		p.owners.unknown = sync.OnceValue(func() procmap.Status { return p.owners.whyUnknown(q.Proc) })
	}
	p.turns.running = &p.running
	p.groups.proc = q.Proc
	p.chunks.New = func() any { return new([sockdiag.ChunkSize]byte) }
	p.ahead = ahead{owners: p.owners, ready: q.Ready, waiting: 1, shared: batchesShared}
	return p
}

// usable tells, of each table once, whether its rows may come from the kernel by
// another way than the table: not in a made-up tree, of which it may be a part.
func usable(proc string) func(table string) bool {
	var mu sync.Mutex
	known := make(map[string]bool)
	return func(table string) bool {
		mu.Lock()
		defer mu.Unlock()
		is, asked := known[table]
		if !asked {
			is = sockdiag.Usable(proc, table)
			known[table] = is
		}
		return is
	}
}

// Owners gives the processes that have the sockets, or nil if none are wanted.
func (p *Plan) Owners() *Owners { return p.owners }

// add adds a table, of whose rows make makes pieces.
func add[T, P any](p *Plan, t *table[T], make func(P, *Batch[T], func(P)) P) *Listing[P] {
	l := newListing[P]()
	turn := &turn{list: func(closed func()) { list(p.ctx, l, t, make, &p.ahead, closed) }}
	l.demand = func() { p.turns.demand(turn) }
	p.tables++
	p.ahead.expect()
	p.turns.add(turn)
	return l
}

// maxOpenTables bounds how many tables are open at a time, each with a chunk
// of its own and a file descriptor.
const maxOpenTables = 64

// openTables gives the bound for this process, which leaves descriptors for
// the scan of processes, for a table that is demanded before its turn, and for a
// second one that a table takes for a moment.
func openTables() int {
	const others, perTable = 10, 4
	if process.Scarce() {
		return 1
	}
	return int(min(maxOpenTables, (process.Descriptors()-others)/perTable))
}

// StartAhead begins to list the tables and, if there are any, to look for
// owners. More tables may be added until Start, and are listed like the others.
// Nothing that takes all rows, as the names of hosts do, begins before that.
func (p *Plan) StartAhead() {
	if p.begun || p.tables == 0 {
		return
	}
	p.begun = true
	if p.owners != nil {
		scan := p.query.Scan
		if scan == nil {
			scan = procmap.Search{Only: p.query.Filter.Only, Every: p.query.Every, Names: p.query.Names}.Start(p.ctx, p.query.Proc)
		}
		p.owners.from(scan)
		if process.Scarce() {
			p.owners.Wait()
		}
	}
	p.turns.begin(openTables())
}

// Start is StartAhead of a plan that has all its tables.
func (p *Plan) Start() {
	p.StartAhead()
	if !p.begun && p.owners != nil {
		close(p.owners.ready)
	}
	p.ahead.sealed(p.begun)
}

// Stop ends the listing wherever it is, and does not wait for what is under way.
func (p *Plan) Stop() {
	p.cancel()
	if p.query.Ready != nil {
		p.query.Ready()
	}
}

// Wait waits, after Stop, until all files are closed.
func (p *Plan) Wait() {
	p.running.Wait()
	p.groups.close()
	if p.owners != nil {
		<-p.owners.ready
	}
}
