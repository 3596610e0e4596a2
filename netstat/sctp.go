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
	Details   *SCTPDetails // nil unless Options.Details asks for them

	NetNS     string     // the network namespace's label, as the package's documentation says
	Namespace *Namespace // the network namespace; rows of one listing share it, so it is not to be changed
}

// SCTPDetails are the columns of net/sctp/eps and net/sctp/assocs that netstat does
// not show. All but Style is of associations only, and the counters are 0 where an old
// kernel does not tell them.
type SCTPDetails struct {
	Style        string     // "one-to-many", "one-to-one" or "peeled-off", as RFC 6458 calls them; "unknown" for another
	State        string     // of the association, a word of the kernel's enum sctp_state such as "COOKIE_WAIT"
	ID           int32      // number of the association
	LocalPrimary netip.Addr // the address from which is sent; the zero Addr if the kernel marks none
	PeerPrimary  netip.Addr // the address to which is sent; the zero Addr if the kernel marks none

	HeartbeatInterval   int64 // between heartbeats, in jiffies of the kernel's own, CONFIG_HZ a second
	InStreams           int64 // streams from the peer
	OutStreams          int64 // streams to the peer
	MaxRetransmits      int64 // retransmissions that end the association
	InitRetries         int64 // retransmissions of its start
	ShutdownRetries     int64 // retransmissions of its end
	RetransmittedChunks int64 // chunks of data sent again
	WmemAlloc           int64 // memory of what is being sent, in bytes
	WmemQueued          int64 // memory of what waits to be sent, in bytes
	SndBuf              int64 // limit of memory for sending, in bytes (SO_SNDBUF, socket(7))
	RcvBuf              int64 // limit of memory for receiving, in bytes (SO_RCVBUF, socket(7))
}

// SCTPSockets returns a sequence of the endpoints and associations of sctp that the
// options ask for, namespace by namespace, in each the endpoints first and all in
// the kernel's order. Its errors are like those of Sockets.
func SCTPSockets(ctx context.Context, o Options) iter.Seq2[SCTPSocket, error] {
	return sctpSockets(ctx, o)
}
