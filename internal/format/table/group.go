package table

import (
	"github.com/gonetstat/gonetstat/internal/procnet"
)

func groupFields() fields[*procnet.Group] {
	return fields[*procnet.Group]{
		textField("Iface", func(row *procnet.Group) string { return row.Interface }),
		numberField("Refs", func(row *procnet.Group) int32 { return row.Users }),
		{column{title: "Group", short: shortenAddresses()}, func(f *rows, dst []byte, row *procnet.Group) []byte {
			return f.AppendHost(dst, row.Addr)
		}},
	}
}

// AppendGroup appends a multicast group that an interface has joined.
func (f *rows) AppendGroup(dst []byte, row *procnet.Group) []byte {
	return f.groups.appendRow(f, dst, row)
}
