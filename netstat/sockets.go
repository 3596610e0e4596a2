package netstat

import (
	"context"
	"iter"
	"math"
	"net/netip"
	"time"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// Socket is an internet socket, as the kernel describes it in a row of
// net/tcp or of a table like it (Documentation/networking/proc_net_tcp.rst).
type Socket struct {
	Protocol    Protocol       // the one whose table the socket is in
	State       SkState        // of the connection
	Timer       TimerActive    // the timer that is running
	Local       netip.AddrPort // the port of a raw socket is the protocol of IP that it receives
	Remote      netip.AddrPort // the null address and port 0 without a peer
	TxQueue     uint64         // bytes not acknowledged by the peer; 0 for a listener
	RxQueue     uint64         // bytes not read by the process; for a listener, connections not accepted
	Expires     time.Duration  // until the timer fires
	Retransmits uint64         // timeouts since anything was acknowledged
	Probes      uint32         // zero window or keepalive probes without an answer
	UID         uint32         // the user that has the socket
	Inode       uint64         // names the socket; 0 if it belongs to no file, as in TIME_WAIT
	Refs        uint32         // the kernel's references to the socket
	Pointer     uint64         // the socket's address in the kernel, hashed or 0 for most readers
	Process     Process        // that has the socket; zero if not known or not asked for
	NetNS       string         // the network namespace, as the package's documentation says
}

// jiffy is what the kernel counts the time of timers in: USER_HZ of them, 100
// on every platform of Go, make a second (time(7), "The software clock").
const jiffy = time.Second / 100

// Sockets returns a sequence of the internet sockets that the options ask
// for: namespace by namespace, and in each the tables in the order of the
// Protocol constants, with rows in the kernel's order.
//
// Where the error is not nil the Socket is zero, and the error is about a
// table, a namespace or the search for owners; the sequence goes on unless it
// is the context's. The sequence reads the system anew each time that it is
// ranged over.
//
// Associations and endpoints of SCTP, which may have several addresses, are
// not listed.
func Sockets(ctx context.Context, o Options) iter.Seq2[Socket, error] {
	return sockets(ctx, o, o.places())
}

func sockets(ctx context.Context, o Options, where places) iter.Seq2[Socket, error] {
	return func(yield func(Socket, error) bool) {
		run(ctx, &o, where, func(l *listing[Socket], s *space) {
			for i, t := range socketTables {
				if protocol := Protocol(1 << i); o.wants(protocol) {
					owners := l.plan.Owners()
					l.add(s, t.Name(), engine.Internet(l.plan, s.in(), t, work(func(row *procnet.Socket) Socket {
						return newSocket(protocol, row, owners, s.name)
					})))
				}
			}
		}, yield)
	}
}

func newSocket(protocol Protocol, row *procnet.Socket, owners *engine.Owners, namespace string) Socket {
	return Socket{
		Protocol:    protocol,
		State:       SkState(toByte(row.State)),
		Timer:       TimerActive(toByte(row.Timer)),
		Local:       row.Local,
		Remote:      row.Remote,
		TxQueue:     row.TxQueue,
		RxQueue:     row.RxQueue,
		Expires:     time.Duration(min(row.Expires, uint64(math.MaxInt64/jiffy))) * jiffy,
		Retransmits: row.Retransmits,
		Probes:      uint32(row.Timeout),
		UID:         row.UID,
		Inode:       row.Inode,
		Refs:        uint32(row.Refs),
		Pointer:     row.Pointer,
		Process:     process(owners, row.Inode),
		NetNS:       namespace,
	}
}

// toByte returns a number that the kernel prints as a byte. One that does not
// fit becomes 255, which means nothing.
func toByte(n int32) uint8 {
	if n < 0 || n > math.MaxUint8 {
		return math.MaxUint8
	}
	return uint8(n)
}
