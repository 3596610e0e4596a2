package netstat

import (
	"context"
	"iter"
	"math"
	"time"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// socketTables are the tables of internet sockets. That of the protocol 1<<i
// is at i.
var socketTables = [...]engine.InternetTable{
	engine.TCP, engine.TCP6, engine.UDP, engine.UDP6,
	engine.UDPLite, engine.UDPLite6, engine.Raw, engine.Raw6,
}

func sockets(ctx context.Context, o Options) iter.Seq2[Socket, error] {
	return func(yield func(Socket, error) bool) {
		run(ctx, &o, o.filter(), procmap.AllNames, o.choose, func(l *listing[Socket], s *space) { addSockets(l, s, &o) }, yield)
	}
}

// addSockets adds the tables that the options ask for of a namespace.
func addSockets(l *listing[Socket], s *space, o *Options) {
	in := s.in(o.Details)
	for i, t := range socketTables {
		if protocol := Protocol(1 << i); o.wants(protocol) {
			todo, beside := engine.Batches[procnet.Socket](), o.extras()
			todo.Extras = beside
			addTable(l, s, t.Name(), engine.Internet(l.plan, in, t, todo), func(row *procnet.Socket, socket *Socket) {
				fill(socket, protocol, row)
				if o.Details {
					socket.Details = newDetails(protocol, row)
				}
				socket.Process, socket.Owners = l.owners.of(row.Inode)
				if beside != nil {
					socket.Extras = newExtras(beside, row)
				}
				socket.NetNS, socket.Namespace = s.public.Label, s.public
			})
		}
	}
}

// jiffy is what the kernel counts the time of timers in: USER_HZ of them, 100
// on every platform of Go, make a second (time(7), "The software clock").
const jiffy = time.Second / 100

// fill fills a socket with what a row has.
func fill(socket *Socket, protocol Protocol, row *procnet.Socket) {
	*socket = Socket{
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
	}
}

func newDetails(protocol Protocol, row *procnet.Socket) *Details {
	d := &Details{Refs: uint32(row.Refs), Pointer: row.Pointer}
	more := &row.More
	switch {
	case !more.Known:
	case protocol&(TCP|TCP6) == 0:
		d.Drops = more.Drops
	default:
		d.TCP = TCPDetails{
			Known:     true,
			Pingpong:  more.Pingpong,
			RTO:       time.Duration(more.RTO) * jiffy,
			ATO:       time.Duration(more.ATO) * jiffy,
			QuickAcks: more.Quick,
			Cwnd:      more.Window,
			SSThresh:  more.SSThresh,
		}
		if SkState(toByte(row.State)) == Listen {
			d.TCP.SSThresh, d.TCP.FastOpen = 0, more.SSThresh
		}
	}
	return d
}

// toByte returns a number that the kernel prints as a byte. One that does not
// fit becomes 255, which means nothing.
func toByte(n int32) uint8 {
	if n < 0 || n > math.MaxUint8 {
		return math.MaxUint8
	}
	return uint8(n)
}
