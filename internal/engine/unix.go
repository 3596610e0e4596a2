package engine

import (
	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// Unix adds the unix sockets of a namespace to a plan. What is done with them
// may depend on the columns that the table has, which are known when rows are.
// Sockets without ports fit no port and no ends.
func Unix[P any](p *Plan, in Space, work func(*procnet.UnixTable) Work[procnet.UnixSocket, P]) *Listing[P] {
	f, columns := &p.query.Filter, &procnet.UnixTable{}
	w := work(columns)
	t := &table[procnet.UnixSocket]{
		keep: func(row *procnet.UnixSocket) verdict {
			switch {
			case f.Which != All && row.Listening() != (f.Which == Listening),
				len(f.States) > 0 && !f.state(states.Unix(row.State, row.Listening())),
				len(f.Ports) > 0 || f.Ends != nil:
				return skip
			}
			return show
		},
		inode: func(row *procnet.UnixSocket) uint64 { return row.Inode },
		retain: func(arena []byte, row *procnet.UnixSocket) []byte {
			arena, row.Path = retain(arena, row.Path)
			return arena
		},
		see:    w.See,
		beside: p.beside(in, "unix", w.Extras, func(from extras.Source) error { return w.Extras.FillUnix(from) }),
	}
	if w.Extras != nil {
		t.peer = func(row *procnet.UnixSocket) uint64 {
			socket, _ := w.Extras.Unix(row.Inode)
			return socket.Peer
		}
	}
	if f.ByOwner() {
		// Without an inode column no owner is known.
		t.owned = func(row *procnet.UnixSocket) bool { return columns.HasInode && p.owners.has(row.Inode) }
	}
	t.open = func() (source[procnet.UnixSocket], error) {
		file, err := in.Tables.Open("unix")
		if err != nil {
			return nil, err
		}
		return &lines[procnet.UnixSocket]{
			reader:  procnet.NewReader(file, procnet.Reading{}),
			heading: columns.Heading,
			parse:   columns.Parse,
		}, nil
	}
	return add(p, t, w.Make)
}
