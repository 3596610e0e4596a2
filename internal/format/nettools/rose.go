package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// AppendRose appends a row of net/rose.
func (oldSockets) AppendRose(dst []byte, row *procnet.RoseSocket) []byte {
	dst = append(appendLeft(dst, row.DestinationAddress, 10), "  "...)
	dst = append(appendLeft(dst, row.DestinationCallsign, 9), "  "...)
	dst = append(appendLeft(dst, row.SourceAddress, 10), "  "...)
	dst = append(appendLeft(dst, row.SourceCallsign, 9), ' ')
	dst = append(appendLeft(dst, row.Device, 5), ' ')
	return fmt.Appendf(dst, "%3d %5d   %s\n", row.Channel, row.Neighbour, states.NetROM(row.State))
}
