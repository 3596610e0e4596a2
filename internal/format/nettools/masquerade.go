package nettools

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendMasqueradeHeading appends what stands above a list of masqueraded
// connections.
func (f *Sockets) AppendMasqueradeHeading(dst []byte) []byte {
	dst = append(dst, "IP masquerading entries\n"...)
	if f.Extended {
		return append(dst, "prot   expire    initseq delta prevd source               destination          ports\n"...)
	}
	return append(dst, "prot   expire source               destination          ports\n"...)
}

// AppendMasquerade appends a masqueraded connection. Of its ports only those of
// tcp and udp have names.
func (f *Sockets) AppendMasquerade(dst []byte, row *procnet.Masquerade) []byte {
	protocol := strings.ToLower(row.Protocol)
	seconds := row.Expires / 100
	dst = fmt.Appendf(dst, "%-4s%3d:%02d.%02d ", protocol, seconds/60, seconds%60, row.Expires%100)
	if f.Extended {
		dst = fmt.Appendf(dst, "%10d %5d ", row.InitialSequence, row.Delta)
		if row.HasPrevious {
			dst = fmt.Appendf(dst, "%5d ", row.PreviousDelta)
		} else {
			dst = append(dst, "    - "...)
		}
	}
	for _, end := range [...]netip.AddrPort{row.Source, row.Destination} {
		start := len(dst)
		dst = append(pad(f.AppendHost(dst, end.Addr()), start, 20), ' ')
	}
	dst = append(f.appendMasqueradePort(dst, row.Source.Port(), protocol), " -> "...)
	dst = append(f.appendMasqueradePort(dst, row.Destination.Port(), protocol), " ("...)
	return append(f.appendMasqueradePort(dst, row.Port, protocol), ")\n"...)
}

func (f *Sockets) appendMasqueradePort(dst []byte, port uint16, protocol string) []byte {
	if protocol == "tcp" || protocol == "udp" {
		return f.AppendPort(dst, port, protocol)
	}
	return format.AppendPortNumber(dst, port)
}
