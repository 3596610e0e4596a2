package modes

import (
	"errors"
	"fmt"
	"io"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// routes lists the routing tables of -r: those of the families named, in that
// order and as often, up to the first that cannot be listed.
type routes struct {
	families   []string
	fib, cache bool
	form       format.Form
}

// A routeLister lists the routes of a namespace, and gives the exit status.
type routeLister func(p *printer, tables procnet.Tables, errs io.Writer) int

// routeTables are what there is to list of each family.
var routeTables = map[string]struct {
	fib, cache routeLister // without a cache there is nothing but fib
	sections   []format.Section
	cached     []format.Section
}{
	"inet":   {listInetRoutes, listInetCache, []format.Section{format.InetRoutes}, []format.Section{format.InetRouteCache}},
	"inet6":  {listInet6Routes, listInet6Cache, []format.Section{format.Inet6Routes}, []format.Section{format.Neighbours, format.Inet6RouteCache}},
	"ax25":   {fib: listAX25Routes, sections: []format.Section{format.AX25Routes}},
	"netrom": {fib: listNetROMRoutes, sections: []format.Section{format.NetROMRoutes}},
	"rose":   {fib: listRoseRoutes, sections: []format.Section{format.RoseRoutes}},
	"x25":    {fib: listX25Routes, sections: []format.Section{format.X25Routes}},
	"ipx":    {fib: listIPXRoutes, sections: []format.Section{format.IPXRoutes}},
	"ddp":    {fib: listAppleTalkRoutes, sections: []format.Section{format.AppleTalkRoutes}},
}

// routeFamilies gives the families whose routes are listed.
func routeFamilies(families []string) []string {
	if len(families) == 0 {
		return []string{"inet"}
	}
	return families
}

func (m *routes) list(s space, errs io.Writer) int {
	for _, family := range routeFamilies(m.families) {
		if status := m.family(family, &printer{form: m.form, in: s.in}, s.tables, errs); status != statusOK {
			return status
		}
	}
	return statusOK
}

func (m *routes) family(name string, p *printer, tables procnet.Tables, errs io.Writer) int {
	of, ok := routeTables[name]
	switch {
	case name == "bluetooth":
		fmt.Fprintf(errs, "Address family `%s' not supported.\n", name)
		return statusUsage
	case !ok:
		fmt.Fprintf(errs, "No routing for address family `%s'.\n", name)
		return statusUsage
	}
	if m.fib || of.cache == nil {
		if status := of.fib(p, tables, errs); status != statusOK {
			return status
		}
	}
	if m.cache && of.cache != nil {
		return of.cache(p, tables, errs)
	}
	return statusOK
}

// routeSections gives the sections of a list of routes.
func routeSections(request *options.Request) (sections []format.Section) {
	for _, family := range routeFamilies(request.Families) {
		of := routeTables[family]
		if request.FIB || of.cache == nil {
			sections = append(sections, of.sections...)
		}
		if request.Cache {
			sections = append(sections, of.cached...)
		}
	}
	return sections
}

// missingTable says that a routing table cannot be opened, in the way of C's
// perror, and remarks on it.
func missingTable(p *printer, errs io.Writer, name string, err error, sentence string) int {
	fmt.Fprintf(errs, "/proc/net/%s: %s\n", name, errorText(err))
	p.form.Remark(sentence) // what cannot be remarked has been said
	return statusRefused
}

const (
	noINET  = "INET (IPv4) not configured in this system.\n"
	noINET6 = "INET6 (IPv6) not configured in this system.\n"
)

// listInetRoutes lists net/route.
func listInetRoutes(p *printer, tables procnet.Tables, errs io.Writer) int {
	table, err := procnet.OpenRoutes(tables)
	if err != nil {
		return missingTable(p, errs, "route", err, noINET)
	}
	defer table.Close()
	p.form.Begin(format.InetRoutes, p.in)
	if err := table.Heading(); err != nil {
		warnOfHeading(errs, err)
		// Net-tools fails if there are no routes. That is no failure where it
		// has no part: in a namespace among others, and in forms of our own.
		if errors.Is(err, procnet.ErrNoHeading) && (p.in.Several || !p.form.Needs().Faithful) {
			return statusOK
		}
		return statusRefused
	}
	printRows(p, table.Next, format.Rows.AppendRoute)
	return statusOK
}

// warnOfHeading says why there are no rows. That the table is empty is nothing
// to be said.
func warnOfHeading(errs io.Writer, err error) {
	if !errors.Is(err, procnet.ErrNoHeading) {
		fmt.Fprintf(errs, "warning: %v\n", err)
	}
}

// listInet6Routes lists the rows of net/ipv6_route that are not cached.
func listInet6Routes(p *printer, tables procnet.Tables, errs io.Writer) int {
	return listInet6(p, tables, errs, format.Inet6Routes, false)
}

// listInet6 lists the rows of net/ipv6_route that are cached, or the others.
func listInet6(p *printer, tables procnet.Tables, errs io.Writer, s format.Section, cached bool) int {
	table, err := procnet.OpenRoutes6(tables, cached)
	if err != nil {
		return missingTable(p, errs, "ipv6_route", err, noINET6)
	}
	defer table.Close()
	p.form.Begin(s, p.in)
	printRows(p, table.Next, format.Rows.AppendRoute6)
	return statusOK
}
