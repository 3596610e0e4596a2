package netstat

import (
	"context"
	"errors"
	"net/netip"
	"path"
	"slices"
	"strconv"

	"github.com/gonetstat/gonetstat/common"
	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
	names "github.com/gonetstat/gonetstat/netns"
)

// entries is Netstat.
func entries(ctx context.Context, features EnableFeatures, fn FilterFunc) ([]SockTabEntry, error) {
	o := Options{
		Protocols: features.protocols(),
		Owners:    features.PID,
		ProcRoot:  features.ProcRoot,
		NetNSDirs: []string{names.NetNSPath},
	}
	if o.ProcRoot == "" {
		o.ProcRoot = common.ProcPath
	}
	if o.Protocols == 0 {
		return nil, ctx.Err()
	}
	chosen := &choice{}
	choose := func(_ context.Context, finder *netns.Finder) *choice {
		features.choose(chosen, finder, o.ProcRoot)
		return chosen
	}
	k := &keeper{accept: fn, processes: make(map[int]*common.Process)}
	var errs []error
	run(ctx, &o, o.filter(), procmap.Comms, choose, func(l *listing[sighting], s *space) {
		in := s.in(!features.AllNetNs || s.namespace.Own)
		for i, t := range socketTables {
			if protocol := Protocol(1 << i); o.wants(protocol) {
				rows := engine.Internet(l.plan, in, t, engine.Batches[procnet.Socket]())
				addTable(l, s, t.Name(), rows, func(row *procnet.Socket, to *sighting) {
					to.protocol, to.row, to.netns = protocol, row, s.public.Label
					to.process, _ = l.owners.of(row.Inode)
				})
			}
		}
	}, func(s sighting, err error) bool {
		if err != nil {
			errs = append(errs, err)
		} else {
			k.take(&s)
		}
		return true
	})
	if err := ctx.Err(); err != nil {
		return k.kept, err
	}
	for _, s := range chosen.spaces {
		if s.read {
			return k.kept, nil
		}
	}
	return k.kept, errors.Join(errs...)
}

// choose finds the namespaces that a caller of Netstat chooses, by the names that
// this one has for them.
func (f *EnableFeatures) choose(c *choice, finder *netns.Finder, proc string) {
	if !f.NoHostNetwork {
		c.add(finder.Self(), "", false)
	}
	if f.AllNetNs {
		for _, n := range finder.Named() {
			c.add(n, n.Names[0], true)
		}
	}
	for _, name := range f.NetNsName {
		if n, err := finder.Name(path.Base(name)); err != nil {
			c.errs = append(c.errs, namespaceError(err, name, 0))
		} else {
			c.add(n, name, false)
		}
	}
	for _, pid := range f.NetNsPids {
		if n, err := finder.Process(int(pid)); err != nil {
			c.errs = append(c.errs, processError(proc, int(pid), err))
		} else {
			c.add(n, strconv.FormatUint(uint64(pid), 10), false)
		}
	}
}

// sighting is a socket that has been read. The row belongs to the engine.
type sighting struct {
	protocol Protocol
	row      *procnet.Socket
	process  Process
	netns    string
}

// keeper keeps the entries that a caller accepts. Others cost nothing: they are
// shown to it in the same place.
type keeper struct {
	accept    FilterFunc // nil for all
	kept      []SockTabEntry
	processes map[int]*common.Process

	entry SockTabEntry
	spare []ends // the first of them is the entry's
}

// ends are both ends of an entry with the bytes of their addresses, which are
// allocated together, and with those of some other entries.
type ends struct {
	local, remote SockEndpoint
	addresses     [2][16]byte
}

// mostEnds is how many are allocated together.
const mostEnds = 32

// take keeps a socket if the caller accepts it.
func (k *keeper) take(s *sighting) {
	if len(k.spare) == 0 {
		k.spare = make([]ends, min(mostEnds, 1+len(k.kept)))
	}
	row, its := s.row, &k.spare[0]
	setEndpoint(&its.local, row.Local, &its.addresses[0])
	setEndpoint(&its.remote, row.Remote, &its.addresses[1])
	k.entry = SockTabEntry{
		Transport:      s.protocol.table(),
		LocalEndpoint:  &its.local,
		RemoteEndpoint: &its.remote,
		State:          SkState(toByte(row.State)),
		TxQueue:        row.TxQueue,
		RxQueue:        row.RxQueue,
		Tr:             TimerActive(toByte(row.Timer)),
		TimerWhen:      row.Expires,
		Retrnsmt:       row.Retransmits,
		UID:            row.UID,
		Timeout:        uint64(uint32(row.Timeout)),
		Inode:          row.Inode,
		Ref:            uint64(uint32(row.Refs)),
		Pointer:        row.Pointer,
		Process:        k.process(&s.process),
		NetNS:          s.netns,
	}
	if k.accept != nil && !k.accept(&k.entry) {
		return
	}
	if len(k.kept) == cap(k.kept) {
		k.kept = slices.Grow(k.kept, 1+len(k.kept)) // append copies large slices more often
	}
	k.kept = append(k.kept, k.entry)
	k.spare = k.spare[1:]
}

// process gives a process as entries have it, each once.
func (k *keeper) process(of *Process) *common.Process {
	if of.PID == 0 {
		return nil
	}
	p := k.processes[of.PID]
	if p == nil {
		p = &common.Process{Pid: of.PID, Name: of.Comm}
		k.processes[of.PID] = p
	}
	return p
}

// setEndpoint sets an endpoint, with the bytes of its address in a place of
// their own.
func setEndpoint(e *SockEndpoint, from netip.AddrPort, address *[16]byte) {
	if ip := from.Addr(); ip.Is4() {
		*(*[4]byte)(address[:]) = ip.As4()
		e.IP = address[:4:4]
	} else {
		*address = ip.As16()
		e.IP = address[:]
	}
	e.Port = from.Port()
}
