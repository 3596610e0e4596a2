package modes

import (
	"errors"
	"fmt"
	"io"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// listInetCache lists net/rt_cache. A heading with the wrong columns is no
// failure.
func listInetCache(p *printer, tables procnet.Tables, errs io.Writer) int {
	table, err := procnet.OpenRouteCache(tables)
	if err != nil {
		return missingTable(p, errs, "rt_cache", err, noINET)
	}
	defer table.Close()
	p.form.Begin(format.InetRouteCache, p.in)
	heading, err := table.Heading()
	if err != nil {
		if errors.Is(err, procnet.ErrNoHeading) {
			// At the end of a file net-tools still has the error of an
			// earlier call, which was about a file that is not there.
			err = unix.ENOENT
		}
		missingTable(p, errs, "rt_cache", err, "")
		return statusFailed
	}
	if !heading.Known() {
		remark(p.form, errs, fmt.Sprintf("ERROR: proc_guess_fmt(/proc/net/rt_cache,... returned: %d\n", heading.Marks))
	}
	p.form.Print(p.form.Rows(p.in).AppendRouteCacheHeading(nil, heading.Form))
	if err := table.FindColumns(heading); err != nil {
		warnOfHeading(errs, err)
		return statusOK
	}
	printRows(p, table.Next, func(rows format.Rows, dst []byte, row *procnet.CachedRoute) []byte {
		return rows.AppendCachedRoute(dst, row, heading.Form)
	})
	return statusOK
}

// listInet6Cache lists net/ndisc, or else the rows of net/ipv6_route that are
// cached.
func listInet6Cache(p *printer, tables procnet.Tables, errs io.Writer) int {
	table, err := procnet.OpenNeighbours(tables)
	if err != nil {
		return listInet6(p, tables, errs, format.Inet6RouteCache, true)
	}
	defer table.Close()
	p.form.Begin(format.Neighbours, p.in)
	printRows(p, table.Next, format.Rows.AppendNeighbour)
	return statusOK
}
