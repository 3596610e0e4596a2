package record

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// AppendTCP appends a row of "tcp" or "tcp6", as proto says.
func (r *rows) AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte {
	w := r.row(kindTCP)
	extra, known := r.extra(row)
	dst = r.begin(&w, dst)
	for _, part := range w.parts {
		switch part {
		case 0:
			dst = r.appendInternet(&w, dst, proto, states.TCP(row.State), states.TCPTimer, row)
		case 1:
			dst = appendTCP(&w, dst, row)
		case 2:
			dst = r.appendOwner(&w, dst, row.Inode)
		case 3:
			dst = r.appendBelongs(&w, dst, row.Inode, extra.Cgroup)
			dst = r.appendProxiedTo(&w, dst, proto, row)
		case 4:
			dst = appendExtra(&w, dst, &extra, known)
			dst = appendBacklog(&w, dst, row, &extra, known)
			dst = w.word(dst, keyLocalScope, format.ScopeOf(row.Local.Addr()).String())
		case 5:
			if r.form.options.TCPInfo {
				dst = appendTCPInfo(&w, dst, &extra)
			}
		}
	}
	return w.end(dst)
}

// AppendUDP appends a row of "udp", "udp6", "udpl" or "udpl6".
func (r *rows) AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte {
	w := r.row(kindDatagram)
	extra, known := r.extra(row)
	dst = r.begin(&w, dst)
	for _, part := range w.parts {
		switch part {
		case 0:
			dst = r.appendInternet(&w, dst, proto, states.UDP(row.State), states.UDPTimer, row)
		case 1:
			if row.More.Known {
				dst = w.unsigned(dst, keyDrops, uint64(row.More.Drops))
			} else {
				dst = w.null(dst, keyDrops)
			}
		case 2:
			dst = r.appendOwner(&w, dst, row.Inode)
		case 3:
			dst = r.appendBelongs(&w, dst, row.Inode, extra.Cgroup)
			dst = r.appendProxiedTo(&w, dst, proto, row)
		case 4:
			dst = appendExtra(&w, dst, &extra, known)
			dst = w.word(dst, keyLocalScope, format.ScopeOf(row.Local.Addr()).String())
		}
	}
	return w.end(dst)
}

// AppendRaw appends a row of "raw" or "raw6".
func (r *rows) AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte {
	return r.AppendUDP(dst, proto, row)
}

// appendInternet appends what all sockets of the internet but those of sctp
// have.
func (r *rows) appendInternet(w *writer, dst []byte, proto, state string, timers format.TimerWords, row *procnet.Socket) []byte {
	name, family := protocol(proto)
	dst = w.word(dst, keyProto, name)
	dst = w.word(dst, keyFamily, family)
	dst = w.word(dst, keyState, state)
	dst = w.address(dst, keyLocalAddress, row.Local.Addr())
	dst = w.unsigned(dst, keyLocalPort, uint64(row.Local.Port()))
	dst = w.address(dst, keyPeerAddress, row.Remote.Addr())
	dst = w.unsigned(dst, keyPeerPort, uint64(row.Remote.Port()))
	dst = w.unsigned(dst, keyRecvQ, row.RxQueue)
	dst = w.unsigned(dst, keySendQ, row.TxQueue)
	dst = r.appendUser(w, dst, row.UID, format.HasUser(row))
	dst = w.unsigned(dst, keyInode, row.Inode)
	timer, ok := timers(row.Timer)
	if !ok {
		timer = "unknown"
	}
	dst = w.word(dst, keyTimer, timer)
	expires := row.Expires
	if row.Timer == 0 {
		expires = 0
	}
	dst = w.hundredths(dst, keyTimerSeconds, expires)
	dst = w.unsigned(dst, keyRetransmits, row.Retransmits)
	dst = w.signed(dst, keyTimeouts, int64(row.Timeout))
	return w.signed(dst, keyRefcount, int64(row.Refs))
}

// protocol gives the names of the protocol and the family of a table.
func protocol(table string) (name, family string) {
	switch table {
	case "tcp6":
		return "tcp", "inet6"
	case "udp6":
		return "udp", "inet6"
	case "udpl":
		return "udplite", "inet"
	case "udpl6":
		return "udplite", "inet6"
	case "raw6":
		return "raw", "inet6"
	}
	return table, "inet"
}

// appendTCP appends what only sockets of tcp have.
func appendTCP(w *writer, dst []byte, row *procnet.Socket) []byte {
	more := &row.More
	if !more.Known {
		return w.nulls(dst, keyRTO, keyATO, keyQuickAcks, keyPingpong, keyCwnd, keySSThresh, keyFastopenQueue)
	}
	dst = w.hundredths(dst, keyRTO, uint64(more.RTO))
	dst = w.hundredths(dst, keyATO, uint64(more.ATO))
	dst = w.unsigned(dst, keyQuickAcks, uint64(more.Quick))
	dst = w.boolean(dst, keyPingpong, more.Pingpong)
	dst = w.unsigned(dst, keyCwnd, uint64(more.Window))
	if row.State == states.Listen {
		dst = w.null(dst, keySSThresh)
		return w.signed(dst, keyFastopenQueue, int64(more.SSThresh))
	}
	dst = w.signed(dst, keySSThresh, int64(more.SSThresh))
	return w.null(dst, keyFastopenQueue)
}
