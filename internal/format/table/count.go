package table

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
)

func countFields(several bool) fields[*format.Count] {
	list := fields[*format.Count]{
		{column{title: "Count", right: true}, func(_ *rows, dst []byte, row *format.Count) []byte {
			dst = strconv.AppendUint(dst, row.Number, 10)
			if row.AtLeast {
				dst = append(dst, '+')
			}
			return dst
		}},
		textField("Proto", func(row *format.Count) string { return row.Proto }),
		textField("Counted", func(row *format.Count) string { return row.Counted }),
		{column{title: "Name", short: shortenName()}, func(_ *rows, dst []byte, row *format.Count) []byte {
			return append(dst, row.Name...)
		}},
	}
	if several {
		list = append(list, netnsField[*format.Count]())
	}
	return list
}

// AppendCount appends a line of a summary.
func (f *rows) AppendCount(dst []byte, row *format.Count) []byte {
	return f.counts.appendRow(f, dst, row)
}
