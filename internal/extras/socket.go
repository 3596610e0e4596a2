package extras

import (
	"slices"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
	"github.com/gonetstat/gonetstat/internal/states"
)

// Socket is what is known of a socket of the internet.
type Socket struct {
	V6Only    bool   // it takes no IPv4: IPV6_V6ONLY
	HasV6Only bool   // V6Only is known: of IPv6, and a listener or not connected
	Mark      uint32 // SO_MARK
	HasMark   bool   // Mark is known, which takes CAP_NET_ADMIN
	// BacklogLimit is how many connections may wait until a listener of TCP
	// accepts them.
	BacklogLimit uint32
	Device       string // name of the interface that it is bound to; "" for none, or an unknown one
	Cgroup       string // path of the cgroup2 that it was made in; "" if it is not known
	// Info is nil unless Table.TCPInfo asks for it, and but for a connection.
	Info       sockdiag.TCPInfo
	Congestion string // the name of the congestion control, as Info
}

// entry is a socket as a Table has it, of which there may be very many. What
// several have in common are numbers of lists in shared, from 1 on.
type entry struct {
	inode         uint32 // sock_diag has no longer ones, nor get_next_ino in fs/inode.c
	mark          uint32
	backlogLimit  uint32
	device        uint32
	cgroup        uint32
	info          uint32
	local, remote uint16 // ports
	congestion    uint8
	flags         flags
}

// byInode is entries that are sorted in place. To a function that compares them,
// as slices.SortFunc wants one, each would be copied.
type byInode []entry

func (e byInode) Len() int           { return len(e) }
func (e byInode) Less(i, j int) bool { return e[i].inode < e[j].inode }
func (e byInode) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }

type flags uint8

const (
	v6Only flags = 1 << iota
	hasV6Only
	hasMark
	listening
)

// shared is what entries refer to, each number by one less.
type shared struct {
	devices     []string
	cgroups     []string
	congestions []string
	infos       []info
}

// info is the beginning of a struct tcp_info.
type info struct {
	size  uint8
	bytes [sockdiag.TCPInfoSize]byte
}

// Internet gives what is known of the socket of a row, if anything is. The table
// and the dump are of different moments. An inode is of another socket only when
// the kernel's counter of 32 bits has gone round meanwhile; but a socket that
// has been connected, or that has begun to listen, is not what it was.
func (t *Table) Internet(row *procnet.Socket) (s Socket, known bool) {
	at, found := slices.BinarySearchFunc(t.sockets, row.Inode, func(e entry, inode uint64) int {
		switch {
		case uint64(e.inode) < inode:
			return -1
		case uint64(e.inode) > inode:
			return 1
		}
		return 0
	})
	if !found {
		return s, false
	}
	e := &t.sockets[at]
	if e.local != row.Local.Port() || e.remote != row.Remote.Port() || e.flags&listening != 0 != (row.State == states.Listen) {
		return s, false
	}
	s = Socket{
		V6Only:       e.flags&v6Only != 0,
		HasV6Only:    e.flags&hasV6Only != 0,
		Mark:         e.mark,
		HasMark:      e.flags&hasMark != 0,
		BacklogLimit: e.backlogLimit,
	}
	if e.device > 0 {
		s.Device = t.shared.devices[e.device-1]
	}
	if e.cgroup > 0 {
		s.Cgroup = t.shared.cgroups[e.cgroup-1]
	}
	if e.congestion > 0 {
		s.Congestion = t.shared.congestions[e.congestion-1]
	}
	if e.info > 0 {
		i := &t.shared.infos[e.info-1]
		s.Info = i.bytes[:i.size]
	}
	return s, true
}
