package sockdiag

import (
	"encoding/binary"
	"net/netip"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// Fields of struct inet_diag_msg of linux/inet_diag.h. Ports and addresses are
// in network order; an IPv4 address is the first word of four.
const (
	msgFamily  = 0
	msgState   = 1
	msgTimer   = 2
	msgRetrans = 3
	msgSport   = 4
	msgDport   = 6
	msgSrc     = 8
	msgDst     = 24
	msgIf      = 40
	msgCookie  = 44
	msgExpires = 52
	msgRqueue  = 56
	msgWqueue  = 60
	msgUID     = 64
	msgInode   = 68
	msgSize    = 72
)

// Timers, as the tables number them too.
const (
	timerRetransmit = 1
	timerTimeWait   = 3
)

// Rows are the sockets of one chunk of a dump.
type Rows struct{ messages []byte }

// Next parses the next row, or is false behind the last one. The kernel does
// not tell Refs, Pointer and More, which are 0, the uid of a connection in
// SYN_RECV that is not the listener's any more nor the process's yet, and more
// than one of Retransmits and Timeout. TxQueue of a listener of TCP is 0, as it
// is in the table, unless the socket has been used for a connection before.
func (r *Rows) Next(row *procnet.Socket) bool {
	if len(r.messages) == 0 {
		return false
	}
	var msg []byte
	msg, r.messages = nextMessage(r.messages)
	parse(msg, row)
	return true
}

// NextWhole parses the next row as Next does, and what the tables do not tell.
func (r *Rows) NextWhole(row *procnet.Socket, extra *Extra) bool {
	if len(r.messages) == 0 {
		return false
	}
	var msg []byte
	msg, r.messages = nextMessage(r.messages)
	parse(msg, row)
	extra.parse(msg)
	return true
}

// parse reads a struct inet_diag_msg, as inet_sk_diag_fill, inet_twsk_diag_fill
// and inet_req_diag_fill in net/ipv4/inet_diag.c make it.
func parse(msg []byte, row *procnet.Socket) {
	msg = msg[:len(msg):len(msg)]
	_ = msg[msgSize-1]
	local, remote := binary.BigEndian.Uint16(msg[msgSport:]), binary.BigEndian.Uint16(msg[msgDport:])
	if msg[msgFamily] == unix.AF_INET6 {
		row.Local = netip.AddrPortFrom(netip.AddrFrom16([16]byte(msg[msgSrc:])), local)
		row.Remote = netip.AddrPortFrom(netip.AddrFrom16([16]byte(msg[msgDst:])), remote)
	} else {
		row.Local = netip.AddrPortFrom(netip.AddrFrom4([4]byte(msg[msgSrc:])), local)
		row.Remote = netip.AddrPortFrom(netip.AddrFrom4([4]byte(msg[msgDst:])), remote)
	}
	row.Inode = uint64(native.Uint32(msg[msgInode:]))
	row.RxQueue = uint64(native.Uint32(msg[msgRqueue:]))
	row.TxQueue = uint64(native.Uint32(msg[msgWqueue:]))
	row.Expires = uint64(native.Uint32(msg[msgExpires:])) / 10 // of milliseconds
	row.UID = native.Uint32(msg[msgUID:])
	row.State = int32(msg[msgState])
	row.Timer = int32(msg[msgTimer])
	row.Retransmits, row.Timeout = 0, 0
	if row.Timer == timerRetransmit || row.Timer == timerTimeWait {
		row.Retransmits = uint64(msg[msgRetrans])
	} else {
		row.Timeout = int32(msg[msgRetrans])
	}
	if row.State == listen {
		row.TxQueue = 0
	}
	row.Refs, row.Pointer, row.More = 0, 0, procnet.SocketMore{}
}
