package record

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
)

// The sections that may be listed together, besides those that are alone.
var (
	socketSections = []format.Section{format.Internet, format.Groups, format.Unix,
		format.IPX, format.AX25, format.X25, format.NetROM, format.Rose}
	routeSections = []format.Section{format.InetRoutes, format.Inet6Routes, format.InetRouteCache, format.Inet6RouteCache,
		format.Neighbours, format.AX25Routes, format.NetROMRoutes, format.RoseRoutes, format.X25Routes, format.IPXRoutes,
		format.AppleTalkRoutes}
)

// subsets gives all that can be chosen of sections, but nothing.
func subsets(of []format.Section) (all [][]format.Section) {
	for chosen := 1; chosen < 1<<len(of); chosen++ {
		var sections []format.Section
		for i, s := range of {
			if chosen>>i&1 != 0 {
				sections = append(sections, s)
			}
		}
		all = append(all, sections)
	}
	return all
}

// TestColumnsAreInTheOrderOfEveryRow lists all sections that can be listed
// together: each key of their rows has a column, and the parts of a row can be
// put in the order of the columns.
func TestColumnsAreInTheOrderOfEveryRow(t *testing.T) {
	lists := slices.Concat(subsets(socketSections), subsets(routeSections),
		[][]format.Section{{format.Interfaces}, {format.Counters}, {format.Masquerades}, {format.Summary}})
	shown := map[kind]bool{}
	for _, sections := range lists {
		for _, tcpInfo := range []bool{false, true} {
			e := newCSVEncoder(Options{Sections: sections, TCPInfo: tcpInfo})
			for k := range numKinds {
				if k.isIn(sections) {
					shown[k] = true
					requireColumns(t, e, k)
				}
			}
		}
	}
	assert.Len(t, shown, int(numKinds))
}

// requireColumns requires a column for each key of the rows of a kind.
func requireColumns(t *testing.T, e *csvEncoder, k kind) {
	t.Helper()
	l := e.layout(k)
	commas := 0
	parts := keysOf(k, e.options, false)
	for _, part := range l.parts {
		for _, key := range parts[part] {
			require.NotEmpty(t, l.before[key], "%v %s", e.options, e.names[key])
			commas += len(l.before[key])
			require.Equal(t, e.names[key], e.columns[commas], "%v", e.options)
		}
	}
	require.Equal(t, "netns_workload", e.columns[len(e.columns)-1])
	commas += len(l.before[keyNetNSWorkload])
	require.Equal(t, len(e.columns)-1, commas, "%v", e.options)
}

func TestColumnsOfSocketsStayInFrontOfOthers(t *testing.T) {
	for _, sections := range subsets(socketSections) {
		columns := strings.Join(newCSVEncoder(Options{Sections: sections}).columns, ",")
		if slices.Contains(sections, format.Internet) || slices.Contains(sections, format.Unix) {
			require.True(t, strings.HasPrefix(columns, heading+","), "%v: %s", sections, columns)
		}
	}
}

func TestColumnsOfListsWithSeveralKindsOfRows(t *testing.T) {
	for want, sections := range map[string][]format.Section{
		heading:                               {format.Unix},
		heading + ",iface,group":              {format.Internet, format.Groups},
		heading + ",iface,vs,vr":              {format.AX25, format.Internet},
		"netns,family,iface,refcount,group":   {format.Groups},
		"netns,protocol,name,value":           {format.Counters},
		"netns,family,destination,iface,use":  {format.AX25Routes},
		"netns,family,destination,neighbours": {format.RoseRoutes},
		"netns,family,destination,prefix_length,gateway,iface,flags,flag_bits,reject,metric,ref,use": {format.Inet6Routes},
		"netns,family,destination,prefix_length,genmask,gateway,iface,flags,flag_bits,reject,metric,ref,use,mss,window,irtt": {
			format.Inet6Routes, format.InetRoutes},
		"netns,family,source,destination,prefix_length,genmask,gateway,iface,flags,flag_bits,reject,metric,ref,use,mss,window,irtt," +
			"tos,hh_ref,hh_uptodate,specific_destination,hh,arp": {format.InetRoutes, format.InetRouteCache},
		"netns,family,neighbour,prefix_length,hardware_address,iface,flags,flag_bits,refcount,state,state_bits,confirmed_seconds": {
			format.Neighbours},
		"netns,proto,family,source_address,source_port,destination_address,destination_port,masqueraded_port," +
			"initial_sequence,delta,previous_delta,expires_seconds": {format.Masquerades},
		"netns": nil,
	} {
		want += ",netns_workload"
		assert.Equal(t, want, strings.Join(newCSVEncoder(Options{Sections: sections}).columns, ","), "%v", sections)
		backwards := slices.Clone(sections)
		slices.Reverse(backwards)
		assert.Equal(t, want, strings.Join(newCSVEncoder(Options{Sections: backwards}).columns, ","), "%v", backwards)
	}
}
