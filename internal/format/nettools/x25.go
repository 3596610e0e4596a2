package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// X25SocketsHeading is what stands above a list of X.25 sockets.
const X25SocketsHeading = "Active X.25 sockets\n" +
	"Dest         Source          Device  LCI  State        Vr/Vs  Send-Q  Recv-Q\n"

// x25States are net-tools' words for the states in the kernel's
// include/net/x25.h.
var x25States = [...]string{"LISTENING", "SABM_SENT", "DISC_SENT", "ESTABLISHED", "RECOVERY"}

// AppendX25 appends a row of net/x25.
func AppendX25(dst []byte, row *procnet.X25Socket) []byte {
	dst = append(appendLeft(dst, row.Destination, 15), ' ')
	dst = append(appendLeft(dst, row.Source, 15), ' ')
	dst = append(appendLeft(dst, row.Device, 7), ' ')
	dst = append(appendIntLeft(dst, int64(row.Channel), 3), "  "...)
	dst = append(appendLeft(dst, stateWord(x25States[:], row.State), 11), "  "...)
	return fmt.Appendf(dst, "%02d/%02d  %-6d  %-6d\n", row.ReceiveState, row.SendState, row.SendQueue, row.ReceiveQueue)
}
