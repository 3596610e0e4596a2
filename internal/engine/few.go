package engine

import (
	"io"
	"sync"
	"sync/atomic"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// few is what is known of a namespace with few sockets. The kernel goes through the
// sockets of all namespaces for each table of one, which takes longer than all else
// where there are few in each. So tables that are known to be empty are not read,
// and it is asked once for the sockets of TCP of both families.
type few struct {
	empty func() map[string]bool // tables of other protocols, by their names

	wanted [2]atomic.Bool // the tables of TCP of IPv4 and of IPv6 are in the plan
	once   sync.Once
	whole  bool // rows has all of them
	rows   [2][]procnet.Socket
}

// fewOf gives what the tables of a namespace share, or nil if it is not known to
// have few sockets.
func (p *Plan) fewOf(in *Space, of *InternetTable) *few {
	if !in.Few {
		return nil
	}
	shared := p.few[in.Tables]
	if shared == nil {
		if p.few == nil {
			p.few = make(map[procnet.Tables]*few)
		}
		shared = &few{empty: sync.OnceValue(func() map[string]bool { return procnet.Empty(in.Tables) })}
		p.few[in.Tables] = shared
	}
	if of.kind == tcp {
		shared.wanted[familyIndex(of.family)].Store(true)
	}
	return shared
}

func familyIndex(family sockdiag.Family) int {
	if family == sockdiag.IPv6 {
		return 1
	}
	return 0
}

// knows tells that a table is empty.
func (b *few) knows(of *InternetTable) bool {
	return b != nil && of.kind != tcp && b.empty()[of.text.Name]
}

// tcp gives the rows of TCP of one family, or nil if those have to be asked for
// alone: nobody wants the others, or there are too many.
func (b *few) tcp(in *Space, pool *sync.Pool, request sockdiag.Request) source[procnet.Socket] {
	if b == nil || request.Protocol != sockdiag.TCP || !b.wanted[0].Load() || !b.wanted[1].Load() {
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
func (b *few) ask(in *Space, pool *sync.Pool, request sockdiag.Request) {
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
