package summary

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// rows counts rows, of each of which it makes a byte.
type rows struct {
	format.Rows
	part   *part
	owners format.Owners // nil unless programs are counted
}

// socket is what is counted of a row.
type socket struct {
	proto, state   string
	listens        bool
	receives, send bool // something waits in a queue
	orphan         bool
	peer           netip.Addr
	inode          uint64
}

// AppendTCP counts a row of tcp. Sockets in SYN_RECV and TIME_WAIT have no
// process either, but are none to be closed.
func (r rows) AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte {
	const synRecv, timeWait = 3, 6
	return r.count(dst, &socket{
		proto: proto, state: states.TCP(row.State), listens: !row.HasPort(),
		receives: row.RxQueue > 0, send: row.TxQueue > 0,
		orphan: row.Inode == 0 && row.State != synRecv && row.State != timeWait,
		peer:   row.Remote.Addr(), inode: row.Inode,
	})
}

// AppendUDP counts a row of udp or udplite.
func (r rows) AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte {
	return r.count(dst, &socket{
		proto: proto, state: states.UDP(row.State), listens: row.Remote.Addr().IsUnspecified(),
		receives: row.RxQueue > 0, send: row.TxQueue > 0,
		peer: row.Remote.Addr(), inode: row.Inode,
	})
}

// AppendRaw counts a row of raw.
func (r rows) AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte {
	return r.AppendUDP(dst, proto, row)
}

// AppendSCTPEndpoint counts a listener of sctp.
func (r rows) AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte {
	return r.sctp(dst, row, true)
}

// AppendSCTPAssociation counts an association of sctp.
func (r rows) AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte {
	return r.sctp(dst, row, false)
}

func (r rows) sctp(dst []byte, row *procnet.SCTPSocket, listens bool) []byte {
	local, _ := procnet.NextSCTPAddr(row.Local)
	peer, _ := procnet.NextSCTPAddr(row.Peer)
	proto := "sctp"
	if local.Is6() {
		proto = "sctp6"
	}
	return r.count(dst, &socket{
		proto: proto, state: states.SCTP(row.State), listens: listens,
		receives: row.RxQueue > 0, send: row.TxQueue > 0,
		peer: peer, inode: row.Inode,
	})
}

// AppendUnix counts a unix socket.
func (r rows) AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte {
	s := socket{proto: "unix", state: format.UnixState(row), listens: row.Listening()}
	if hasInode {
		s.inode = row.Inode
	}
	return r.count(dst, &s)
}

// count counts a socket.
func (r rows) count(dst []byte, s *socket) []byte {
	program := ""
	if r.owners != nil {
		if owner, ok := r.owners.Lookup(s.inode); ok {
			program = owner.Name
		}
	}
	r.part.count(s, program)
	return append(dst, '.')
}
