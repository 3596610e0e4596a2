package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// RoseSocketsHeading is what stands above a list of ROSE sockets.
const RoseSocketsHeading = "Active ROSE sockets\n" +
	"dest_addr   dest_call  src_addr    src_call  dev   lci neigh   state\n"

// AppendRose appends a row of net/rose.
func AppendRose(dst []byte, row *procnet.RoseSocket) []byte {
	dst = append(appendLeft(dst, row.DestinationAddress, 10), "  "...)
	dst = append(appendLeft(dst, row.DestinationCallsign, 9), "  "...)
	dst = append(appendLeft(dst, row.SourceAddress, 10), "  "...)
	dst = append(appendLeft(dst, row.SourceCallsign, 9), ' ')
	dst = append(appendLeft(dst, row.Device, 5), ' ')
	return fmt.Appendf(dst, "%3d %5d   %s\n", row.Channel, row.Neighbour, stateWord(netromStates[:], row.State))
}
