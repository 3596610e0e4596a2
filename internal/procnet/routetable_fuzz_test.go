package procnet

import (
	"net/netip"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A plainColumn is the name of a column and the conversion that reads it.
type plainColumn struct{ name, conversion string }

var plainRouteColumns = []plainColumn{
	{"Iface", "%15s"}, {"Destination", "%127s"}, {"Gateway", "%127s"}, {"Flags", "%X"}, {"RefCnt", "%d"}, {"Use", "%d"},
	{"Metric", "%d"}, {"Mask", "%127s"}, {"MTU", "%d"}, {"Window", "%d"}, {"IRTT", "%d"},
}

// plainFormat makes the format of the rows below a heading.
func plainFormat(table, heading string, columns []plainColumn) (format string, err error) {
	for _, word := range strings.FieldsFunc(plainText(heading), func(c rune) bool { return c == ' ' || c == '\t' }) {
		if word != columns[0].name {
			format += "%*s "
		} else {
			format += columns[0].conversion + " "
			if columns = columns[1:]; len(columns) == 0 {
				return format, nil
			}
		}
		if len(format) > 507 {
			return "", &HeadingError{Table: table}
		}
	}
	return "", &HeadingError{Table: table, Field: columns[0].name}
}

// takeHeading takes the first line off a table.
func takeHeading(table string) (heading, rest string) {
	heading = plainLine(table, 510)
	return strings.TrimSuffix(heading, "\n"), table[len(heading):]
}

var eightDigits = regexp.MustCompile(`^[0-9A-Fa-f]{8}`)

// setPlainAddr sets an address from what the kernel prints with %08X.
func setPlainAddr(addr *netip.Addr, text string) {
	if digits := eightDigits.FindString(text); digits != "" {
		*addr = plainAddr(digits, false)
	}
}

// plainRoutes reads a table of routes.
func plainRoutes(table string) (routes []Route, err error) {
	if table == "" {
		return nil, ErrNoHeading
	}
	heading, rest := takeHeading(table)
	format, err := plainFormat("route", heading, plainRouteColumns)
	if err != nil {
		return nil, err
	}
	none := netip.IPv4Unspecified()
	row := Route{Destination: none, Gateway: none, Mask: none}
	var destination, gateway, mask string
	for _, line := range plainLines(rest, 1022) {
		fields, _ := sscanf(line, format, &row.Iface, &destination, &gateway, &row.Flags, &row.RefCnt, &row.Use,
			&row.Metric, &mask, &row.MTU, &row.Window, &row.IRTT)
		if fields < 10 || row.Flags&RouteUp == 0 {
			continue
		}
		setPlainAddr(&row.Destination, destination)
		setPlainAddr(&row.Gateway, gateway)
		setPlainAddr(&row.Mask, mask)
		routes = append(routes, row)
	}
	return routes, nil
}

// FuzzRouteTable reads any text as net/route and finds what a plain reader
// finds.
func FuzzRouteTable(f *testing.F) {
	f.Add(routeHeadingText + routeRow)
	f.Add(routeHeadingText + strings.Repeat(routeRow+"eth1\t-1\t0x\t0x3 -1 1 2\x003\n", 2))
	f.Add("A B Iface Destination Gateway Flags RefCnt x Use Metric Mask MTU Window IRTT\n1 2 eth0 0002000A 010200C0 3 1 2 4 5 00FFFFFF 0 0 0\n")
	f.Add(routeHeadingText + strings.TrimSuffix(routeRow, "\t9\n") + "\n" + strings.TrimSuffix(routeRow, "\t7\t9\n") + "\n")
	f.Add(routeHeadingText + strings.Repeat(" ", 1022-len(routeRow)) + strings.TrimSuffix(routeRow, "\n") + "8765\n") // cut in the last number
	f.Add(strings.Repeat("x ", 120) + routeHeadingText + strings.Repeat("x ", 120) + routeRow)                        // longer than the format may be
	f.Add(strings.Repeat("x ", 101) + routeHeadingText + strings.Repeat("x ", 101) + routeRow)
	for _, table := range recorded(f, "route") {
		f.Add(table)
	}
	f.Fuzz(func(t *testing.T, content string) {
		want, wantErr := plainRoutes(content)
		table, err := OpenRoutes(memory{"route": content})
		require.NoError(t, err)
		defer table.Close()
		err = table.Heading()
		require.Equal(t, wantErr, err)
		if err != nil {
			return
		}
		require.Equal(t, want, allRows(table.Next))
	})
}

// allRows gives all rows of a table.
func allRows[T any](next func(*T) bool) (rows []T) {
	var row T
	for next(&row) {
		rows = append(rows, row)
	}
	return rows
}

// Conversions of an IPv6 address in eight groups.
var eightGroups = strings.Repeat("%4s", 8)

// groupVariables are the variables for eightGroups.
func groupVariables(groups *[8]string) (variables []any) {
	for i := range groups {
		variables = append(variables, &groups[i])
	}
	return variables
}

// setPlainAddr6 sets an address from its groups.
func setPlainAddr6(addr *netip.Addr, groups *[8]string) {
	if a, err := netip.ParseAddr(strings.Join(groups[:], ":")); err == nil && a.Zone() == "" {
		*addr = a
	}
}

// plainRoutes6 reads a table of IPv6 routes.
func plainRoutes6(table string, cached bool) (routes []Route6) {
	none := netip.IPv6Unspecified()
	row := Route6{Destination: none, NextHop: none}
	var destination, source, nextHop [8]string
	variables := append(groupVariables(&destination), &row.Bits)
	variables = append(append(variables, groupVariables(&source)...), nil)
	variables = append(variables, groupVariables(&nextHop)...)
	variables = append(variables, &row.Metric, &row.RefCnt, &row.Use, &row.Flags, &row.Iface)
	format := eightGroups + " %02x " + eightGroups + " %02x " + eightGroups + " %08x %08x %08x %08x %15s"
	for _, line := range plainLines(table, 1022) {
		sscanf(line, format, variables...)
		if (row.Flags&RouteCached != 0) != cached {
			continue
		}
		setPlainAddr6(&row.Destination, &destination)
		setPlainAddr6(&row.NextHop, &nextHop)
		routes = append(routes, row)
	}
	return routes
}

// FuzzRoute6Table reads any text as net/ipv6_route and finds what a plain
// reader finds.
func FuzzRoute6Table(f *testing.F) {
	f.Add(route6Row+"\n"+route6Row, false)
	f.Add(route6Row+"\n\n"+route6Row[:70]+"\n: 2 3 4 5 6 7 8 -1\n", true)
	for _, table := range recorded(f, "ipv6_route") {
		f.Add(table, false)
		f.Add(table, true)
	}
	f.Fuzz(func(t *testing.T, content string, cached bool) {
		table, err := OpenRoutes6(memory{"ipv6_route": content}, cached)
		require.NoError(t, err)
		defer table.Close()
		require.Equal(t, plainRoutes6(content, cached), allRows(table.Next))
	})
}

// plainNeighbours reads a table of IPv6 neighbours.
func plainNeighbours(table string) (neighbours []Neighbour) {
	row := Neighbour{Addr: netip.IPv6Unspecified()}
	var groups [8]string
	var hardware [6]string
	variables := append(groupVariables(&groups), nil, &row.Bits, nil, &row.State, nil, &row.Confirmed, &row.Now, &row.Kept,
		&row.RefCnt, &row.Flags, &row.Iface)
	for i := range hardware {
		variables = append(variables, &hardware[i])
	}
	format := eightGroups + " %02x %02x %02x %02x %08x %08x %08x %04x %04x %04x %8s " + strings.Repeat("%2s", 6)
	for _, line := range plainLines(table, 1022) {
		sscanf(line, format, variables...)
		setPlainAddr6(&row.Addr, &groups)
		row.Hardware = strings.Join(hardware[:], ":")
		neighbours = append(neighbours, row)
	}
	return neighbours
}

// FuzzNeighbourTable reads any text as net/ndisc and finds what a plain reader
// finds.
func FuzzNeighbourTable(f *testing.F) {
	for _, table := range recorded(f, "ndisc") {
		f.Add(table)
	}
	f.Fuzz(func(t *testing.T, content string) {
		table, err := OpenNeighbours(memory{"ndisc": content})
		require.NoError(t, err)
		defer table.Close()
		require.Equal(t, plainNeighbours(content), allRows(table.Next))
	})
}

// plainCachedRoutes reads a table of cached routes in one of its forms.
func plainCachedRoutes(table string, form RouteCacheForm) (routes []CachedRoute, err error) {
	if form == RouteCacheUnknown {
		return nil, nil
	}
	columns := append([]plainColumn(nil), plainRouteColumns[:7]...)
	columns = append(columns, plainColumn{"Source", "%127s"})
	columns = append(columns, plainRouteColumns[8:]...)
	var row CachedRoute
	var destination, gateway, source, specific string
	variables := []any{&row.Iface, &destination, &gateway, &row.Flags, &row.RefCnt, &row.Use, &row.Metric, &source,
		&row.MTU, &row.Window, &row.IRTT}
	if form == RouteCacheOld {
		columns = append(columns, plainColumn{"HH", "%d"}, plainColumn{"ARP", "%d"})
		variables = append(variables, &row.HH, &row.ARP)
	} else {
		columns = append(columns, plainColumn{"TOS", "%d"}, plainColumn{"HHRef", "%d"}, plainColumn{"HHUptod", "%d"},
			plainColumn{"SpecDst", "%127s"})
		variables = append(variables, &row.TOS, &row.HHRef, &row.HHUptodate, &specific)
	}
	heading, rest := takeHeading(table)
	format, err := plainFormat("rt_cache", heading, columns)
	if err != nil {
		return nil, err
	}
	addr := netip.IPv4Unspecified()
	for _, line := range plainLines(rest, 1022) {
		destination, gateway, source, specific = "", "", "", ""
		if fields, _ := sscanf(line, format, variables...); fields < 12 {
			continue
		}
		// All addresses go through one variable.
		for _, field := range []struct {
			text string
			into *netip.Addr
		}{{destination, &row.Destination}, {gateway, &row.Gateway}, {source, &row.Source}, {specific, &row.SpecificDst}} {
			setPlainAddr(&addr, field.text)
			*field.into = addr
		}
		routes = append(routes, row)
	}
	return routes, nil
}

// FuzzRouteCacheTable reads any text as net/rt_cache and finds what a plain
// reader finds.
func FuzzRouteCacheTable(f *testing.F) {
	f.Add("Iface Destination Gateway Flags RefCnt Use Metric Source MTU Window IRTT HH ARP\n" +
		"eth0 010200C0 020200C0 0 1 2 3 030200C0 1500 0 9 5 -1\neth1 x\n")
	for _, table := range recorded(f, "rt_cache") {
		f.Add(table)
	}
	f.Fuzz(func(t *testing.T, content string) {
		table, err := OpenRouteCache(memory{"rt_cache": content})
		require.NoError(t, err)
		defer table.Close()
		heading, err := table.Heading()
		if content == "" {
			require.Equal(t, ErrNoHeading, err)
			return
		}
		require.NoError(t, err)
		want, wantErr := plainCachedRoutes(content, heading.Form)
		err = table.FindColumns(heading)
		require.Equal(t, wantErr, err)
		if err != nil {
			return
		}
		require.Equal(t, want, allRows(table.Next))
	})
}
