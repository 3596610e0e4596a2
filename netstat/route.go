package netstat

import (
	"context"
	"iter"
	"net/netip"
	"time"
)

// Route is a route of IPv4, a row of net/route (fib_route_seq_show in the kernel's
// net/ipv4/fib_trie.c), or of IPv6, one of net/ipv6_route (rt6_info_route in
// net/ipv6/route.c).
type Route struct {
	Family      Family     // Inet or Inet6
	Destination netip.Addr // of the network or the host
	// Bits is how many bits of the destination count, -1 for a mask that is no
	// prefix.
	Bits int
	// Mask is the same as a mask, of IPv4 only.
	Mask      netip.Addr
	Gateway   netip.Addr // the zero Addr without one
	Interface string     // "" if the route has none, because it rejects or is a black hole
	// Flags are the kernel's: RTF_... of linux/route.h, and of IPv6 of
	// linux/ipv6_route.h too.
	Flags  uint32
	Metric uint32 // the lower, the sooner the route is taken
	Refs   uint32 // references to the route; always 0 of IPv4 since Linux 2.2
	Use    uint32 // lookups of the route; always 0 nowadays
	// MTU is what net-tools calls MSS: the largest segment that a route of IPv4
	// advertises and 40 for headers, in bytes; 0 if it is not set.
	MTU    uint32
	Window uint32        // largest window of TCP, in bytes, of IPv4; 0 if it is not set
	RTT    time.Duration // initial round trip time, of IPv4, in steps of 1 ms; 0 if it is not set

	NetNS     string     // the network namespace's label, as the package's documentation says
	Namespace *Namespace // the network namespace; rows of one listing share it, so it is not to be changed
}

// Reject tells whether the route is unreachable or prohibited. Of a black hole the
// kernel says so for IPv6 only.
func (r *Route) Reject() bool { return r.Flags&routeReject != 0 }

// routeReject is RTF_REJECT of linux/route.h.
const routeReject = 0x0200

// Routes returns a sequence of the routes of the families that the options ask for:
// namespace by namespace, those of IPv4 first, in the kernel's order. Of IPv4 they
// are those of the main and the default table, of IPv6 those of all tables. Its
// errors are like those of Sockets.
func Routes(ctx context.Context, o Options) iter.Seq2[Route, error] { return routes(ctx, o) }
