package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// oldRoutes turns the routes of other families than IP into text.
type oldRoutes struct{}

// AppendAX25Route appends a row of net/ax25_route.
func (oldRoutes) AppendAX25Route(dst []byte, row *procnet.AX25Route) []byte {
	dst = append(appendLeft(dst, row.Callsign, 9), "    "...)
	dst = append(appendLeft(dst, row.Device, 5), "  "...)
	return append(appendIntRight(dst, int64(row.Use), 5), '\n')
}

// AppendNetROMRoute appends a row of net/nr_nodes. As in net-tools, one whose
// neighbour is not listed goes on in the same line with the next.
func (oldRoutes) AppendNetROMRoute(dst []byte, row *procnet.NetROMRoute) []byte {
	dst = append(appendLeft(dst, row.Callsign, 9), "    "...)
	dst = append(appendLeft(dst, row.Mnemonic, 7), "   "...)
	if row.Neighbour == nil {
		return dst
	}
	dst = append(appendIntRight(dst, int64(row.Quality), 3), "      "...)
	dst = append(appendLeft(dst, row.Neighbour.Callsign, 9), "  "...)
	return append(append(dst, row.Neighbour.Device...), '\n')
}

// AppendRoseRoute appends a row of net/rose_nodes.
func (oldRoutes) AppendRoseRoute(dst []byte, row *procnet.RoseRoute) []byte {
	dst = append(appendLeft(dst, row.Address, 10), "   "...)
	for _, n := range row.Neighbours {
		dst = fmt.Appendf(dst, "%05d  ", n.Number)
		for _, listed := range n.Listed {
			dst = append(appendLeft(dst, listed.Callsign, 10), "   "...)
			dst = appendLeft(dst, listed.Device, 4)
		}
	}
	return append(dst, '\n')
}

// AppendX25Route appends a row of net/x25/route.
func (oldRoutes) AppendX25Route(dst []byte, row *procnet.X25Route) []byte {
	if row.Digits == 0 {
		dst = append(dst, "*                    "...)
	} else {
		dst = append(append(dst, row.Address...), '/')
		dst = append(appendIntLeft(dst, int64(row.Digits), 17-row.Digits), "   "...)
	}
	return append(appendLeft(dst, row.Device, 5), '\n')
}

// AppendIPXRoute appends a row of net/ipx/route.
func (oldRoutes) AppendIPXRoute(dst []byte, row *procnet.IPXRoute) []byte {
	node := ""
	if row.RouterNode != [6]byte{} {
		node = fmt.Sprintf("%X", row.RouterNode)
	}
	for i, text := range []string{ipxNetwork(row.Network), ipxNetwork(row.RouterNetwork), node} {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = appendLeft(dst, text, 25)
	}
	return append(dst, '\n')
}

// ipxNetwork gives the text of an IPX network, or none for no network and for
// the one that stands for any.
func ipxNetwork(network uint64) string {
	if uint32(network) == 0 || network == 0xffffffff {
		return ""
	}
	return fmt.Sprintf("%08X", uint32(network))
}

// AppendAppleTalkRoute appends a row of net/atalk_route.
func (oldRoutes) AppendAppleTalkRoute(dst []byte, row *procnet.AppleTalkRoute) []byte {
	for _, text := range []string{row.Target, row.Gateway, row.Device} {
		dst = appendLeft(dst, text, 16)
	}
	return append(format.AppendAppleTalkFlags(dst, row.Flags), '\n')
}
