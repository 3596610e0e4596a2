package cli

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// socketKind is how the rows of a protocol are printed and which are shown.
type socketKind int

const (
	tcp socketKind = iota
	udp
	raw
)

// socketJob lists a table of internet sockets.
func (r *run) socketJob(s scope, source procnet.SocketTable, proto string, kind socketKind) job {
	f := s.rows
	t := &table[procnet.Socket]{
		name:  source.Name,
		parse: source.Parse,
		inode: func(row *procnet.Socket) uint64 { return row.Inode },
	}
	if r.isRecords() {
		t.parse = source.ParseWhole
	}
	switch kind {
	case tcp:
		t.reading = procnet.Reading{ShortRows: true, OnDemand: r.opts.Listening && !r.opts.All}
		t.bogus = "warning, got bogus tcp line.\n"
		t.append = func(dst []byte, row *procnet.Socket) []byte { return f.AppendTCP(dst, proto, row) }
		t.keep = r.keep(func(row *procnet.Socket) bool { return !row.HasPort() })
		if t.reading.OnDemand {
			t.keep = untilListenersEnd(t.keep)
		}
	case udp:
		t.bogus = "warning, got bogus udp line.\n"
		t.append = func(dst []byte, row *procnet.Socket) []byte { return f.AppendUDP(dst, proto, row) }
		t.keep = r.keep(func(row *procnet.Socket) bool { return row.Remote.Addr().IsUnspecified() })
	case raw:
		t.bogus = "warning, got bogus raw line.\n"
		t.append = func(dst []byte, row *procnet.Socket) []byte { return f.AppendRaw(dst, proto, row) }
		t.keep = r.keep(func(row *procnet.Socket) bool { return row.Remote.Addr().IsUnspecified() })
	}
	r.filterInternet(t, kind, s.owners)
	if r.namesHosts() {
		t.lookup = func(row *procnet.Socket) {
			r.lookup(row.Local.Addr())
			r.lookup(row.Remote.Addr())
		}
	}
	return newJob(t, s.tables)
}

// keep decides which rows are shown: all with -a, those without a peer with
// -l, and the others otherwise.
func (r *run) keep(alone func(*procnet.Socket) bool) func(*procnet.Socket) verdict {
	if r.opts.All {
		return func(*procnet.Socket) verdict { return show }
	}
	return func(row *procnet.Socket) verdict {
		if alone(row) == r.opts.Listening {
			return show
		}
		return skip
	}
}

// untilListenersEnd ends a table of tcp behind its listeners.
func untilListenersEnd(keep func(*procnet.Socket) verdict) func(*procnet.Socket) verdict {
	return func(row *procnet.Socket) verdict {
		if row.BehindListeners() {
			return stop
		}
		return keep(row)
	}
}

func (r *run) lookup(addr netip.Addr) {
	if !addr.IsUnspecified() {
		r.names.Prefetch(r.ctx, addr)
	}
}

// unixJob lists net/unix.
func (r *run) unixJob(s scope) job {
	f, source := s.rows, &procnet.UnixTable{}
	t := &table[procnet.UnixSocket]{
		name:    "unix",
		heading: source.Heading,
		parse:   source.Parse,
		bogus:   "warning, got bogus unix line.\n",
		inode:   func(row *procnet.UnixSocket) uint64 { return row.Inode },
		retain: func(arena []byte, row *procnet.UnixSocket) []byte {
			arena, row.Path = retain(arena, row.Path)
			return arena
		},
		append: func(dst []byte, row *procnet.UnixSocket) []byte {
			return f.AppendUnix(dst, row, source.HasInode)
		},
		keep: func(row *procnet.UnixSocket) verdict {
			if r.opts.All || row.Listening() == r.opts.Listening {
				return show
			}
			return skip
		},
	}
	r.filterUnix(t, source, s.owners)
	return newJob(t, s.tables)
}
