package nettools

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendRouteCacheHeading appends the heading of net/rt_cache. With -ee it
// depends on the form of the table.
func (f *Routes) AppendRouteCacheHeading(dst []byte, form procnet.RouteCacheForm) []byte {
	const first = "Source          Destination     Gateway         Flags"
	last := "  TOS HHRef HHUptod     SpecDst"
	switch {
	case form == procnet.RouteCacheOld:
		last = "  HH  Arp"
	case form == procnet.RouteCacheUnknown && f.Extend == 2:
		return dst
	}
	return f.appendHeading(dst, first, last)
}

// AppendCachedRoute appends a row of net/rt_cache. Unlike those of net/route,
// its names are not cut.
func (f *Routes) AppendCachedRoute(dst []byte, row *procnet.CachedRoute, form procnet.RouteCacheForm) []byte {
	if f.Extend > 2 {
		return dst
	}
	dst = append(f.appendHostLeft(dst, row.Source, routeName), ' ')
	dst = append(f.appendHostLeft(dst, row.Destination, routeName), ' ')
	dst = append(f.appendHostLeft(dst, row.Gateway, routeName), ' ')
	start := len(dst)
	dst = pad(format.AppendCacheFlags(dst, row.Flags, form), start, 5)
	dst = f.appendMetrics(dst, &routeMetrics{row.Iface, row.Metric, row.RefCnt, row.Use, row.MTU, row.Window, row.IRTT})
	if f.Extend == 2 {
		dst = appendIntLeft(append(dst, ' '), int64(row.IRTT), 5)
		dst = f.appendCacheDetails(append(dst, ' '), row, form)
	}
	return append(dst, '\n')
}

// appendCacheDetails appends the columns that only the route cache has.
func (f *Routes) appendCacheDetails(dst []byte, row *procnet.CachedRoute, form procnet.RouteCacheForm) []byte {
	if form == procnet.RouteCacheOld {
		dst = appendIntLeft(dst, int64(row.HH), 3)
		return appendIntLeft(append(dst, ' '), int64(row.ARP), 0)
	}
	dst = appendIntLeft(dst, int64(row.TOS), 3)
	dst = appendIntLeft(append(dst, ' '), int64(row.HHRef), 3)
	dst = appendIntLeft(append(dst, "   "...), int64(row.HHUptodate), 3)
	dst = append(dst, ' ')
	start := len(dst)
	return padFront(f.appendHost(dst, row.SpecificDst), start, routeName)
}
