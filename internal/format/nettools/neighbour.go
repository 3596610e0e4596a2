package nettools

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendNeighbourHeading appends the heading of net/ndisc.
func (f *Routes) AppendNeighbourHeading(dst []byte) []byte {
	dst = append(dst, "Neighbour                                   HW Address        Iface    Flags Ref State"...)
	if f.Extend > 0 {
		dst = append(dst, "            Stale(sec) Delete(sec)"...)
	}
	return append(dst, '\n')
}

// AppendNeighbour appends a row of net/ndisc.
func (f *Routes) AppendNeighbour(dst []byte, row *procnet.Neighbour) []byte {
	start := len(dst)
	dst = append(f.appendHost(dst, row.Addr), '/')
	dst = strconv.AppendInt(dst, int64(row.Bits), 10)
	dst = append(pad(cut(dst, start), start, 43), ' ')
	dst = append(appendLeft(dst, row.Hardware, 17), ' ')
	dst = append(appendLeft(dst, row.Iface, 8), ' ')
	start = len(dst)
	dst = append(pad(format.AppendNeighbourFlags(dst, row.Flags), start, 5), ' ')
	dst = append(appendIntLeft(dst, int64(row.RefCnt), 3), ' ')
	dst = appendLeft(dst, format.NeighbourState(row.State), 16)
	if f.Extend > 0 {
		dst = appendNeighbourTimes(dst, row)
	}
	return append(dst, '\n')
}

// appendNeighbourTimes appends for how long a reachable neighbour has not been
// confirmed and when an unused one goes.
func appendNeighbourTimes(dst []byte, row *procnet.Neighbour) []byte {
	const hertz = 100
	var stale int64
	if row.State == format.NeighbourReachable && row.Now > row.Confirmed {
		stale = int64(row.Now-row.Confirmed) / hertz
	}
	dst = append(appendIntLeft(append(dst, ' '), stale, 9), ' ')
	if row.RefCnt == 0 {
		var left int64
		if row.Kept > row.Confirmed {
			left = int64(row.Kept-row.Confirmed) / hertz
		}
		return append(appendIntLeft(append(dst, ' '), left, 7), ' ')
	}
	return append(dst, " * "...)
}
