package nettools

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

func TestStatesOutOfRangeAreUnknown(t *testing.T) {
	for _, state := range []int32{-1, 5, 6, math.MaxInt32, math.MinInt32} {
		assert.Contains(t, string(oldSockets{}.AppendAX25(nil, &procnet.AX25Socket{State: state})), "  UNKNOWN      ", state)
		assert.Contains(t, string(oldSockets{}.AppendX25(nil, &procnet.X25Socket{State: state})), "  UNKNOWN      ", state)
	}
	for _, state := range []int32{-1, 4, 5, math.MaxInt32, math.MinInt32} {
		assert.Contains(t, string(oldSockets{}.AppendNetROM(nil, &procnet.NetROMSocket{State: state})), "  UNKNOWN      ", state)
		assert.Contains(t, string(oldSockets{}.AppendRose(nil, &procnet.RoseSocket{State: state})), "   UNKNOWN\n", state)
	}
}

func TestNumbersWiderThanTheirColumnsPushTheRest(t *testing.T) {
	row := procnet.AX25Socket{Destination: "W1AW-2-and-more", Source: "N0CALL", Device: "ax0", SendState: 1000, ReceiveState: -2, SendQueue: 1234567, ReceiveQueue: -1}
	assert.Equal(t, "W1AW-2-and-more  N0CALL     ax0     LISTENING    -02/1000  1234567  -1    \n", string(oldSockets{}.AppendAX25(nil, &row)))
}
