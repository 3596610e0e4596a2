package netstat

import (
	"context"
	"runtime"

	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// pass is one time that a caller ranges over a sequence.
type pass struct {
	ctx    context.Context
	config netns.Config
	owners *owners          // nil when they are not wanted
	report func(error) bool // gives the caller an error, and tells whether it wants more
}

// table is a table that a pass reads in every namespace.
type table struct {
	name string // below /proc/net
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

// source is a table of one namespace.
type source struct {
	*table
	space *space
	path  string
	lines *procnet.Reader // nil before it is open and after it is closed, and without a table
	err   error           // why it could not be opened
}

// tablesAhead is how many tables are being read, at most, while the rows of
// the one before are used. More of them than processors gain nothing.
const tablesAhead = 8

// run makes a pass over the tables of each of the namespaces in some places.
func run(ctx context.Context, o *Options, where places, tables []table, report func(error) bool) {
	p := &pass{ctx: ctx, config: o.config(), report: report}
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
	var sources []*source
	for _, s := range spaces {
		for i := range tables {
			sources = append(sources, &source{table: &tables[i], space: s})
		}
	}
	if o.Owners && len(sources) > 0 {
		p.owners = findOwners(ctx, p.config.Proc)
		defer p.owners.close()
	}
	p.readAll(sources)
}

// readAll reads tables in their order, some of them ahead of their turn.
func (p *pass) readAll(sources []*source) {
	opened := 0
	defer func() {
		for _, s := range sources[:opened] {
			s.close()
		}
	}()
	ahead := min(tablesAhead, runtime.GOMAXPROCS(0))
	for i, s := range sources {
		for ; opened < min(i+1+ahead, len(sources)); opened++ {
			sources[opened].open()
		}
		if !p.read(s) {
			return
		}
		s.close()
	}
}

// open begins to read the table.
func (s *source) open() {
	if s.space.lost || procnet.Unused(s.space.namespace, s.name) {
		return
	}
	file, err := s.space.open(s.name)
	if file == nil {
		s.err = err
		return
	}
	s.path = file.Name()
	s.lines = procnet.NewReader(file, procnet.Reading{})
}

func (s *source) close() {
	if s.lines != nil {
		s.lines.Close()
		s.lines = nil
	}
}

// read gives the caller the rows of a table and tells whether it wants more.
func (p *pass) read(s *source) bool {
	if s.err != nil {
		return p.report(s.err)
	}
	if s.lines == nil {
		return true
	}
	if err := p.owners.wait(); err != nil && p.ctx.Err() == nil && !p.report(err) {
		return false
	}
	parse := s.parser(p, s.space)
	complained := false
	s.lines.Next() // the heading
	for number := 2; ; number++ {
		if err := p.ctx.Err(); err != nil {
			p.report(err)
			return false
		}
		line, ok := s.lines.Next()
		if !ok {
			break
		}
		switch parse(line) {
		case garbled:
			if !complained && !p.report(s.space.explain(&LineError{s.path, number})) {
				return false
			}
			complained = true
		case endTable:
			return true
		case endPass:
			return false
		}
	}
	if err := s.lines.Err(); err != nil {
		return p.report(s.space.explain(err))
	}
	return true
}
