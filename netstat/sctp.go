package netstat

import (
	"context"
	"iter"
	"net/netip"
)

// SCTPSocket is an endpoint of sctp, which listens, or one of its associations, as
// the kernel describes them in rows of net/sctp/eps and net/sctp/assocs
// (sctp_eps_seq_show and sctp_assocs_seq_show in net/sctp/proc.c).
type SCTPSocket struct {
	Endpoint  bool         // it is no association, and has no peer
	State     SkState      // of the socket, which the kernel counts as those of tcp
	Local     []netip.Addr // all local addresses
	LocalPort uint16
	Peer      []netip.Addr // all addresses of the peer; nil for an endpoint
	PeerPort  uint16       // 0 for an endpoint
	TxQueue   uint64       // bytes waiting for the peer; 0 for an endpoint
	RxQueue   uint64       // bytes not read by the process; 0 for an endpoint
	UID       uint32       // the user that has the socket
	Inode     uint64       // names the socket, of which several associations may be
	Process   Process      // that has the socket, the first if several have; zero if not known or not asked for
	Owners    []Owner      // all that have it, if Options.AllOwners asks for them

	NetNS     string     // the network namespace's label, as the package's documentation says
	Namespace *Namespace // the network namespace; rows of one listing share it, so it is not to be changed
}

// SCTPSockets returns a sequence of the endpoints and associations of sctp that the
// options ask for, namespace by namespace, in each the endpoints first and all in
// the kernel's order. Its errors are like those of Sockets.
func SCTPSockets(ctx context.Context, o Options) iter.Seq2[SCTPSocket, error] {
	return sctpSockets(ctx, o)
}
