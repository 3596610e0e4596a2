package nettools

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// Route6Heading is the heading of net/ipv6_route.
const Route6Heading = "Destination                    Next Hop                   Flag Met Ref  Use If\n"

// AppendRoute6 appends a row of net/ipv6_route.
func (f *Routes) AppendRoute6(dst []byte, row *procnet.Route6) []byte {
	start := len(dst)
	dst = append(f.appendHost(dst, row.Destination), '/')
	dst = strconv.AppendInt(dst, int64(row.Bits), 10)
	dst = append(pad(dst, start, 30), ' ')
	dst = append(f.appendHostLeft(dst, row.NextHop, 26), ' ')
	start = len(dst)
	dst = append(pad(format.AppendRoute6Flags(dst, row.Flags), start, 4), ' ')
	dst = appendIntLeft(dst, int64(row.Metric), 3)
	dst = appendIntLeft(append(dst, ' '), int64(row.RefCnt), 1)
	dst = appendIntRight(append(dst, ' '), int64(row.Use), 6)
	dst = append(append(dst, ' '), row.Iface...)
	return append(dst, '\n')
}

// Prefetch6 starts to look up the names in a row of net/ipv6_route.
func (f *Routes) Prefetch6(row *procnet.Route6) {
	f.prefetch(row.Destination)
	f.prefetch(row.NextHop)
}
