package cli

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// inetRouteCache prints net/rt_cache. A heading with the wrong columns is no
// failure.
func (r *run) inetRouteCache() int {
	table, err := procnet.OpenRouteCache(r.tables)
	if err != nil {
		return r.missingTable("rt_cache", err, noINET)
	}
	defer table.Close()
	r.out.WriteString(nettools.RouteCacheTitle)
	heading, err := table.Heading()
	if err != nil {
		if errors.Is(err, procnet.ErrNoHeading) {
			// At the end of a file net-tools still has the error of an
			// earlier call, which was about a file that is not there.
			err = unix.ENOENT
		}
		r.missingTable("rt_cache", err, "")
		return statusFailed
	}
	if !heading.Known() {
		fmt.Fprintf(r.out, "ERROR: proc_guess_fmt(/proc/net/rt_cache,... returned: %d\n", heading.Marks)
	}
	f := r.routeFormat()
	r.out.Write(f.AppendRouteCacheHeading(nil, heading.Form))
	if err := table.FindColumns(heading); err != nil {
		r.warnOfHeading(err)
		return statusOK
	}
	printRoutes(r, table.Next, f.PrefetchCached, func(dst []byte, row *procnet.CachedRoute) []byte {
		return f.AppendCachedRoute(dst, row, heading.Form)
	})
	return statusOK
}

// inet6RouteCache prints net/ndisc, or else the rows of net/ipv6_route that
// are cached.
func (r *run) inet6RouteCache() int {
	table, err := procnet.OpenNeighbours(r.tables)
	if err != nil {
		return r.listInet6(nettools.Route6CacheTitle, true)
	}
	defer table.Close()
	f := r.routeFormat()
	r.out.WriteString(nettools.NeighbourTitle)
	r.out.Write(f.AppendNeighbourHeading(nil))
	printRoutes(r, table.Next, f.PrefetchNeighbour, f.AppendNeighbour)
	return statusOK
}
