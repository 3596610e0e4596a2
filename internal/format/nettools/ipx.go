package nettools

import (
	"fmt"
	"math/bits"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// AppendIPXHeading appends what stands above a list of IPX sockets.
func (f *Sockets) AppendIPXHeading(dst []byte) []byte {
	dst = append(dst, "Active IPX sockets\n"+
		"Proto Recv-Q Send-Q Local Address              Foreign Address            State"...)
	if f.Extended {
		dst = append(dst, " User"...)
	}
	return append(dst, '\n')
}

// AppendIPX appends a row of net/ipx/socket. As in net-tools, the queue under
// Recv-Q is that of what is to be sent.
func (f *Sockets) AppendIPX(dst []byte, row *procnet.IPXSocket) []byte {
	dst = fmt.Appendf(dst, "IPX   %6d %6d ", int64(row.TransmitQueue), int64(row.ReceiveQueue))
	start := len(dst)
	dst = append(pad(appendIPXEndpoint(dst, row.Local), start, 26), ' ')
	start = len(dst)
	if row.Connected {
		dst = appendIPXEndpoint(dst, row.Remote)
	} else {
		dst = append(dst, '-')
	}
	dst = append(pad(dst, start, 26), ' ')
	dst = appendLeft(dst, states.IPX(row.State), 5)
	if f.Extended {
		dst = f.appendUser(append(dst, ' '), row.UID)
	}
	return append(dst, '\n')
}

// appendIPXEndpoint appends an IPX address and a port, whose bytes net-tools
// swaps.
func appendIPXEndpoint(dst []byte, end procnet.IPXEndpoint) []byte {
	dst = appendIPX(dst, end.Network, end.Node)
	return fmt.Appendf(dst, ":%04X", bits.ReverseBytes16(end.Port))
}

// appendIPX appends an IPX address. A network and a node of zeros are left out.
func appendIPX(dst []byte, network uint32, node [6]byte) []byte {
	if network != 0 {
		dst = fmt.Appendf(dst, "%08X", network)
	}
	if node != [6]byte{} {
		if network != 0 {
			dst = append(dst, ':')
		}
		dst = fmt.Appendf(dst, "%X", node)
	}
	return dst
}
