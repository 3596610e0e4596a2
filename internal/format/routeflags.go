package format

import "github.com/gonetstat/gonetstat/internal/procnet"

// routeFlag is a flag of a route and the letter for it.
type routeFlag struct {
	bit    uint32
	letter string
}

// Letters for RTF_* of the kernel's include/uapi/linux/route.h, and of its
// ipv6_route.h and in_route.h for bits above 0xffff, in net-tools' order.
var (
	routeFlags = []routeFlag{
		{procnet.RouteHost, "H"}, {0x8, "R"}, {0x10, "D"}, {0x20, "M"},
		{0x10000, "d"}, {0x20000, "a"}, {0x40000, "c"}, {0x200000, "o"},
		{0x400000, "e"}, {0x1000000, "c"}, {0x2000000, "f"}, {0x4000000, "p"},
		{0x80000000, "l"}, {0x40, "u"}, {0x80, "w"}, {0x100, "i"}, {0x400, "n"},
	}
	route6Flags = []routeFlag{
		{procnet.RouteUp, "U"}, {procnet.RouteReject, "!"}, {procnet.RouteGateway, "G"}, {procnet.RouteHost, "H"},
		{0x10000, "D"}, {0x40000, "A"}, {procnet.RouteCached, "C"}, {0x20000, "a"},
		{0x400000, "e"}, {0x20, "m"}, {0x200000, "n"}, {0x2000000, "f"},
	}
	cacheDynamicFlags = []routeFlag{{0x8, "R"}, {0x10, "D"}, {0x20, "M"}}
	cacheFlags        = []routeFlag{
		{0x10000, "n"}, {0x20000, "d"}, {0x80000, "t"}, {0x200000, "f"},
		{0x400000, "q"}, {0x800000, "Ns"}, {0x1000000, "r"}, {0x4000000, "i"},
		{0x8000000, "Nd"}, {0x10000000, "b"}, {0x20000000, "m"}, {0x40000000, "#"},
		{0x80000000, "l"},
	}
)

func appendLetters(dst []byte, flags uint32, letters []routeFlag) []byte {
	for _, f := range letters {
		if flags&f.bit != 0 {
			dst = append(dst, f.letter...)
		}
	}
	return dst
}

// AppendRouteFlags appends the flags of a row of net/route, which is up.
func AppendRouteFlags(dst []byte, flags uint32) []byte {
	switch {
	case flags&procnet.RouteReject != 0:
		dst = append(dst, '!')
	case flags&procnet.RouteGateway != 0:
		dst = append(dst, "UG"...)
	default:
		dst = append(dst, 'U')
	}
	return appendLetters(dst, flags, routeFlags)
}

// AppendRoute6Flags appends the flags of a row of net/ipv6_route.
func AppendRoute6Flags(dst []byte, flags uint32) []byte {
	return appendLetters(dst, flags, route6Flags)
}

// AppendNeighbourFlags appends the flags of a row of net/ndisc, NTF_* of the
// kernel's include/uapi/linux/neighbour.h.
func AppendNeighbourFlags(dst []byte, flags uint32) []byte {
	return appendLetters(dst, flags, []routeFlag{{0x80, "R"}, {0x04, "x"}, {0x02, "h"}, {0x08, "P"}})
}

// AppendCacheFlags appends the flags of a row of net/rt_cache.
func AppendCacheFlags(dst []byte, flags uint32, form procnet.RouteCacheForm) []byte {
	first := []routeFlag{{procnet.RouteGateway, "G"}}
	var behind []routeFlag
	if form == procnet.RouteCacheOld {
		first = []routeFlag{{procnet.RouteUp, "U"}, {procnet.RouteHost, "H"}, {procnet.RouteGateway, "G"}}
	} else {
		// No bit of the route cache of Linux 2.2 says that a route is up.
		behind = []routeFlag{{procnet.RouteUp, "-"}, {procnet.RouteHost, "o"}}
	}
	if flags&procnet.RouteReject != 0 {
		dst = append(dst, '!')
	} else {
		dst = appendLetters(dst, flags, first)
	}
	dst = appendLetters(dst, flags, cacheDynamicFlags)
	dst = appendLetters(dst, flags, behind)
	return appendLetters(dst, flags, cacheFlags)
}

// AppendAppleTalkFlags appends the flags of a row of net/atalk_route.
func AppendAppleTalkFlags(dst []byte, flags uint32) []byte {
	dst = appendLetters(dst, flags, []routeFlag{{procnet.RouteUp, "U"}, {procnet.RouteGateway, "G"}, {procnet.RouteReject, "!"}})
	return appendLetters(dst, flags, routeFlags)
}
