package netstat

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// listing is one time that a caller ranges over a sequence of sockets, which are
// of type T.
type listing[T any] struct {
	ctx    context.Context
	proc   string // where procfs is mounted
	gaps   func(Gaps)
	chosen *choice
	plan   *engine.Plan
	owners *owners
	tables map[*space][]table[T]
	yield  func(T, error) bool // gives the caller a row or an error, and tells whether it wants more
}

// table is a table of one namespace, which gives its rows to the caller of a listing
// and tells whether that wants more.
type table[T any] interface {
	give(l *listing[T], of *space) bool
}

// tableOf is a table whose rows the engine gives as R.
type tableOf[R, T any] struct {
	name    string // below /proc/net
	rows    *engine.Listing[*engine.Batch[R]]
	convert func(row *R, to *T) // fills a row for the caller
	row     T                   // what it fills
}

// chooser finds the namespaces to look into.
type chooser func(context.Context, *netns.Finder) *choice

// run gives the caller the rows of the tables that add adds for each of the
// namespaces that are chosen: those that fit a filter. Of their owners names are
// told if owners are asked for.
func run[T any](ctx context.Context, o *Options, filter engine.Filter, names procmap.Names, choose chooser, add func(*listing[T], *space), yield func(T, error) bool) {
	finding, end := context.WithCancel(ctx)
	defer end()
	l := &listing[T]{ctx: ctx, proc: o.config().Proc, gaps: o.Gaps, tables: make(map[*space][]table[T]), yield: yield}
	l.chosen = choose(finding, netns.NewFinder(finding, o.config()))
	l.plan = engine.NewPlan(ctx, engine.Query{
		Proc:    l.proc,
		Filter:  filter,
		Owners:  o.Owners || o.AllOwners,
		Every:   o.AllOwners,
		Names:   names,
		Scan:    l.chosen.scan,
		Whole:   o.Details,
		Columns: sockdiag.Users | sockdiag.Timers | sockdiag.Rest,
	})
	l.owners = newOwners(l.plan.Owners(), o)
	defer func() {
		l.plan.Stop()
		l.plan.Wait()
	}()
	addAll := func() {
		for _, s := range l.chosen.spaces {
			if _, added := l.tables[s]; !added {
				l.tables[s] = []table[T]{}
				add(l, s)
			}
		}
	}
	addAll()
	l.plan.StartAhead()
	l.chosen.rest()
	addAll()
	l.plan.Start()
	if report(ctx, l.chosen.errs, yield) {
		l.read()
	}
}

// in gives a namespace as the engine lists it: whole tells that columns are wanted
// which only its tables have.
func (s *space) in(whole bool) engine.Space {
	return engine.Space{Tables: s.namespace, Socket: s.namespace.Socket, Lossy: !whole, Few: !s.namespace.Own}
}

// wantsOwners tells whether owners are looked for.
func (o *Options) wantsOwners() bool {
	return o.Owners || o.AllOwners || len(o.PIDs)+len(o.Programs) > 0
}

// filter gives what is listed of each table.
func (o *Options) filter() engine.Filter {
	f := engine.Filter{Which: engine.All, Only: procmap.Only{PIDs: o.PIDs, Programs: o.Programs}}
	if o.Listening {
		f.Which = engine.Listening
	}
	for _, state := range o.States {
		f.States = append(f.States, state.String())
		if state == Close {
			f.States = append(f.States, "") // of udp, udplite and raw, which netstat shows no word for
		}
	}
	for _, r := range o.Ports {
		f.Ports = append(f.Ports, engine.PortRange(r))
	}
	if o.Tuple != nil {
		f.Ends = (*engine.Ends)(o.Tuple)
	}
	return f
}

// addTable adds a table of a namespace.
func addTable[R, T any](l *listing[T], s *space, name string, rows *engine.Listing[*engine.Batch[R]], convert func(*R, *T)) {
	l.tables[s] = append(l.tables[s], &tableOf[R, T]{name: name, rows: rows, convert: convert})
}

// report gives the caller an error, and tells whether it wants more.
func (l *listing[T]) report(err error) bool {
	var none T
	return l.yield(none, err)
}

// read gives the caller all rows.
func (l *listing[T]) read() {
	if !l.begin() {
		return
	}
	for _, s := range l.chosen.spaces {
		for _, t := range l.tables[s] {
			if !t.give(l, s) {
				return
			}
		}
	}
}

// begin waits for the owners, if there are to be any, and tells the caller what
// could not be looked at. It returns whether that wants more.
func (l *listing[T]) begin() bool {
	gaps := l.chosen.gaps
	if owners := l.plan.Owners(); owners != nil {
		err := owners.Wait()
		if err != nil && l.ctx.Err() == nil && !l.report(err) {
			return false
		}
		gaps.Unread = owners.Unread()
		gaps.Hidden = gaps.Hidden || netns.HidesProcesses(l.proc)
		gaps.TooFewFiles = gaps.TooFewFiles || errors.Is(err, procmap.ErrTooFewFiles)
	}
	if l.gaps != nil {
		l.gaps(gaps)
	}
	return true
}

func (t *tableOf[R, T]) give(l *listing[T], s *space) bool {
	for b := range t.rows.Pieces() {
		if !t.pass(l, s, b) {
			return false
		}
		t.rows.Recycle(b)
	}
	if err := l.ctx.Err(); err != nil {
		l.report(err)
		return false
	}
	err := s.explain(l.proc, t.rows.Err)
	return err == nil || l.report(err)
}

// pass passes some rows on to the caller, and tells whether it wants more.
func (t *tableOf[R, T]) pass(l *listing[T], s *space, b *engine.Batch[R]) bool {
	if b.Garbled > 0 && !s.complained(t.name) {
		err := &LineError{filepath.Join(l.proc, "net", t.name), b.FirstGarbled}
		if !l.report(s.about(err)) {
			return false
		}
	}
	for i := range b.Rows {
		if err := l.ctx.Err(); err != nil {
			l.report(err)
			return false
		}
		t.convert(&b.Rows[i], &t.row)
		if !l.yield(t.row, nil) {
			return false
		}
	}
	return true
}
