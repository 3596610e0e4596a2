package netstat

import (
	"context"
	"errors"
	"net/netip"
	"path"
	"strconv"

	"github.com/gonetstat/gonetstat/common"
	"github.com/gonetstat/gonetstat/internal/netns"
	names "github.com/gonetstat/gonetstat/netns"
)

// entries is Netstat.
func entries(ctx context.Context, features EnableFeatures, fn FilterFunc) ([]SockTabEntry, error) {
	o := Options{
		Protocols: features.protocols(),
		Owners:    features.PID,
		Details:   true,
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
	run(ctx, &o, o.filter(), choose, func(l *listing[Socket], s *space) {
		whole := !features.AllNetNs || s.namespace.Own
		addSockets(l, s, &o, s.in(whole))
	}, func(s Socket, err error) bool {
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

// keeper keeps the entries that a caller accepts. Others cost nothing: they are
// shown to it in the same place.
type keeper struct {
	accept    FilterFunc // nil for all
	kept      []SockTabEntry
	processes map[int]*common.Process

	entry SockTabEntry
	ends  *ends // of the entry; nil when they have been given away
}

// ends are both ends of an entry with the bytes of their addresses, which are
// allocated together.
type ends struct {
	local, remote SockEndpoint
	addresses     [2][16]byte
}

// take keeps a socket if the caller accepts it.
func (k *keeper) take(s *Socket) {
	if k.ends == nil {
		k.ends = &ends{}
	}
	setEndpoint(&k.ends.local, s.Local, &k.ends.addresses[0])
	setEndpoint(&k.ends.remote, s.Remote, &k.ends.addresses[1])
	k.entry = SockTabEntry{
		Transport:      s.Protocol.table(),
		LocalEndpoint:  &k.ends.local,
		RemoteEndpoint: &k.ends.remote,
		State:          s.State,
		TxQueue:        s.TxQueue,
		RxQueue:        s.RxQueue,
		Tr:             s.Timer,
		TimerWhen:      uint64(s.Expires / jiffy),
		Retrnsmt:       s.Retransmits,
		UID:            s.UID,
		Timeout:        uint64(s.Probes),
		Inode:          s.Inode,
		Ref:            uint64(s.Details.Refs),
		Pointer:        s.Details.Pointer,
		Process:        k.process(&s.Process),
		NetNS:          s.NetNS,
	}
	if k.accept == nil || k.accept(&k.entry) {
		k.kept = append(k.kept, k.entry)
		k.ends = nil
	}
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
