package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// NetROMSocketsHeading is what stands above a list of NET/ROM sockets.
const NetROMSocketsHeading = "Active NET/ROM sockets\n" +
	"User       Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q\n"

// netromStates are the words for the states in the kernel's
// include/net/netrom.h. net-tools has none for NR_STATE_4. ROSE has the same.
var netromStates = [...]string{"LISTENING", "CONN SENT", "DISC SENT", "ESTABLISHED"}

// AppendNetROM appends a row of net/nr.
func AppendNetROM(dst []byte, row *procnet.NetROMSocket) []byte {
	dst = append(appendLeft(dst, row.User, 9), "  "...)
	dst = append(appendLeft(dst, row.Destination, 9), "  "...)
	dst = append(appendLeft(dst, row.Source, 9), "  "...)
	dst = append(appendLeft(dst, row.Device, 6), "  "...)
	dst = append(appendLeft(dst, stateWord(netromStates[:], row.State), 11), "  "...)
	return fmt.Appendf(dst, "%03d/%03d  %-6d  %-6d\n", row.ReceiveState, row.SendState, row.SendQueue, row.ReceiveQueue)
}
