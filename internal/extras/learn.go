package extras

import (
	"math"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
	"github.com/gonetstat/gonetstat/internal/states"
)

// learner gathers what a dump tells.
type learner struct {
	sockets     []entry
	devices     numbered[uint32]
	cgroups     numbered[uint64]
	congestions numbered[string]
	infos       []info
}

// numbered gives values numbers, from 1 on.
type numbered[T comparable] struct {
	values  []T
	numbers map[T]uint32
}

func (n *numbered[T]) number(value T) uint32 {
	if known, ok := n.numbers[value]; ok {
		return known
	}
	if n.numbers == nil {
		n.numbers = make(map[T]uint32)
	}
	n.values = append(n.values, value)
	n.numbers[value] = uint32(len(n.values))
	return n.numbers[value]
}

// add adds a socket.
func (l *learner) add(row *procnet.Socket, extra *sockdiag.Extra) {
	e := entry{
		inode:        uint32(row.Inode),
		mark:         extra.Mark,
		backlogLimit: extra.BacklogLimit,
		local:        row.Local.Port(),
		remote:       row.Remote.Port(),
	}
	for _, flag := range [...]struct {
		is   bool
		flag flags
	}{
		{extra.V6Only, v6Only},
		{extra.HasV6Only, hasV6Only},
		{extra.HasMark, hasMark},
		{row.State == states.Listen, listening},
	} {
		if flag.is {
			e.flags |= flag.flag
		}
	}
	if extra.Device != 0 {
		e.device = l.devices.number(extra.Device)
	}
	if extra.CgroupID != 0 {
		e.cgroup = l.cgroups.number(extra.CgroupID)
	}
	if extra.Info != nil {
		var i info
		i.size = uint8(copy(i.bytes[:], extra.Info))
		l.infos = append(l.infos, i)
		e.info = uint32(len(l.infos))
	}
	if number := l.congestion(extra.Congestion); number <= math.MaxUint8 {
		e.congestion = uint8(number)
	}
	l.sockets = append(l.sockets, e)
}

// congestion gives the number of a congestion control, 0 for none.
func (l *learner) congestion(name []byte) uint32 {
	if len(name) == 0 {
		return 0
	}
	if known, ok := l.congestions.numbers[string(name)]; ok { // without a string of its own
		return known
	}
	return l.congestions.number(string(name))
}

// shared gives what the sockets have in common, by names. One that cannot be
// found out any more is "".
func (l *learner) shared(from Source) shared {
	s := shared{
		devices:     interfaceNames(from, l.devices.values),
		congestions: l.congestions.values,
		infos:       l.infos,
		cgroups:     make([]string, len(l.cgroups.values)),
	}
	for i, id := range l.cgroups.values {
		s.cgroups[i], _ = from.Cgroup(id)
	}
	return s
}

// interfaceNames gives the names of interfaces of the namespace by their
// indexes: SIOCGIFNAME of netdevice(7).
func interfaceNames(from Source, indexes []uint32) []string {
	if len(indexes) == 0 {
		return nil
	}
	names := make([]string, len(indexes))
	fd, err := from.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return names
	}
	defer unix.Close(fd)
	for i, index := range indexes {
		request, err := unix.NewIfreq("")
		if err != nil {
			continue
		}
		request.SetUint32(index)
		if unix.IoctlIfreq(fd, unix.SIOCGIFNAME, request) == nil {
			names[i] = request.Name()
		}
	}
	return names
}
