package table

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

func masqueradeFields(o *Options) fields[*procnet.Masquerade] {
	list := fields[*procnet.Masquerade]{
		textField("Proto", masqueradeProtocol),
		{column{title: "Expires", right: true}, func(_ *rows, dst []byte, row *procnet.Masquerade) []byte {
			seconds := row.Expires / 100
			return fmt.Appendf(dst, "%d:%02d.%02d", seconds/60, seconds%60, row.Expires%100)
		}},
	}
	if o.extended() {
		list = append(list,
			numberField("Initseq", func(row *procnet.Masquerade) uint64 { return row.InitialSequence }),
			numberField("Delta", func(row *procnet.Masquerade) int16 { return row.Delta }),
			field[*procnet.Masquerade]{column{title: "Prevd", right: true}, func(_ *rows, dst []byte, row *procnet.Masquerade) []byte {
				if !row.HasPrevious {
					return dst
				}
				return appendNumber(dst, row.PreviousDelta)
			}})
	}
	return append(list,
		masqueradeEndField("Source", func(row *procnet.Masquerade) netip.AddrPort { return row.Source }),
		masqueradeEndField("Destination", func(row *procnet.Masquerade) netip.AddrPort { return row.Destination }),
		field[*procnet.Masquerade]{column{title: "Port", right: true}, func(f *rows, dst []byte, row *procnet.Masquerade) []byte {
			return f.appendMasqueradePort(dst, row.Port, row)
		}})
}

// AppendMasquerade appends a masqueraded connection.
func (f *rows) AppendMasquerade(dst []byte, row *procnet.Masquerade) []byte {
	return f.masquerades.appendRow(f, dst, row)
}

func masqueradeProtocol(row *procnet.Masquerade) string { return strings.ToLower(row.Protocol) }

func masqueradeEndField(title string, end func(row *procnet.Masquerade) netip.AddrPort) field[*procnet.Masquerade] {
	return field[*procnet.Masquerade]{column{title: title, short: shortenEnds()}, func(f *rows, dst []byte, row *procnet.Masquerade) []byte {
		dst = append(f.AppendHost(dst, end(row).Addr()), ':')
		return f.appendMasqueradePort(dst, end(row).Port(), row)
	}}
}

// appendMasqueradePort appends a port. Only those of tcp and udp have names.
func (f *rows) appendMasqueradePort(dst []byte, port uint16, row *procnet.Masquerade) []byte {
	switch protocol := masqueradeProtocol(row); protocol {
	case "tcp", "udp":
		return f.AppendPort(dst, port, protocol)
	}
	return format.AppendPortNumber(dst, port)
}
