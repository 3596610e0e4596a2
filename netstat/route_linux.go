package netstat

import (
	"context"
	"errors"
	"iter"
	"net/netip"
	"time"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

func routes(ctx context.Context, o Options) iter.Seq2[Route, error] {
	proc := o.config().Proc
	return eachSpace(ctx, o, func(s *space, yield func(Route, error) bool) bool {
		if o.wantsFamily(Inet) && !s.routes(proc, yield) {
			return false
		}
		return !o.wantsFamily(Inet6) || s.routes6(proc, yield)
	})
}

// routes gives the routes of IPv4, and tells whether the caller wants more.
func (s *space) routes(proc string, yield func(Route, error) bool) bool {
	table, err := procnet.OpenRoutes(s.namespace)
	if err != nil {
		err = s.explain(proc, err)
		return err == nil || yield(Route{}, err)
	}
	defer table.Close()
	if err := table.Heading(); err != nil {
		// An empty table means that there are no routes.
		return errors.Is(err, procnet.ErrNoHeading) || yield(Route{}, s.about(err))
	}
	for row := (procnet.Route{}); table.Next(&row); {
		route := Route{
			Family:      Inet,
			Destination: row.Destination,
			Bits:        prefixLength(row.Mask),
			Mask:        row.Mask,
			Gateway:     unlessNull(row.Gateway),
			Flags:       row.Flags,
			Metric:      uint32(row.Metric),
			Refs:        uint32(row.RefCnt),
			Use:         uint32(row.Use),
			MTU:         uint32(row.MTU),
			Window:      uint32(row.Window),
			RTT:         time.Duration(uint32(row.IRTT)) * time.Millisecond,
			NetNS:       s.public.Label,
			Namespace:   s.public,
		}
		if row.Iface != "*" { // the kernel's fib_route_seq_show, for none
			route.Interface = row.Iface
		}
		if !yield(route, nil) {
			return false
		}
	}
	return true
}

// routes6 gives the routes of IPv6 that are not cached, as routes does.
func (s *space) routes6(proc string, yield func(Route, error) bool) bool {
	table, err := procnet.OpenRoutes6(s.namespace, false)
	if err != nil {
		err = s.explain(proc, err)
		return err == nil || yield(Route{}, err)
	}
	defer table.Close()
	for row := (procnet.Route6{}); table.Next(&row); {
		route := Route{
			Family:      Inet6,
			Destination: row.Destination,
			Bits:        int(row.Bits),
			Gateway:     unlessNull(row.NextHop),
			Interface:   row.Iface,
			Flags:       row.Flags,
			Metric:      uint32(row.Metric),
			Refs:        uint32(row.RefCnt),
			Use:         uint32(row.Use),
			NetNS:       s.public.Label,
			Namespace:   s.public,
		}
		if !yield(route, nil) {
			return false
		}
	}
	return true
}

// prefixLength gives the length of the prefix that an IPv4 mask is, -1 for a mask
// that is none.
func prefixLength(mask netip.Addr) int {
	for bits := range 33 {
		if prefix, err := netip.AddrFrom4([4]byte{255, 255, 255, 255}).Prefix(bits); err == nil && prefix.Addr() == mask {
			return bits
		}
	}
	return -1
}

// unlessNull gives an address, and the zero Addr for 0.0.0.0 and ::, with which the
// kernel says that none is set.
func unlessNull(addr netip.Addr) netip.Addr {
	if addr.IsUnspecified() {
		return netip.Addr{}
	}
	return addr
}
