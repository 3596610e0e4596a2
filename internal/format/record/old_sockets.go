package record

import (
	"fmt"
	"strings"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// AppendIPX appends a row of net/ipx/socket.
func (r *rows) AppendIPX(dst []byte, row *procnet.IPXSocket) []byte {
	w := r.row(kindIPX)
	dst = r.appendOldSocket(&w, dst, "ipx", states.IPX(row.State))
	dst = w.textOrNull(dst, keyLocalAddress, ipxAddress(row.Local))
	dst = w.unsigned(dst, keyLocalPort, uint64(row.Local.Port))
	if row.Connected {
		dst = w.textOrNull(dst, keyPeerAddress, ipxAddress(row.Remote))
		dst = w.unsigned(dst, keyPeerPort, uint64(row.Remote.Port))
	} else {
		dst = w.nulls(dst, keyPeerAddress, keyPeerPort)
	}
	dst = w.unsigned(dst, keyRecvQ, row.ReceiveQueue)
	dst = w.unsigned(dst, keySendQ, row.TransmitQueue)
	dst = w.unsigned(dst, keyUID, uint64(row.UID))
	return w.end(w.textOrNull(dst, keyUser, r.user(row.UID)))
}

// AppendAX25 appends a row of net/ax25.
func (r *rows) AppendAX25(dst []byte, row *procnet.AX25Socket) []byte {
	w := r.row(kindAX25)
	dst = r.appendOldSocket(&w, dst, "ax25", states.AX25(row.State))
	dst = appendEnds(&w, dst, row.Source, row.Destination)
	dst = appendQueues(&w, dst, row.ReceiveQueue, row.SendQueue)
	dst = w.text(dst, keyIface, trim(row.Device))
	return w.end(appendFrames(&w, dst, row.SendState, row.ReceiveState))
}

// AppendX25 appends a row of net/x25.
func (r *rows) AppendX25(dst []byte, row *procnet.X25Socket) []byte {
	w := r.row(kindX25)
	dst = r.appendOldSocket(&w, dst, "x25", states.X25(row.State))
	dst = appendEnds(&w, dst, row.Source, row.Destination)
	dst = appendQueues(&w, dst, row.ReceiveQueue, row.SendQueue)
	dst = w.text(dst, keyIface, trim(row.Device))
	dst = w.signed(dst, keyChannel, int64(row.Channel))
	return w.end(appendFrames(&w, dst, row.SendState, row.ReceiveState))
}

// AppendNetROM appends a row of net/nr.
func (r *rows) AppendNetROM(dst []byte, row *procnet.NetROMSocket) []byte {
	w := r.row(kindNetROM)
	dst = r.appendOldSocket(&w, dst, "netrom", states.NetROM(row.State))
	dst = appendEnds(&w, dst, row.Source, row.Destination)
	dst = appendQueues(&w, dst, row.ReceiveQueue, row.SendQueue)
	dst = w.textOrNull(dst, keyUserCallsign, station(row.User))
	dst = w.text(dst, keyIface, trim(row.Device))
	return w.end(appendFrames(&w, dst, row.SendState, row.ReceiveState))
}

// AppendRose appends a row of net/rose.
func (r *rows) AppendRose(dst []byte, row *procnet.RoseSocket) []byte {
	w := r.row(kindRose)
	dst = r.appendOldSocket(&w, dst, "rose", states.NetROM(row.State))
	dst = appendEnds(&w, dst, row.SourceAddress, row.DestinationAddress)
	dst = w.textOrNull(dst, keyLocalCallsign, station(row.SourceCallsign))
	dst = w.textOrNull(dst, keyPeerCallsign, station(row.DestinationCallsign))
	dst = w.text(dst, keyIface, trim(row.Device))
	dst = w.signed(dst, keyChannel, int64(row.Channel))
	return w.end(w.signed(dst, keyNeighbourNumber, int64(row.Neighbour)))
}

// appendOldSocket begins a row of a family with one protocol.
func (r *rows) appendOldSocket(w *writer, dst []byte, family, state string) []byte {
	dst = r.begin(w, dst)
	dst = w.word(dst, keyProto, family)
	dst = w.word(dst, keyFamily, family)
	return w.word(dst, keyState, state)
}

// appendEnds appends the ends of a connection.
func appendEnds(w *writer, dst []byte, local, peer string) []byte {
	dst = w.textOrNull(dst, keyLocalAddress, station(local))
	return w.textOrNull(dst, keyPeerAddress, station(peer))
}

func appendQueues(w *writer, dst []byte, receive, send int32) []byte {
	return w.signed(w.signed(dst, keyRecvQ, int64(receive)), keySendQ, int64(send))
}

func appendFrames(w *writer, dst []byte, send, receive int32) []byte {
	return w.signed(w.signed(dst, keyVS, int64(send)), keyVR, int64(receive))
}

// trim gives a text without the blanks that fill its column.
func trim(text string) string { return strings.Trim(text, " ") }

// station gives a call sign or an address, "" for the star that stands for
// none.
func station(text string) string {
	if text = trim(text); text == "*" {
		return ""
	}
	return text
}

// ipxAddress gives the text of an address as the kernel prints it, "" for one
// without a network, of which net-tools does not read the node.
func ipxAddress(end procnet.IPXEndpoint) string {
	if end.Network == 0 {
		return ""
	}
	return fmt.Sprintf("%08X:%X", end.Network, end.Node)
}
