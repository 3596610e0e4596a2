package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AX25SocketsHeading is what stands above a list of AX.25 sockets.
const AX25SocketsHeading = "Active AX.25 sockets\n" +
	"Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q\n"

// ax25States are the words for the states in the kernel's include/net/ax25.h.
var ax25States = [...]string{"LISTENING", "SABM SENT", "DISC SENT", "ESTABLISHED", "RECOVERY"}

// AppendAX25 appends a row of net/ax25.
func AppendAX25(dst []byte, row *procnet.AX25Socket) []byte {
	dst = append(appendLeft(dst, row.Destination, 9), "  "...)
	dst = append(appendLeft(dst, row.Source, 9), "  "...)
	dst = append(appendLeft(dst, row.Device, 6), "  "...)
	dst = append(appendLeft(dst, stateWord(ax25States[:], row.State), 11), "  "...)
	return fmt.Appendf(dst, "%03d/%03d  %-6d  %-6d\n", row.ReceiveState, row.SendState, row.SendQueue, row.ReceiveQueue)
}

// stateWord gives the word for a state, "UNKNOWN" for one that has none.
func stateWord(words []string, state int32) string {
	if uint32(state) < uint32(len(words)) {
		return words[state]
	}
	return "UNKNOWN"
}
