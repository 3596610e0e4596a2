package record

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendAX25Route appends a row of net/ax25_route.
func (r *rows) AppendAX25Route(dst []byte, row *procnet.AX25Route) []byte {
	w := r.row(kindAX25Route)
	dst = r.appendOldRoute(&w, dst, "ax25", trim(row.Callsign))
	dst = w.text(dst, keyIface, trim(row.Device))
	return w.end(w.signed(dst, keyUse, int64(row.Use)))
}

// AppendNetROMRoute appends a row of net/nr_nodes.
func (r *rows) AppendNetROMRoute(dst []byte, row *procnet.NetROMRoute) []byte {
	w := r.row(kindNetROMRoute)
	dst = r.appendOldRoute(&w, dst, "netrom", trim(row.Callsign))
	dst = w.textOrNull(dst, keyMnemonic, station(row.Mnemonic))
	dst = w.signed(dst, keyQuality, int64(row.Quality))
	var neighbour procnet.RadioNeighbour
	if row.Neighbour != nil {
		neighbour = *row.Neighbour
	}
	dst = w.textOrNull(dst, keyNeighbourCallsign, trim(neighbour.Callsign))
	return w.end(w.textOrNull(dst, keyIface, trim(neighbour.Device)))
}

// AppendRoseRoute appends a row of net/rose_nodes.
func (r *rows) AppendRoseRoute(dst []byte, row *procnet.RoseRoute) []byte {
	w := r.row(kindRoseRoute)
	dst = r.appendOldRoute(&w, dst, "rose", trim(row.Address))
	dst = w.openList(dst, keyNeighbours)
	for _, n := range row.Neighbours {
		if len(n.Listed) == 0 {
			dst = appendRoseNeighbour(&w, dst, n.Number, procnet.RadioNeighbour{})
		}
		for _, neighbour := range n.Listed {
			dst = appendRoseNeighbour(&w, dst, n.Number, neighbour)
		}
	}
	return w.end(w.closeTexts(dst))
}

func appendRoseNeighbour(w *writer, dst []byte, number int32, neighbour procnet.RadioNeighbour) []byte {
	dst = w.memberSigned(w.openObject(dst), keyNumber, int64(number), true)
	dst = w.memberText(dst, keyCallsign, trim(neighbour.Callsign))
	dst = w.memberText(dst, keyIface, trim(neighbour.Device))
	return w.closeObject(dst)
}

// AppendX25Route appends a row of net/x25/route.
func (r *rows) AppendX25Route(dst []byte, row *procnet.X25Route) []byte {
	w := r.row(kindX25Route)
	dst = r.appendOldRoute(&w, dst, "x25", row.Address)
	dst = w.signed(dst, keyDigits, int64(row.Digits))
	return w.end(w.text(dst, keyIface, trim(row.Device)))
}

// AppendIPXRoute appends a row of net/ipx/route.
func (r *rows) AppendIPXRoute(dst []byte, row *procnet.IPXRoute) []byte {
	w := r.row(kindIPXRoute)
	dst = r.appendOldRoute(&w, dst, "ipx", ipxNetwork(row.Network))
	if isDirect(row) {
		return w.end(w.nulls(dst, keyRouterNetwork, keyRouterNode))
	}
	dst = w.word(dst, keyRouterNetwork, ipxNetwork(row.RouterNetwork))
	return w.end(w.word(dst, keyRouterNode, fmt.Sprintf("%X", row.RouterNode)))
}

// isDirect tells whether a network is reached without a router. For the
// kernel's words "Directly Connected" the row has their D and C.
func isDirect(row *procnet.IPXRoute) bool {
	return row.RouterNetwork == 0xD && row.RouterNode == [6]byte{0xC0}
}

func ipxNetwork(network uint64) string { return fmt.Sprintf("%08X", uint32(network)) }

// AppendAppleTalkRoute appends a row of net/atalk_route.
func (r *rows) AppendAppleTalkRoute(dst []byte, row *procnet.AppleTalkRoute) []byte {
	w := r.row(kindAppleTalkRoute)
	dst = r.appendOldRoute(&w, dst, "ddp", row.Target)
	dst = w.text(dst, keyGateway, row.Gateway)
	dst = w.text(dst, keyIface, row.Device)
	dst = w.wordValue(w.key(dst, keyRouteFlags), string(format.AppendAppleTalkFlags(nil, row.Flags)))
	return w.end(w.unsigned(dst, keyRouteFlagBits, uint64(row.Flags)))
}

// appendOldRoute begins a row of a family's routes.
func (r *rows) appendOldRoute(w *writer, dst []byte, family, destination string) []byte {
	dst = r.begin(w, dst)
	dst = w.word(dst, keyFamily, family)
	return w.textOrNull(dst, keyDestination, destination)
}
