package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// oldSockets turns sockets of families that are neither internet nor unix into
// text.
type oldSockets struct{}

// AppendAX25 appends a row of net/ax25.
func (oldSockets) AppendAX25(dst []byte, row *procnet.AX25Socket) []byte {
	dst = append(appendLeft(dst, row.Destination, 9), "  "...)
	dst = append(appendLeft(dst, row.Source, 9), "  "...)
	dst = append(appendLeft(dst, row.Device, 6), "  "...)
	dst = append(appendLeft(dst, states.AX25(row.State), 11), "  "...)
	return fmt.Appendf(dst, "%03d/%03d  %-6d  %-6d\n", row.ReceiveState, row.SendState, row.SendQueue, row.ReceiveQueue)
}
