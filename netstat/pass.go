package netstat

import (
	"context"

	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// pass is one time that a caller ranges over a sequence.
type pass struct {
	ctx    context.Context
	proc   string // where procfs is mounted
	finder *netns.Finder
	owners *owners          // nil when they are not wanted
	report func(error) bool // gives the caller an error, and tells whether it wants more
}

// table is a table that a pass reads in every namespace.
type table struct {
	name    string // below /proc/net
	reading procnet.Reading
	// listeners says that of a table of tcp nothing but listeners is wanted.
	listeners bool
	// parser makes a function that takes the lines of the table in one
	// namespace, except the first.
	parser func(*pass, *space) func(line []byte) step
}

// step is what follows on a line of a table.
type step int

const (
	goOn     step = iota
	garbled       // the line is no row
	endTable      // the rest of the table does not matter
	endPass       // the caller wants no more
)

// run makes a pass over the tables of each of the namespaces in some places.
func run(ctx context.Context, o *Options, where places, tables []table, report func(error) bool) {
	passing, end := context.WithCancel(ctx)
	defer end()
	config := o.config()
	p := &pass{ctx: ctx, proc: config.Proc, finder: netns.NewFinder(passing, config), report: report}
	spaces, errs := p.spaces(where)
	if ctx.Err() != nil {
		report(ctx.Err())
		return
	}
	for _, err := range errs {
		if !report(err) {
			return
		}
	}
	if o.Owners && len(spaces) > 0 {
		p.owners = findOwners(ctx, p.proc)
		defer p.owners.close()
	}
	for _, s := range spaces {
		for i := range tables {
			if !p.read(s, &tables[i]) {
				return
			}
		}
	}
}

// read gives the caller the rows of a table of a namespace and tells whether
// it wants more.
func (p *pass) read(s *space, t *table) bool {
	if err := p.ctx.Err(); err != nil {
		p.report(err)
		return false
	}
	if s.lost || t.listeners && procnet.NoListeners(s.namespace, t.name) {
		return true
	}
	file, err := s.open(t.name)
	if err != nil {
		if ended := p.ctx.Err(); ended != nil {
			p.report(ended)
			return false
		}
		return p.report(err)
	}
	if file == nil {
		return true
	}
	lines := procnet.NewReader(file, t.reading)
	defer lines.Close()
	if err := p.owners.wait(); err != nil && p.ctx.Err() == nil && !p.report(err) {
		return false
	}
	parse := t.parser(p, s)
	complained := false
	lines.Next() // the heading
	for number := 2; ; number++ {
		if err := p.ctx.Err(); err != nil {
			p.report(err)
			return false
		}
		line, ok := lines.Next()
		if !ok {
			break
		}
		switch parse(line) {
		case garbled:
			if !complained && !p.report(s.explain(&LineError{file.Name(), number})) {
				return false
			}
			complained = true
		case endTable:
			return true
		case endPass:
			return false
		}
	}
	if err := lines.Err(); err != nil {
		return p.report(s.explain(err))
	}
	return true
}
