package netstat

import "context"

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

	PID           bool // look for the process that has each socket
	NoHostNetwork bool // leave out the network namespace that the program runs in, unless it is asked for below
	AllNetNs      bool // list all network namespaces that have a name in the directory netns.NetNSPath
	// NetNsName lists those with these names there. Of one with a "/" the last
	// part counts. It is never taken for a path or a PID.
	NetNsName []string
	// NetNsPids lists those that these processes live in. It takes no right to
	// ask other users' processes.
	NetNsPids []uint32

	// ProcRoot is the directory where procfs is mounted; "" means
	// common.ProcPath, "/proc". See Options.ProcRoot.
	ProcRoot string
}

// FilterFunc tells whether Netstat lists a socket. What it is given belongs to
// Netstat: it may copy the entry, but not keep or change it or its endpoints.
type FilterFunc func(*SockTabEntry) bool

// AcceptFn is another name of FilterFunc.
type AcceptFn = FilterFunc

// NoopFilter is true for every socket.
func NoopFilter(*SockTabEntry) bool { return true }

// ConnectedFilter is true for sockets with a remote address and a remote port:
// of tcp, connections in any state, from SynSent to TimeWait; of udp and
// udplite, sockets that connect(2) has given a peer. It is false for all raw
// sockets, since they have no remote port, even when they are connected, and for
// an entry without a remote endpoint.
func ConnectedFilter(s *SockTabEntry) bool {
	return s.RemoteEndpoint != nil && !s.RemoteEndpoint.IP.IsUnspecified() && s.RemoteEndpoint.Port != 0
}

// ListeningFilter is true for sockets with neither a remote address nor a
// remote port: of tcp, listeners, in the state Listen; of udp, udplite and raw,
// which know no listening, sockets that are not connected and so take packets
// from anyone. These are the sockets that Options.Listening limits a list to.
// Neither filter is true for a connected raw socket, for one of udp that is
// connected to port 0, or for an entry without a remote endpoint.
func ListeningFilter(s *SockTabEntry) bool {
	return s.RemoteEndpoint != nil && s.RemoteEndpoint.IP.IsUnspecified() && s.RemoteEndpoint.Port == 0
}

// Netstat lists the sockets for which fn is true, or all if fn is nil. Which
// protocols and network namespaces are looked at, features says; no namespace
// is listed twice: one that is asked for in several ways is called as in the first
// of the program's own, AllNetNs, NetNsName and NetNsPids. Sockets are in the order
// that they have in Sockets. fn is called for one socket after the other.
//
// What cannot be read is left out: a namespace that ends meanwhile or may not be
// entered, a name or a process that there is not, a table that the kernel does not
// have. There is an error only if no namespace could be read although some was
// asked for, or if the context has ended; with the latter come the entries that had
// been read before. Sockets tells of each error, and goes on.
//
// With AllNetNs the sockets of other namespaces come from sock_diag(7) where that
// is possible, in less than half the time. It does not tell Ref and Pointer, which
// are 0 then, only that of Retrnsmt and Timeout which belongs to the running timer,
// and UID in SynRecv not always. All of them are told of the program's own
// namespace, of those that NetNsName and NetNsPids list without AllNetNs, and by
// Sockets with Options.Details.
func Netstat(ctx context.Context, features EnableFeatures, fn FilterFunc) ([]SockTabEntry, error) {
	return entries(ctx, features, fn)
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
