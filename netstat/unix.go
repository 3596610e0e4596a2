package netstat

import (
	"context"
	"iter"
	"strings"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// UnixSocket is a unix socket, as the kernel describes it in a row of
// net/unix (proc_pid_net(5)).
type UnixSocket struct {
	Type      int       // SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET (socket(2))
	State     UnixState // of the connection
	Listening bool      // it accepts connections
	Refs      uint64    // the kernel's references to the socket
	Flags     uint64    // the kernel's flags
	Inode     uint64    // names the socket; 0 if it belongs to no file, as before accept(2)
	// Path is what the socket is bound to. It is "" for one that is not bound,
	// and begins with "@" for one with an abstract name (unix(7)), in which
	// NULs show as "@" too. Whoever has bound the socket has chosen it, and it
	// may hold any other byte, but ends before a newline.
	Path    string
	Process Process // that has the socket; zero if not known or not asked for
	NetNS   string  // the network namespace, as the package's documentation says
}

// UnixState is the state of a unix socket, enum socket_state of the kernel's
// include/uapi/linux/net.h.
type UnixState uint8

// The states, by the kernel's numbers.
const (
	UnixUnconnected   UnixState = procnet.UnixUnconnected
	UnixConnecting    UnixState = procnet.UnixConnecting // until it is accepted
	UnixConnected     UnixState = procnet.UnixConnected
	UnixDisconnecting UnixState = procnet.UnixDisconnecting
)

// String returns netstat's word for the state, "UNCONNECTED" where netstat
// shows none, and "UNKNOWN" for a number that means none.
func (s UnixState) String() string {
	if s == UnixUnconnected {
		return "UNCONNECTED"
	}
	return states.Unix(int32(s), false)
}

// UnixSockets returns a sequence of the unix sockets that the options ask for,
// namespace by namespace in the kernel's order. Its errors are like those of
// Sockets.
//
// The kernel writes the names of sockets as they are, and every user may choose
// one with a newline, which ends a row of its table. What follows in the name
// may look like another row, and is listed as a socket that does not exist, or
// like none, and is a LineError. netstat(8) is deceived in the same way, so that
// a list of unix sockets proves nothing about a user who wants to deceive.
func UnixSockets(ctx context.Context, o Options) iter.Seq2[UnixSocket, error] {
	return func(yield func(UnixSocket, error) bool) {
		run(ctx, &o, o.places(), func(l *listing[UnixSocket], s *space) {
			l.add(s, "unix", engine.Unix(l.plan, s.in(), func(*procnet.UnixTable) engine.Work[procnet.UnixSocket, *piece[UnixSocket]] {
				owners, paths := l.plan.Owners(), &pathBuffer{}
				return work(func(row *procnet.UnixSocket) UnixSocket { return newUnixSocket(row, paths, owners, s.name) })
			}))
		}, yield)
	}
}

func newUnixSocket(row *procnet.UnixSocket, paths *pathBuffer, owners *engine.Owners, namespace string) UnixSocket {
	return UnixSocket{
		Type:      int(row.Type),
		State:     UnixState(toByte(row.State)),
		Listening: row.Listening(),
		Refs:      row.Refs,
		Flags:     row.Flags,
		Inode:     row.Inode,
		Path:      paths.text(row.Path),
		Process:   process(owners, row.Inode),
		NetNS:     namespace,
	}
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
