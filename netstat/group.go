package netstat

import (
	"context"
	"iter"
	"net/netip"
)

// Group is a multicast group that an interface has joined, a row of net/igmp
// (igmp_mc_seq_show in the kernel's net/ipv4/igmp.c) or net/igmp6
// (igmp6_mc_seq_show in net/ipv6/mcast.c).
type Group struct {
	Interface string
	Addr      netip.Addr // of the group
	Users     int        // how often it was joined

	NetNS     string     // the network namespace's label, as the package's documentation says
	Namespace *Namespace // the network namespace; rows of one listing share it, so it is not to be changed
}

// Groups returns a sequence of the multicast groups of the families that the
// options ask for, namespace by namespace, those of IPv4 first, in the kernel's
// order. Its errors are like those of Sockets.
func Groups(ctx context.Context, o Options) iter.Seq2[Group, error] { return groups(ctx, o) }
