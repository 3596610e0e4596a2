package format

import (
	"fmt"
	"strconv"

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

// nudReachable is NUD_REACHABLE of the kernel's include/uapi/linux/neighbour.h.
const nudReachable = 0x02

// neighbourState gives the word for a state, NUD_* of the same file.
func neighbourState(state uint32) string {
	switch state {
	case 0x00:
		return "NONE"
	case 0x01:
		return "INCOMPLETE"
	case nudReachable:
		return "REACHABLE"
	case 0x04:
		return "STALE"
	case 0x08:
		return "DELAY"
	case 0x10:
		return "PROBE"
	case 0x20:
		return "FAILED"
	case 0x40:
		return "NOARP"
	case 0x80:
		return "PERM"
	}
	return fmt.Sprintf("UNKNOWN(%02x)", state)
}

// neighbourFlags are the letters for NTF_* of the same file.
var neighbourFlags = []routeFlag{{0x80, "R"}, {0x04, "x"}, {0x02, "h"}, {0x08, "P"}}

// AppendNeighbour appends a row of net/ndisc.
func (f *Routes) AppendNeighbour(dst []byte, row *procnet.Neighbour) []byte {
	start := len(dst)
	dst = append(f.appendHost(dst, row.Addr), '/')
	dst = strconv.AppendInt(dst, int64(row.Bits), 10)
	dst = append(pad(dst, start, 43), ' ')
	dst = append(appendLeft(dst, row.Hardware, 17), ' ')
	dst = append(appendLeft(dst, row.Iface, 8), ' ')
	start = len(dst)
	dst = append(pad(appendLetters(dst, row.Flags, neighbourFlags), start, 5), ' ')
	dst = append(appendIntLeft(dst, int64(row.RefCnt), 3), ' ')
	dst = appendLeft(dst, neighbourState(row.State), 16)
	if f.Extend > 0 {
		dst = appendNeighbourTimes(dst, row)
	}
	return append(dst, '\n')
}

// appendNeighbourTimes appends for how long a reachable neighbour has not been
// confirmed and when an unused one goes, which net-tools always takes for now.
func appendNeighbourTimes(dst []byte, row *procnet.Neighbour) []byte {
	const hertz = 100
	var stale int64
	if row.State == nudReachable && row.Now > row.Confirmed {
		stale = int64(row.Now-row.Confirmed) / hertz
	}
	dst = append(appendIntLeft(append(dst, ' '), stale, 9), ' ')
	if row.RefCnt == 0 {
		return append(appendIntLeft(append(dst, ' '), 0, 7), ' ')
	}
	return append(dst, " * "...)
}

// PrefetchNeighbour starts to look up the name in a row of net/ndisc.
func (f *Routes) PrefetchNeighbour(row *procnet.Neighbour) { f.prefetch(row.Addr) }
