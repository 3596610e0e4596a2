package sorted

import (
	"encoding/binary"
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/framed"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// rows makes texts with keys, which sort as the rows do when they are compared
// byte by byte.
type rows struct {
	format.Rows
	orders []Order
	in     format.Space
}

// socket is what is sorted by of a row.
type socket struct {
	proto       string
	local, peer netip.AddrPort
	path        []byte // of a unix socket, in place of the local end; nil for others
	state       string
	recvQ       uint64
	sendQ       uint64
	inode       uint64
	uid         uint32
	hasUser     bool // uid is a user's
}

// AppendTCP appends a row of tcp.
func (r rows) AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte {
	return r.internet(dst, proto, states.TCP(row.State), row, r.Rows.AppendTCP)
}

// AppendUDP appends a row of udp or udplite.
func (r rows) AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte {
	return r.internet(dst, proto, states.UDP(row.State), row, r.Rows.AppendUDP)
}

// AppendRaw appends a row of raw.
func (r rows) AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte {
	return r.internet(dst, proto, states.UDP(row.State), row, r.Rows.AppendRaw)
}

func (r rows) internet(dst []byte, proto, state string, row *procnet.Socket, text func([]byte, string, *procnet.Socket) []byte) []byte {
	start, dst := framed.Open(r.key(dst, &socket{
		proto: proto, local: row.Local, peer: row.Remote, state: state,
		recvQ: row.RxQueue, sendQ: row.TxQueue, inode: row.Inode, uid: row.UID, hasUser: format.HasUser(row),
	}))
	return framed.Close(text(dst, proto, row), start)
}

// AppendSCTPEndpoint appends a row of sctp.
func (r rows) AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte {
	return r.sctp(dst, row, r.Rows.AppendSCTPEndpoint)
}

// AppendSCTPAssociation appends a row of sctp.
func (r rows) AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte {
	return r.sctp(dst, row, r.Rows.AppendSCTPAssociation)
}

// sctp appends a row of sctp, which is sorted by the first of its addresses.
func (r rows) sctp(dst []byte, row *procnet.SCTPSocket, text func([]byte, *procnet.SCTPSocket) []byte) []byte {
	local, _ := procnet.NextSCTPAddr(row.Local)
	peer, _ := procnet.NextSCTPAddr(row.Peer)
	proto := "sctp"
	if local.Is6() {
		proto = "sctp6"
	}
	start, dst := framed.Open(r.key(dst, &socket{
		proto: proto,
		local: netip.AddrPortFrom(local, row.LocalPort), peer: netip.AddrPortFrom(peer, row.PeerPort), state: states.SCTP(row.State),
		recvQ: uint64(row.RxQueue), sendQ: uint64(row.TxQueue), inode: row.Inode, uid: row.UID, hasUser: format.HasUserSCTP(row),
	}))
	return framed.Close(text(dst, row), start)
}

// AppendUnix appends a row of a unix socket.
func (r rows) AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte {
	s := socket{proto: format.UnixType(row.Type), state: format.UnixState(row), path: []byte{}}
	if hasInode && len(row.Path) > 0 {
		s.path = row.Path
	}
	if hasInode {
		s.inode = row.Inode
	}
	start, dst := framed.Open(r.key(dst, &s))
	return framed.Close(r.Rows.AppendUnix(dst, row, hasInode), start)
}

// key appends the key of a row.
func (r rows) key(dst []byte, s *socket) []byte {
	start, dst := framed.Open(dst)
	for _, o := range r.orders {
		part := len(dst)
		dst = r.part(dst, o.By, s)
		if o.Reversed {
			for i := part; i < len(dst); i++ {
				dst[i] = ^dst[i]
			}
		}
	}
	return framed.Close(dst, start)
}

// part appends what sorts by one thing. None is the beginning of another, so that
// it sorts backwards too.
func (r rows) part(dst []byte, by By, s *socket) []byte {
	switch by {
	case Proto:
		return text(dst, s.proto)
	case Local:
		if s.path != nil {
			return text(dst, s.path)
		}
		return end(dst, s.local)
	case Port:
		return binary.BigEndian.AppendUint16(dst, s.local.Port())
	case Peer:
		return end(dst, s.peer)
	case State:
		return text(dst, s.state)
	case RecvQ:
		return binary.BigEndian.AppendUint64(dst, s.recvQ)
	case SendQ:
		return binary.BigEndian.AppendUint64(dst, s.sendQ)
	case PID:
		if o := r.owner(s); o != nil {
			return binary.BigEndian.AppendUint32(dst, uint32(o.PID))
		}
		return append(dst, 0xff, 0xff, 0xff, 0xff)
	case Program:
		if o := r.owner(s); o != nil {
			return text(dst, o.Name)
		}
		return append(dst, 0xff, 0)
	case Workload:
		if o := r.owner(s); o != nil && r.in.Workloads != nil {
			if word := r.in.Workloads.Process(o.PID).Word; word != "" {
				return text(dst, word)
			}
		}
		return append(dst, 0xff, 0)
	case User:
		if s.hasUser {
			return binary.BigEndian.AppendUint32(append(dst, 0), s.uid)
		}
		return append(dst, 0xff)
	case NetNS:
		return text(dst, r.in.Label)
	}
	return dst
}

// owner gives the process that has a socket, or nil.
func (r rows) owner(s *socket) *procmap.Owner {
	if r.in.Owners == nil {
		return nil
	}
	if owner, ok := r.in.Owners.Lookup(s.inode); ok {
		return owner
	}
	return nil
}

// text appends a text that no NUL is in, and one behind it.
func text[T string | []byte](dst []byte, text T) []byte {
	for i := range len(text) {
		if c := text[i]; c != 0 {
			dst = append(dst, c)
		}
	}
	return append(dst, 0)
}

// end appends an address, those of IPv4 first, and a port.
func end(dst []byte, end netip.AddrPort) []byte {
	addr := end.Addr()
	dst = append(dst, byte(addr.BitLen()))
	dst = append(dst, addr.AsSlice()...)
	return binary.BigEndian.AppendUint16(dst, end.Port())
}
