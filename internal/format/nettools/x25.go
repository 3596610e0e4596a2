package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// AppendX25 appends a row of net/x25.
func (oldSockets) AppendX25(dst []byte, row *procnet.X25Socket) []byte {
	dst = append(appendLeft(dst, row.Destination, 15), ' ')
	dst = append(appendLeft(dst, row.Source, 15), ' ')
	dst = append(appendLeft(dst, row.Device, 7), ' ')
	dst = append(appendIntLeft(dst, int64(row.Channel), 3), "  "...)
	dst = append(appendLeft(dst, states.X25(row.State), 11), "  "...)
	return fmt.Appendf(dst, "%02d/%02d  %-6d  %-6d\n", row.ReceiveState, row.SendState, row.SendQueue, row.ReceiveQueue)
}
