package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// AppendNetROM appends a row of net/nr.
func (oldSockets) AppendNetROM(dst []byte, row *procnet.NetROMSocket) []byte {
	dst = append(appendLeft(dst, row.User, 9), "  "...)
	dst = append(appendLeft(dst, row.Destination, 9), "  "...)
	dst = append(appendLeft(dst, row.Source, 9), "  "...)
	dst = append(appendLeft(dst, row.Device, 6), "  "...)
	dst = append(appendLeft(dst, states.NetROM(row.State), 11), "  "...)
	return fmt.Appendf(dst, "%03d/%03d  %-6d  %-6d\n", row.ReceiveState, row.SendState, row.SendQueue, row.ReceiveQueue)
}
