package nettools

import "github.com/gonetstat/gonetstat/internal/procnet"

// AppendGroup appends a multicast group.
func (f *Sockets) AppendGroup(dst []byte, row *procnet.Group) []byte {
	dst = append(appendLeft(dst, row.Interface, 15), ' ')
	dst = append(appendIntLeft(dst, int64(row.Users), 6), ' ')
	return append(f.AppendHost(dst, row.Addr), '\n')
}
