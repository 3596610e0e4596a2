package table

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A cachedRow is a row of net/rt_cache, whose columns depend on the kernel.
type cachedRow struct {
	*procnet.CachedRoute
	columns procnet.RouteCacheForm
}

func cachedRouteFields(o *Options) fields[cachedRow] {
	list := fields[cachedRow]{
		addressField("Source", func(row cachedRow) netip.Addr { return row.Source }),
		addressField("Destination", func(row cachedRow) netip.Addr { return row.Destination }),
		addressField("Gateway", func(row cachedRow) netip.Addr { return row.Gateway }),
		textField("Iface", func(row cachedRow) string { return setIface(row.Iface) }),
		{column{title: "Flags"}, func(_ *rows, dst []byte, row cachedRow) []byte {
			return format.AppendCacheFlags(dst, row.Flags, row.columns)
		}},
		numberField("Metric", func(row cachedRow) uint32 { return uint32(row.Metric) }),
	}
	if o.extended() {
		list = append(list,
			numberField("Ref", func(row cachedRow) int32 { return row.RefCnt }),
			numberField("Use", func(row cachedRow) uint32 { return uint32(row.Use) }),
			numberField("MSS", func(row cachedRow) int32 { return row.MTU }),
			numberField("Window", func(row cachedRow) uint32 { return uint32(row.Window) }),
			numberField("irtt", func(row cachedRow) uint32 { return uint32(row.IRTT) }))
	}
	return list
}

// AppendRouteCacheHeading appends nothing: there is one set of columns, those
// that all kernels with a route cache have had.
func (f *rows) AppendRouteCacheHeading(dst []byte, _ procnet.RouteCacheForm) []byte { return dst }

// AppendCachedRoute appends a row of net/rt_cache.
func (f *rows) AppendCachedRoute(dst []byte, row *procnet.CachedRoute, columns procnet.RouteCacheForm) []byte {
	return f.cached.appendRow(f, dst, cachedRow{row, columns})
}

// neighbourFields are the columns of net/ndisc.
func neighbourFields(o *Options) fields[*procnet.Neighbour] {
	list := fields[*procnet.Neighbour]{
		addressField("Neighbour", func(row *procnet.Neighbour) netip.Addr { return row.Addr }),
		textField("Hardware", func(row *procnet.Neighbour) string { return row.Hardware }),
		textField("Iface", func(row *procnet.Neighbour) string { return row.Iface }),
		{column{title: "Flags"}, func(_ *rows, dst []byte, row *procnet.Neighbour) []byte {
			return format.AppendNeighbourFlags(dst, row.Flags)
		}},
		stateField(func(row *procnet.Neighbour) string { return format.NeighbourState(row.State) }),
	}
	if o.extended() {
		list = append(list, numberField("Ref", func(row *procnet.Neighbour) int32 { return row.RefCnt }))
	}
	return list
}

// AppendNeighbour appends a row of net/ndisc.
func (f *rows) AppendNeighbour(dst []byte, row *procnet.Neighbour) []byte {
	return f.neighbours.appendRow(f, dst, row)
}
