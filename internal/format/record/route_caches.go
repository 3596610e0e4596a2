package record

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendRouteCacheHeading appends nothing: rows have all the keys of both forms
// of the table.
func (r *rows) AppendRouteCacheHeading(dst []byte, _ procnet.RouteCacheForm) []byte { return dst }

// AppendCachedRoute appends a row of net/rt_cache, which has these columns.
func (r *rows) AppendCachedRoute(dst []byte, row *procnet.CachedRoute, columns procnet.RouteCacheForm) []byte {
	w := r.row(kindCachedRoute)
	dst = r.begin(&w, dst)
	dst = w.word(dst, keyFamily, "inet")
	dst = w.address(dst, keySource, row.Source)
	dst = w.address(dst, keyDestination, row.Destination)
	dst = w.address(dst, keyGateway, setAddr(row.Gateway))
	dst = w.text(dst, keyIface, row.Iface)
	dst = appendRouteFlags(&w, dst, string(format.AppendCacheFlags(nil, row.Flags, columns)), row.Flags)
	dst = w.unsigned(dst, keyMetric, uint64(uint32(row.Metric)))
	dst = w.signed(dst, keyRef, int64(row.RefCnt))
	dst = w.unsigned(dst, keyUse, uint64(uint32(row.Use)))
	dst = w.signed(dst, keyMSS, int64(row.MTU))
	dst = w.unsigned(dst, keyWindow, uint64(uint32(row.Window)))
	dst = w.unsigned(dst, keyIRTT, uint64(uint32(row.IRTT)))
	if columns == procnet.RouteCacheOld {
		dst = w.nulls(dst, keyTOS, keyHHRef, keyHHUptodate, keySpecificDestination)
		dst = w.signed(dst, keyHH, int64(row.HH))
		return w.end(w.signed(dst, keyARP, int64(row.ARP)))
	}
	dst = w.signed(dst, keyTOS, int64(row.TOS))
	dst = w.signed(dst, keyHHRef, int64(row.HHRef))
	dst = w.signed(dst, keyHHUptodate, int64(row.HHUptodate))
	dst = w.address(dst, keySpecificDestination, row.SpecificDst)
	return w.end(w.nulls(dst, keyHH, keyARP))
}

// AppendNeighbour appends a row of net/ndisc.
func (r *rows) AppendNeighbour(dst []byte, row *procnet.Neighbour) []byte {
	w := r.row(kindNeighbour)
	dst = r.begin(&w, dst)
	dst = w.word(dst, keyFamily, "inet6")
	dst = w.address(dst, keyNeighbourAddress, row.Addr)
	dst = w.signed(dst, keyPrefixLength, int64(row.Bits))
	dst = w.text(dst, keyNeighbourHardware, row.Hardware)
	dst = w.text(dst, keyIface, row.Iface)
	dst = w.wordValue(w.key(dst, keyNeighbourFlags), string(format.AppendNeighbourFlags(nil, row.Flags)))
	dst = w.unsigned(dst, keyNeighbourFlagBits, uint64(row.Flags))
	dst = w.signed(dst, keyRefcount, int64(row.RefCnt))
	dst = w.word(dst, keyNeighbourState, format.NeighbourState(row.State))
	dst = w.unsigned(dst, keyNeighbourStateBits, uint64(row.State))
	return w.end(w.hundredths(dst, keyConfirmedSeconds, uint64(row.Now-row.Confirmed)))
}
