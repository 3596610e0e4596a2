package netstat

import (
	"context"
	"errors"
)

// EnableFeatures says which sockets Netstat lists, of which network
// namespaces, and what it tells of them.
type EnableFeatures struct {
	TCP      bool
	TCP6     bool
	UDP      bool
	UDP6     bool
	UDPLite  bool
	UDPLite6 bool
	Raw      bool
	Raw6     bool

	PID           bool     // look for the process that has each socket
	NoHostNetwork bool     // leave out the network namespace that the program runs in, unless it is named below
	AllNetNs      bool     // list all other network namespaces
	NetNsName     []string // list those with these names, or paths of namespace files, or PIDs
	NetNsPids     []uint32 // list those that these processes live in
}

// FilterFunc tells whether Netstat lists a socket.
type FilterFunc func(*SockTabEntry) bool

// AcceptFn is another name of FilterFunc.
type AcceptFn = FilterFunc

// NoopFilter is true for every socket.
func NoopFilter(*SockTabEntry) bool { return true }

// ConnectedFilter is true for sockets with a remote address and a remote port:
// of tcp, connections in any state, from SynSent to TimeWait; of udp and
// udplite, sockets that connect(2) has given a peer. It is false for all raw
// sockets, since they have no remote port, even when they are connected.
func ConnectedFilter(s *SockTabEntry) bool {
	return !s.RemoteEndpoint.IP.IsUnspecified() && s.RemoteEndpoint.Port != 0
}

// ListeningFilter is true for sockets with neither a remote address nor a
// remote port: of tcp, listeners, in the state Listen; of udp, udplite and raw,
// which know no listening, sockets that are not connected and so take packets
// from anyone. These are the sockets that Options.Listening limits a list to.
// Neither filter is true for a connected raw socket, or for one of udp that is
// connected to port 0.
func ListeningFilter(s *SockTabEntry) bool {
	return s.RemoteEndpoint.IP.IsUnspecified() && s.RemoteEndpoint.Port == 0
}

// Netstat lists the sockets for which fn is true, or all if fn is nil. Which
// protocols and network namespaces are looked at, features says; no namespace
// is listed twice. Sockets are in the order that they have in Sockets.
//
// fn is called for one socket after the other. It may keep what it is given.
//
// An error does not mean that there are no entries: those that could be read
// are returned with it, and it joins all errors that there were.
func Netstat(ctx context.Context, features EnableFeatures, fn FilterFunc) ([]SockTabEntry, error) {
	return list(ctx, Options{}, features, fn)
}

// list is Netstat with the directories of some options.
func list(ctx context.Context, o Options, features EnableFeatures, fn FilterFunc) ([]SockTabEntry, error) {
	o.Protocols = features.protocols()
	if o.Protocols == 0 {
		return nil, ctx.Err()
	}
	o.Owners = features.PID
	var found []SockTabEntry
	var errs []error
	for s, err := range sockets(ctx, o, features.places()) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if entry := newEntry(&s); fn == nil || fn(entry) {
			found = append(found, *entry)
		}
	}
	return found, errors.Join(errs...)
}

func (f *EnableFeatures) protocols() Protocol {
	var set Protocol
	for i, enabled := range [...]bool{f.TCP, f.TCP6, f.UDP, f.UDP6, f.UDPLite, f.UDPLite6, f.Raw, f.Raw6} {
		if enabled {
			set |= 1 << i
		}
	}
	return set
}

func (f *EnableFeatures) places() places {
	p := places{own: !f.NoHostNetwork, all: f.AllNetNs, names: f.NetNsName}
	for _, pid := range f.NetNsPids {
		p.pids = append(p.pids, int(pid))
	}
	return p
}
