package engine

import (
	"net/netip"
	"slices"

	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// Filter says which sockets are listed: those that fit Which and at least one
// value of every list that is not empty. The zero value is what netstat lists
// without options.
type Filter struct {
	Which  Which
	States []string     // net-tools' words, "" for a socket that has none
	Ports  []PortRange  // of the local or the remote end
	Ends   *Ends        // of an internet socket or one of sctp; nil for any
	Only   procmap.Only // sockets of such processes alone
}

// Ends are both ends of a connection. One of IPv4 has them mapped in a table of
// IPv6 (::ffff:192.0.2.1), which makes no difference.
type Ends struct{ Local, Remote netip.AddrPort }

// are tells whether a socket has these ends.
func (e *Ends) are(local, remote netip.AddrPort) bool {
	return local.Port() == e.Local.Port() && remote.Port() == e.Remote.Port() &&
		local.Addr().Unmap() == e.Local.Addr().Unmap() && remote.Addr().Unmap() == e.Remote.Addr().Unmap()
}

// areSCTP tells whether a socket of sctp has these ends among its addresses. An
// endpoint has no peer: it has the null address and port 0.
func (e *Ends) areSCTP(row *procnet.SCTPSocket) bool {
	if row.LocalPort != e.Local.Port() || row.PeerPort != e.Remote.Port() || !isAmong(e.Local.Addr(), row.Local) {
		return false
	}
	return isAmong(e.Remote.Addr(), row.Peer) || len(row.Peer) == 0 && e.Remote.Addr().IsUnspecified()
}

// isAmong tells whether an address is one of a list.
func isAmong(wanted netip.Addr, list []byte) bool {
	for addr, rest := procnet.NextSCTPAddr(list); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
		if addr.Unmap() == wanted.Unmap() {
			return true
		}
	}
	return false
}

// Which tells listeners from connections, as netstat does: of tcp by the remote
// port, of udp, udplite and raw by the remote address, of unix sockets by the
// state.
type Which int

// Which sockets are listed.
const (
	Connected Which = iota // those that do not listen
	Listening              // those that do
	All
)

// PortRange is a range of ports, both ends in it.
type PortRange struct{ First, Last uint16 }

// Any tells whether anything but Which leaves sockets out.
func (f *Filter) Any() bool {
	return len(f.States) > 0 || len(f.Ports) > 0 || f.Ends != nil || f.ByOwner()
}

// ByOwner tells whether sockets are chosen by the processes that have them.
func (f *Filter) ByOwner() bool { return f.Only.Any() }

// state tells whether a socket in this state is wanted.
func (f *Filter) state(state string) bool {
	return slices.Contains(f.States, state)
}

// port tells whether a socket with these ports is wanted.
func (f *Filter) port(local, remote uint16) bool {
	return len(f.Ports) == 0 || slices.ContainsFunc(f.Ports, func(r PortRange) bool {
		return r.First <= local && local <= r.Last || r.First <= remote && remote <= r.Last
	})
}

// wantsListeners tells whether of tcp nothing but listeners is wanted.
func (f *Filter) wantsListeners() bool {
	return f.Which == Listening || len(f.States) > 0 && !slices.ContainsFunc(f.States, func(state string) bool {
		return state != "LISTEN" && state != "LISTENING"
	})
}
