package nettools

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendRoute6 appends a row of net/ipv6_route.
func (f *Routes) AppendRoute6(dst []byte, row *procnet.Route6) []byte {
	start := len(dst)
	dst = append(f.appendHost(dst, row.Destination), '/')
	dst = strconv.AppendInt(dst, int64(row.Bits), 10)
	dst = append(pad(cut(dst, start), start, 30), ' ')
	dst = append(f.appendHostLeft(dst, row.NextHop, 26), ' ')
	start = len(dst)
	dst = append(pad(format.AppendRoute6Flags(dst, row.Flags), start, 4), ' ')
	dst = appendIntLeft(dst, int64(row.Metric), 3)
	dst = appendIntLeft(append(dst, ' '), int64(row.RefCnt), 1)
	dst = appendIntRight(append(dst, ' '), int64(row.Use), 6)
	dst = append(append(dst, ' '), row.Iface...)
	return append(dst, '\n')
}
