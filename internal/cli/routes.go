package cli

import (
	"errors"
	"fmt"

	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// routes prints the routing tables of -r: those of the families named, in
// that order and as often, up to the first that cannot be printed.
func (r *run) routes() int {
	families := r.opts.Families
	if len(families) == 0 {
		families = []string{"inet"}
	}
	for _, family := range families {
		if status := r.familyRoutes(family); status != statusOK {
			return status
		}
	}
	return statusOK
}

func (r *run) familyRoutes(family string) int {
	switch family {
	case "inet":
		return r.fibAndCache(r.inetRoutes, r.inetRouteCache)
	case "inet6":
		return r.fibAndCache(r.inet6Routes, r.inet6RouteCache)
	case "ax25":
		return r.ax25Routes()
	case "netrom":
		return r.netromRoutes()
	case "rose":
		return r.roseRoutes()
	case "x25":
		return r.x25Routes()
	case "ipx":
		return r.ipxRoutes()
	case "ddp":
		return r.appleTalkRoutes()
	case "bluetooth":
		fmt.Fprintf(r.errs, "Address family `%s' not supported.\n", family)
	default:
		fmt.Fprintf(r.errs, "No routing for address family `%s'.\n", family)
	}
	return statusUsage
}

// fibAndCache prints what -F and -C choose; without them, the FIB.
func (r *run) fibAndCache(fib, cache func() int) int {
	if r.opts.FIB || !r.opts.Cache {
		if status := fib(); status != statusOK {
			return status
		}
	}
	if r.opts.Cache {
		return cache()
	}
	return statusOK
}

// routeFormat gives the form of routes. In net-tools -N, for names of hardware,
// leaves routes without names as -n does, and from the fourth -e on the columns
// go round with each.
func (r *run) routeFormat() *nettools.Routes {
	extend := r.opts.Extend
	if extend >= 4 {
		extend = [...]int{1, 0, 2, 3}[extend%4]
	}
	return &nettools.Routes{Extend: extend, Numeric: r.opts.NumericHosts || r.opts.Symbolic, Names: r.names}
}

// routeBatch is for how many rows at a time names are looked up.
const routeBatch = 256

// printRoutes prints rows. The names in a batch of rows are looked up all at
// once.
func printRoutes[T any](r *run, next func(*T) bool, prefetch func(*T), appendRow func([]byte, *T) []byte) {
	batch := make([]T, 0, 8) // most tables are small
	for more := true; more; {
		batch = batch[:0]
		for len(batch) < routeBatch {
			batch = append(batch, *new(T))
			row := &batch[len(batch)-1]
			if more = next(row); !more {
				batch = batch[:len(batch)-1]
				break
			}
			prefetch(row)
		}
		for i := range batch {
			r.out.Write(appendRow(r.out.AvailableBuffer(), &batch[i]))
		}
	}
}

// printAll prints all rows of a small table.
func printAll[T any](r *run, heading string, rows []T, appendRow func([]byte, *T) []byte) int {
	r.out.WriteString(heading)
	for i := range rows {
		r.out.Write(appendRow(r.out.AvailableBuffer(), &rows[i]))
	}
	return statusOK
}

// missingTable says that a routing table cannot be opened, in the way of C's
// perror. A sentence for it goes to standard output, if there is one.
func (r *run) missingTable(name string, err error, sentence string) int {
	fmt.Fprintf(r.errs, "/proc/net/%s: %s\n", name, errorText(err))
	if r.objects == nil {
		r.out.WriteString(sentence)
	}
	return statusRefused
}

// inetRoutes prints net/route.
func (r *run) inetRoutes() int {
	table, err := procnet.OpenRoutes(r.tables)
	if err != nil {
		return r.missingTable("route", err, noINET)
	}
	defer table.Close()
	f := r.routeFormat()
	if r.objects == nil {
		r.out.WriteString(nettools.RouteTitle)
		r.out.Write(f.AppendRouteHeading(nil))
	}
	if err := table.Heading(); err != nil {
		r.warnOfHeading(err)
		// Net-tools fails if there are no routes. That is no failure where it
		// has no part: in a namespace among others, and in objects.
		if errors.Is(err, procnet.ErrNoHeading) && (r.several || r.objects != nil) {
			return statusOK
		}
		return statusRefused
	}
	if o := r.objects; o != nil {
		for row := (procnet.Route{}); table.Next(&row); {
			o.print(o.AppendRoute(o.text, &row))
		}
		return statusOK
	}
	printRoutes(r, table.Next, f.Prefetch, f.AppendRoute)
	return statusOK
}

const (
	noINET  = "INET (IPv4) not configured in this system.\n"
	noINET6 = "INET6 (IPv6) not configured in this system.\n"
)

// warnOfHeading says why there are no rows. That the table is empty is nothing
// to be said.
func (r *run) warnOfHeading(err error) {
	if !errors.Is(err, procnet.ErrNoHeading) {
		fmt.Fprintf(r.errs, "warning: %v\n", err)
	}
}

// inet6Routes prints the rows of net/ipv6_route that are not cached.
func (r *run) inet6Routes() int { return r.listInet6(nettools.Route6Title, false) }

// listInet6 prints the rows of net/ipv6_route that are cached, or the others.
func (r *run) listInet6(title string, cached bool) int {
	table, err := procnet.OpenRoutes6(r.tables, cached)
	if err != nil {
		return r.missingTable("ipv6_route", err, noINET6)
	}
	defer table.Close()
	if o := r.objects; o != nil {
		for row := (procnet.Route6{}); table.Next(&row); {
			o.print(o.AppendRoute6(o.text, &row))
		}
		return statusOK
	}
	f := r.routeFormat()
	r.out.WriteString(title + nettools.Route6Heading)
	printRoutes(r, table.Next, f.Prefetch6, f.AppendRoute6)
	return statusOK
}
