package engine

import (
	"io"
	"sync"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// dump is a table as sock_diag gives it. Where it cannot, or not to the end, it
// goes on with the table in /proc.
type dump struct {
	chunks chunks
	rows   sockdiag.Rows
	given  sockdiag.Seam
	open   func() (source[procnet.Socket], error) // opens the table in /proc
	table  source[procnet.Socket]                 // nil as long as the dump goes on
	failed error
}

// newDump asks for the rows of a table in a namespace, and is nil if sock_diag
// does not give them.
func newDump(s *Space, pool *sync.Pool, request sockdiag.Request, open func() (source[procnet.Socket], error)) *dump {
	conn, err := sockdiag.Open(s.Socket)
	if err != nil {
		return nil
	}
	d := &dump{open: open}
	d.chunks.conn, d.chunks.pool = conn, pool
	if d.chunks.dump, err = conn.Dump(request); err == nil {
		d.rows, err = d.chunks.first()
	}
	if err != nil && err != io.EOF {
		d.chunks.close()
		return nil
	}
	return d
}

func (d *dump) next(row *procnet.Socket) result {
	for d.table == nil {
		if d.rows.Next(row) {
			d.given.Given(row)
			return isRow
		}
		var err error
		switch d.rows, err = d.chunks.next(); err {
		case nil:
		case io.EOF:
			return isEnd
		default:
			if d.table, d.failed = d.open(); d.table == nil {
				d.table = &kept{}
			}
		}
	}
	for {
		r := d.table.next(row)
		if r != isRow || d.given.Behind(row) {
			return r
		}
	}
}

// line is that of the table in /proc: in a dump nothing is garbled.
func (d *dump) line() int { return d.table.line() }

func (d *dump) err() error {
	if d.failed != nil || d.table == nil {
		return d.failed
	}
	return d.table.err()
}

func (d *dump) close() {
	d.chunks.close()
	if d.table != nil {
		d.table.close()
	}
}
