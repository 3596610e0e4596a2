package changes

import (
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/framed"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// rows makes texts of sockets with what they are compared by in front.
type rows struct {
	format.Rows
	in format.Space
}

// AppendTCP appends a row of tcp.
func (r rows) AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte {
	start, dst := r.open(dst, proto, row.Local, row.Remote, nil, row.Inode, states.TCP(row.State))
	return framed.Close(r.Rows.AppendTCP(dst, proto, row), start)
}

// AppendUDP appends a row of udp or udplite.
func (r rows) AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte {
	start, dst := r.open(dst, proto, row.Local, row.Remote, nil, row.Inode, states.UDP(row.State))
	return framed.Close(r.Rows.AppendUDP(dst, proto, row), start)
}

// AppendRaw appends a row of raw.
func (r rows) AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte {
	start, dst := r.open(dst, proto, row.Local, row.Remote, nil, row.Inode, states.UDP(row.State))
	return framed.Close(r.Rows.AppendRaw(dst, proto, row), start)
}

// AppendSCTPEndpoint appends a listener of sctp.
func (r rows) AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte {
	start, dst := r.openSCTP(dst, row)
	return framed.Close(r.Rows.AppendSCTPEndpoint(dst, row), start)
}

// AppendSCTPAssociation appends an association of sctp.
func (r rows) AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte {
	start, dst := r.openSCTP(dst, row)
	return framed.Close(r.Rows.AppendSCTPAssociation(dst, row), start)
}

// openSCTP is open for sctp, whose first addresses are its ends.
func (r rows) openSCTP(dst []byte, row *procnet.SCTPSocket) (start int, grown []byte) {
	local, _ := procnet.NextSCTPAddr(row.Local)
	peer, _ := procnet.NextSCTPAddr(row.Peer)
	return r.open(dst, "sctp", netip.AddrPortFrom(local, row.LocalPort), netip.AddrPortFrom(peer, row.PeerPort), nil,
		row.Inode, states.SCTP(row.State))
}

// AppendUnix appends a row of a unix socket.
func (r rows) AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte {
	var inode uint64
	var path []byte
	if hasInode {
		inode, path = row.Inode, row.Path
	}
	start, dst := r.open(dst, "unix", netip.AddrPort{}, netip.AddrPort{}, path, inode, format.UnixState(row))
	return framed.Close(r.Rows.AppendUnix(dst, row, hasInode), start)
}

// open appends what a row is known and compared by, and begins its text.
func (r rows) open(dst []byte, proto string, local, peer netip.AddrPort, path []byte, inode uint64, state string) (start int, grown []byte) {
	start, dst = framed.Open(dst)
	if r.in.Inode != 0 {
		dst = strconv.AppendUint(dst, r.in.Inode, 10)
	} else {
		dst = append(dst, r.in.Label...)
	}
	dst = append(append(append(dst, 0), proto...), 0)
	dst = append(local.AppendTo(dst), 0)
	dst = append(peer.AppendTo(dst), 0)
	dst = append(append(dst, path...), 0)
	if proto == "unix" {
		dst = strconv.AppendUint(dst, inode, 10) // it has one as long as it is there, and often no other end
	}
	dst = framed.Close(dst, start)

	start, dst = framed.Open(dst)
	dst = framed.Close(strconv.AppendUint(dst, inode, 10), start)

	start, dst = framed.Open(dst)
	dst = append(append(dst, r.in.Label...), 0)
	dst = append(append(dst, state...), 0)
	if r.in.Owners != nil {
		if owner, ok := r.in.Owners.Lookup(inode); ok {
			dst = append(strconv.AppendInt(dst, int64(owner.PID), 10), owner.Name...)
		}
	}
	dst = framed.Close(dst, start)
	return framed.Open(dst)
}
