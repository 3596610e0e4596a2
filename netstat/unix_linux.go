package netstat

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

func unixSockets(ctx context.Context, o Options) iter.Seq2[UnixSocket, error] {
	return func(yield func(UnixSocket, error) bool) {
		run(ctx, &o, o.unixFilter(), procmap.AllNames, o.choose, func(l *listing[UnixSocket], s *space) { addUnixSockets(l, s, &o) }, yield)
	}
}

// addUnixSockets adds the table of a namespace.
func addUnixSockets(l *listing[UnixSocket], s *space, o *Options) {
	todo, beside := engine.Batches[procnet.UnixSocket](), o.extras()
	todo.Extras = beside
	rows := engine.Unix(l.plan, s.in(false), func(*procnet.UnixTable) engine.Work[procnet.UnixSocket, *engine.Batch[procnet.UnixSocket]] {
		return todo
	})
	paths := &pathBuffer{}
	addTable(l, s, "unix", rows, func(row *procnet.UnixSocket, socket *UnixSocket) {
		*socket = UnixSocket{
			Type:      int(row.Type),
			State:     UnixState(toByte(row.State)),
			Listening: row.Listening(),
			Refs:      row.Refs,
			Flags:     row.Flags,
			Inode:     row.Inode,
			Path:      paths.text(row.Path),
			NetNS:     s.public.Label,
			Namespace: s.public,
		}
		socket.Process, socket.Owners = l.owners.of(row.Inode)
		if beside != nil {
			its, _ := beside.Unix(row.Inode)
			socket.Peer, socket.PeerPath = its.Peer, its.PeerPath
			socket.PeerProcess, _ = l.owners.of(its.Peer)
			socket.Backlog, socket.BacklogLimit = its.Backlog, its.BacklogLimit
		}
	})
}

// unixFilter gives what is listed of unix sockets.
func (o *Options) unixFilter() engine.Filter {
	f := o.filter()
	f.States = unixWords(o.UnixStates)
	return f
}

// unixWords are netstat's words for unix sockets in some states: of those that are
// not connected, listeners have one and others none.
func unixWords(wanted []UnixState) (words []string) {
	for _, state := range wanted {
		for _, listens := range []bool{false, true} {
			if word := states.Unix(int32(state), listens); !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	return words
}

// pathBuffer makes strings of paths, many of them with one allocation.
type pathBuffer struct{ block strings.Builder }

// pathBlock is how many bytes are allocated together.
const pathBlock = 8 << 10

func (b *pathBuffer) text(path []byte) string {
	if b.block.Cap()-b.block.Len() < len(path) {
		b.block = strings.Builder{}
		b.block.Grow(max(pathBlock, len(path)))
	}
	start := b.block.Len()
	b.block.Write(path)
	return b.block.String()[start:]
}
