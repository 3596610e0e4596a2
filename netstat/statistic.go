package netstat

import (
	"context"
	"iter"
)

// Statistic is a counter of the kernel's network stack, from net/snmp, net/netstat,
// net/sctp/snmp or net/snmp6 (RFC 1213, RFC 2011 and the kernel's
// Documentation/networking/snmp_counter.rst say what they count).
type Statistic struct {
	Protocol string // as the kernel calls it: "Ip", "Tcp", "TcpExt", "Ip6"
	Name     string // as the kernel calls it: "InSegs", of IPv6 with the protocol: "Ip6InReceives"
	// Value counts since boot or, in another network namespace, since that was
	// made: packets, segments, bytes or events, as the name says. A few are no
	// counts: limits, algorithms, and how many connections there are. A negative
	// one, such as -1 of "MaxConn" for no limit, is wrapped.
	Value uint64

	NetNS     string     // the network namespace's label, as the package's documentation says
	Namespace *Namespace // the network namespace; rows of one listing share it, so it is not to be changed
}

// Statistics returns a sequence of the counters of the families that the options
// ask for, namespace by namespace in the kernel's order. Those of TCP and UDP over
// IPv4 count both families and belong to Inet. Its errors are like those of
// Sockets.
func Statistics(ctx context.Context, o Options) iter.Seq2[Statistic, error] {
	return statistics(ctx, o)
}
