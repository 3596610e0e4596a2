package engine

import (
	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
	"github.com/gonetstat/gonetstat/internal/states"
)

// An InternetTable is one of the tables of internet sockets.
type InternetTable struct {
	text     procnet.SocketTable
	kind     kind
	protocol sockdiag.Protocol
	family   sockdiag.Family
}

// Name is the name of the table below /proc/net.
func (of *InternetTable) Name() string { return of.text.Name }

// kind says how rows of a protocol are told apart.
type kind int

const (
	tcp kind = iota
	udp      // and udplite
	raw
)

// The tables of internet sockets.
var (
	TCP      = InternetTable{procnet.TCP, tcp, sockdiag.TCP, sockdiag.IPv4}
	TCP6     = InternetTable{procnet.TCP6, tcp, sockdiag.TCP, sockdiag.IPv6}
	UDP      = InternetTable{procnet.UDP, udp, sockdiag.UDP, sockdiag.IPv4}
	UDP6     = InternetTable{procnet.UDP6, udp, sockdiag.UDP, sockdiag.IPv6}
	UDPLite  = InternetTable{procnet.UDPLite, udp, sockdiag.UDPLite, sockdiag.IPv4}
	UDPLite6 = InternetTable{procnet.UDPLite6, udp, sockdiag.UDPLite, sockdiag.IPv6}
	Raw      = InternetTable{procnet.Raw, raw, sockdiag.Raw, sockdiag.IPv4}
	Raw6     = InternetTable{procnet.Raw6, raw, sockdiag.Raw, sockdiag.IPv6}
)

// Work says what is done with the rows of a table.
type Work[T, P any] struct {
	// See, if it is not nil, sees every row that will be shown as early as
	// possible, rows of different tables at the same time.
	See func(row *T)
	// Extras, if it is not nil, is filled with what the kernel tells of the rows
	// beside what is in them. It is before Make is called, and stays empty where
	// the kernel does not tell, or may not be asked.
	Extras *extras.Table
	// Make makes a piece of a batch of rows, maybe of one that was recycled.
	// It keeps nothing of the batch, but may exchange it. If it takes long, it
	// may hand on pieces of the first rows, by early, and give one of the rest.
	Make func(recycled P, b *Batch[T], early func(P)) P
}

// Batches is the Work whose pieces are the batches themselves, for rows that are
// looked at one after the other.
func Batches[T any]() Work[T, *Batch[T]] {
	return Work[T, *Batch[T]]{Make: func(recycled, b *Batch[T], _ func(*Batch[T])) *Batch[T] {
		if recycled == nil {
			recycled = &Batch[T]{}
		}
		*recycled, *b = *b, *recycled
		return recycled
	}}
}

// Internet adds a table of internet sockets of a namespace to a plan.
func Internet[P any](p *Plan, in Space, of InternetTable, work Work[procnet.Socket, P]) *Listing[P] {
	f := &p.query.Filter
	listeners := of.kind == tcp && f.wantsListeners()
	t := &table[procnet.Socket]{
		keep:  of.keep(f, listeners),
		inode: func(row *procnet.Socket) uint64 { return row.Inode },
		see:   work.See,
	}
	if f.ByOwner() {
		t.owned = func(row *procnet.Socket) bool { return p.owners.has(row.Inode) }
	}
	request := sockdiag.Request{Protocol: of.protocol, Family: of.family, States: of.states(f, listeners)}
	t.beside = p.beside(in, of.text.Name, work.Extras, func(from extras.Source) error {
		return work.Extras.FillInternet(p.ctx, from, request, func(row *procnet.Socket) bool { return t.keep(row) == show })
	})
	text := func() (source[procnet.Socket], error) {
		empty := listeners && procnet.NoListeners(in.Tables, of.text.Name)
		file, err := in.Tables.Open(of.text.Name)
		if err != nil {
			return nil, err
		}
		if empty {
			file.Close()
			return nil, nil
		}
		parse := of.text.Parse
		if p.query.Whole {
			parse = of.text.ParseWhole
		}
		how := procnet.Reading{ShortRows: of.kind == tcp, OnDemand: listeners}
		return &lines[procnet.Socket]{reader: procnet.NewReader(file, how), parse: parse}, nil
	}
	few := p.fewOf(&in, &of)
	t.open = func() (source[procnet.Socket], error) {
		if p.dumps(of.text.Name) && few.knows(&of) {
			return nil, nil
		}
		if in.Socket != nil && p.dumps(of.text.Name) && p.agrees(&in, &of, &request) {
			if s := few.tcp(&in, &p.chunks, request); s != nil {
				return s, nil
			}
			if d := newDump(&in, &p.chunks, request, text); d != nil {
				return d, nil
			}
		}
		return text()
	}
	return add(p, t, work.Make)
}

// states gives the states of sockets that may be shown. Of other protocols than
// tcp the state says little.
func (of *InternetTable) states(f *Filter, listeners bool) sockdiag.States {
	switch {
	case of.kind != tcp:
		return sockdiag.All
	case listeners:
		return sockdiag.Listeners
	case f.Which == Connected:
		return sockdiag.Connections
	}
	return sockdiag.All
}

// keep decides which rows are shown. Raw sockets have no ports: in their place
// there is a protocol. A table of which only listeners are wanted ends behind
// them.
func (of *InternetTable) keep(f *Filter, listeners bool) func(*procnet.Socket) verdict {
	word, alone := states.UDP, hasNoPeer
	if of.kind == tcp {
		word, alone = states.TCP, hasNoPort
	}
	return func(row *procnet.Socket) verdict {
		switch {
		case listeners && row.BehindListeners():
			return stop
		case f.Which != All && alone(row) != (f.Which == Listening):
			return skip
		case len(f.States) > 0 && !f.state(word(row.State)):
			return skip
		case len(f.Ports) > 0 && (of.kind == raw || !f.port(row.Local.Port(), row.Remote.Port())):
			return skip
		case f.Ends != nil && !f.Ends.are(row.Local, row.Remote):
			return skip
		}
		return show
	}
}

// hasNoPort tells whether netstat takes a socket of tcp for a listener.
func hasNoPort(row *procnet.Socket) bool { return !row.HasPort() }

// hasNoPeer tells the same of a socket of another protocol.
func hasNoPeer(row *procnet.Socket) bool { return row.Remote.Addr().IsUnspecified() }

// agrees tells whether the rows of a dump will do. A kernel with raw_diag is too
// rare to ask for raw sockets.
func (p *Plan) agrees(in *Space, of *InternetTable, r *sockdiag.Request) bool {
	return in.Lossy && of.kind != raw || r.Agrees(p.query.Columns, p.kernel())
}
