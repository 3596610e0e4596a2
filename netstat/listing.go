package netstat

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procmap"
)

// listing is one time that a caller ranges over a sequence of rows, which are
// of type T.
type listing[T any] struct {
	ctx    context.Context
	proc   string // where procfs is mounted
	spaces []*space
	plan   *engine.Plan
	tables []table[T]
	yield  func(T, error) bool // gives the caller a row or an error, and tells whether it wants more
}

// table is a table of one namespace.
type table[T any] struct {
	space *space
	name  string // below /proc/net
	rows  *engine.Listing[*piece[T]]
}

// piece is some rows of a table.
type piece[T any] struct {
	rows    []T
	garbled int // number of a line that is no row; 0 if there is none
}

// run gives the caller the rows of the tables that add adds for each of the
// namespaces in some places.
func run[T any](ctx context.Context, o *Options, where places, add func(*listing[T], *space), yield func(T, error) bool) {
	finding, end := context.WithCancel(ctx)
	defer end()
	l := &listing[T]{ctx: ctx, proc: o.config().Proc, yield: yield}
	finder := netns.NewFinder(finding, o.config())
	var errs []error
	l.spaces, errs = find(finder, l.proc, where)
	if ctx.Err() != nil {
		l.report(ctx.Err())
		return
	}
	for _, err := range errs {
		if !l.report(err) {
			return
		}
	}
	l.plan = engine.NewPlan(ctx, engine.Query{Proc: l.proc, Filter: o.filter(), Owners: o.Owners})
	for _, s := range l.spaces {
		add(l, s)
	}
	l.plan.Start()
	defer func() {
		l.plan.Stop()
		l.plan.Wait()
	}()
	l.read()
}

// add adds a table of a namespace.
func (l *listing[T]) add(s *space, name string, rows *engine.Listing[*piece[T]]) {
	l.tables = append(l.tables, table[T]{s, name, rows})
}

// report gives the caller an error, and tells whether it wants more.
func (l *listing[T]) report(err error) bool {
	var none T
	return l.yield(none, err)
}

// read gives the caller all rows.
func (l *listing[T]) read() {
	if owners := l.plan.Owners(); owners != nil {
		if err := owners.Wait(); err != nil && l.ctx.Err() == nil && !l.report(err) {
			return
		}
	}
	for i := range l.tables {
		t := &l.tables[i]
		for p := range t.rows.Pieces() {
			if !l.pass(t, p) {
				return
			}
			t.rows.Recycle(p)
		}
		if err := l.ctx.Err(); err != nil {
			l.report(err)
			return
		}
		if err := l.explain(t.space, t.rows.Err); err != nil && !l.report(err) {
			return
		}
	}
}

// pass passes a piece of a table on to the caller, and tells whether it wants
// more.
func (l *listing[T]) pass(t *table[T], p *piece[T]) bool {
	if p.garbled > 0 && !t.space.complained(t.name) {
		err := &LineError{filepath.Join(l.proc, "net", t.name), p.garbled}
		if !l.report(t.space.explain(err)) {
			return false
		}
	}
	for i := range p.rows {
		if err := l.ctx.Err(); err != nil {
			l.report(err)
			return false
		}
		if !l.yield(p.rows[i], nil) {
			return false
		}
	}
	return true
}

// explain gives what is to be said of a table's error, or nil: the kernel may
// have no such table, and a namespace may have ended; of one that cannot be
// read all tables have the same error, which is said once.
func (l *listing[T]) explain(s *space, err error) error {
	if err == nil || s.lost {
		return nil
	}
	if _, whole := errors.AsType[*netns.Error](err); whole {
		s.lost = true
		if s.listed && errors.Is(err, netns.ErrGone) {
			return nil
		}
		return err
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return s.explain(err)
	}
	if s.namespace.Own {
		if _, err := os.Stat(filepath.Join(l.proc, "net")); err != nil {
			s.lost = true
			return err
		}
	}
	return nil
}

// work makes pieces of rows: convert makes a row for the caller of one of the
// engine's.
func work[R, T any](convert func(*R) T) engine.Work[R, *piece[T]] {
	return engine.Work[R, *piece[T]]{Make: func(p *piece[T], b *engine.Batch[R]) *piece[T] {
		if p == nil {
			p = &piece[T]{rows: make([]T, 0, len(b.Rows))}
		}
		p.rows, p.garbled = p.rows[:0], 0
		if b.Garbled > 0 {
			p.garbled = b.FirstGarbled
		}
		for i := range b.Rows {
			p.rows = append(p.rows, convert(&b.Rows[i]))
		}
		return p
	}}
}

// process gives the process that has a socket. A socket that belongs to no
// file, such as one in TIME_WAIT, has inode 0.
func process(owners *engine.Owners, inode uint64) Process {
	if owners == nil || inode == 0 {
		return Process{}
	}
	owner, ok := owners.Lookup(inode)
	if !ok {
		return Process{}
	}
	return processOf(owner)
}

func processOf(o *procmap.Owner) Process { return Process{Pid: o.PID, Name: o.Program} }
