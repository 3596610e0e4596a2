package table

import (
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// extra gives what is known of a socket of the internet beside its row, if
// anything is.
func (f *rows) extra(row *procnet.Socket) (s extras.Socket, known bool) {
	if f.in.Extras == nil {
		return s, false
	}
	return f.in.Extras.Internet(row)
}

// extraFields are the columns of what is known of few sockets: how many of the
// connections wait that may until a listener accepts them, the mark (SO_MARK) as
// ip-rule(8) writes it, and the cgroup.
func extraFields() fields[internetRow] {
	return fields[internetRow]{
		{column{title: "Backlog", rare: true}, func(_ *rows, dst []byte, row internetRow) []byte {
			if !row.queues {
				return dst
			}
			return appendBacklog(dst, row.recvQ, row.extra.BacklogLimit)
		}},
		{column{title: "Mark", rare: true}, func(_ *rows, dst []byte, row internetRow) []byte {
			if row.extra.Mark == 0 {
				return dst
			}
			return strconv.AppendUint(append(dst, "0x"...), uint64(row.extra.Mark), 16)
		}},
		{column{title: "Cgroup", rare: true, short: shortenPath()}, func(_ *rows, dst []byte, row internetRow) []byte {
			return append(dst, row.extra.Cgroup...)
		}},
	}
}

func appendBacklog(dst []byte, waiting uint64, limit uint32) []byte {
	return appendNumber(append(appendNumber(dst, waiting), '/'), limit)
}

// appendDevice appends the interface that a socket is bound to, if it is, behind
// the host of its address.
func appendDevice(dst []byte, extra *extras.Socket) []byte {
	if extra.Device == "" {
		return dst
	}
	return append(append(dst, '%'), extra.Device...)
}

// takesBoth tells whether a socket is known to take IPv4 and IPv6 alike, at any
// address.
func takesBoth(local netip.Addr, extra *extras.Socket) bool {
	return extra.HasV6Only && !extra.V6Only && local.Is6() && local.IsUnspecified()
}

// unixPeer is the other end of a unix socket, as far as it is known.
type unixPeer struct {
	inode uint64 // 0 for none
	owner *procmap.Owner
}

// unixBacklogField is the column of how many of the connections wait that may
// until a listener accepts them.
func unixBacklogField() field[unixRow] {
	return field[unixRow]{column{title: "Backlog", rare: true}, func(f *rows, dst []byte, row unixRow) []byte {
		if f.in.Extras == nil || !row.hasInode {
			return dst
		}
		socket, _ := f.in.Extras.Unix(row.Inode)
		if !socket.Listening {
			return dst
		}
		return appendBacklog(dst, uint64(socket.Backlog), socket.BacklogLimit)
	}}
}

// unixPeer finds the other end of a socket.
func (f *rows) unixPeer(inode uint64) (p unixPeer) {
	if f.in.Extras == nil {
		return p
	}
	socket, _ := f.in.Extras.Unix(inode)
	if p.inode = socket.Peer; p.inode != 0 && f.in.Owners != nil {
		p.owner, _ = f.in.Owners.Lookup(p.inode)
	}
	return p
}

// peerField is the column of the other end: the process that has it, or else its
// inode.
func peerField() field[unixRow] {
	return field[unixRow]{column{title: "Peer", short: shortenName()}, func(_ *rows, dst []byte, row unixRow) []byte {
		switch {
		case row.peer.inode == 0:
			return dst
		case row.peer.owner == nil:
			return appendNumber(dst, row.peer.inode)
		}
		dst = append(appendNumber(dst, int64(row.peer.owner.PID)), '/')
		return append(dst, row.peer.owner.Name...)
	}}
}
