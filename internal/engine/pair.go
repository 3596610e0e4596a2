package engine

import (
	"io"
	"sync"
	"sync/atomic"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// A pair is the sockets of TCP of both families in a namespace with few. The kernel
// goes through the connections of all namespaces for each question, which takes
// longer than all else where there are few in each: so it is asked once for both.
type pair struct {
	wanted [2]atomic.Bool // the tables of IPv4 and of IPv6 are in the plan

	once  sync.Once
	whole bool // rows has all of them
	rows  [2][]procnet.Socket
}

// pairOf gives what the tables of TCP of a namespace share, or nil if it is not
// known to have few sockets.
func (p *Plan) pairOf(in *Space, of *InternetTable) *pair {
	if !in.Few || of.kind != tcp {
		return nil
	}
	both := p.pairs[in.Tables]
	if both == nil {
		if p.pairs == nil {
			p.pairs = make(map[procnet.Tables]*pair)
		}
		both = &pair{}
		p.pairs[in.Tables] = both
	}
	both.wanted[familyIndex(of.family)].Store(true)
	return both
}

func familyIndex(family sockdiag.Family) int {
	if family == sockdiag.IPv6 {
		return 1
	}
	return 0
}

// source gives the rows of one family, or nil if those have to be asked for alone:
// nobody wants the others, or there are too many.
func (b *pair) source(in *Space, pool *sync.Pool, request sockdiag.Request) source[procnet.Socket] {
	if b == nil || !b.wanted[0].Load() || !b.wanted[1].Load() {
		return nil
	}
	family := familyIndex(request.Family)
	b.once.Do(func() {
		request.Family = sockdiag.BothFamilies
		b.ask(in, pool, request)
	})
	if !b.whole {
		return nil
	}
	return &kept{rows: b.rows[family]}
}

// ask asks for the sockets of both families, and takes them if they are few.
func (b *pair) ask(in *Space, pool *sync.Pool, request sockdiag.Request) {
	conn, err := sockdiag.Open(in.Socket)
	if err != nil {
		return
	}
	defer conn.Close()
	dump, err := conn.Dump(request)
	if err != nil {
		return
	}
	buf := pool.Get().(*[sockdiag.ChunkSize]byte)
	defer pool.Put(buf)
	rows, err := dump.Next(buf[:])
	if err != nil && err != io.EOF {
		return
	}
	for row := (procnet.Socket{}); rows.Next(&row); {
		family := 0
		if row.Local.Addr().Is6() {
			family = 1
		}
		b.rows[family] = append(b.rows[family], row)
	}
	if err == nil {
		_, err = dump.Next(buf[:])
	}
	if b.whole = err == io.EOF; !b.whole {
		b.rows = [2][]procnet.Socket{}
	}
}

// kept gives rows that are in memory.
type kept struct{ rows []procnet.Socket }

func (s *kept) next(row *procnet.Socket) result {
	if len(s.rows) == 0 {
		return isEnd
	}
	*row, s.rows = s.rows[0], s.rows[1:]
	return isRow
}

func (s *kept) line() int  { return 0 }
func (s *kept) err() error { return nil }
func (s *kept) close()     {}
