package sockdiag

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sys/unix"
)

func TestTCPInfoEndsWhereTheKernelsDoes(t *testing.T) {
	all := bytesOf(unix.TCPInfo{
		Retransmits: 1, Snd_mss: 2, Lost: 3, Pmtu: 4, Rtt: 5, Rttvar: 6, Snd_cwnd: 7, Total_retrans: 8,
		Pacing_rate: 9 << 32, Bytes_acked: 10 << 32, Bytes_received: 11 << 32, Segs_out: 12, Segs_in: 13, Min_rtt: 14,
		Delivery_rate: 15 << 32, Busy_time: 16 << 32, Rwnd_limited: 17 << 32, Sndbuf_limited: 18 << 32,
	})
	for _, c := range []struct {
		value  func(TCPInfo) (uint64, bool)
		expect uint64
		length int // of a struct that just has the field
	}{
		{wide(TCPInfo.MSS), 2, 20}, {wide(TCPInfo.Lost), 3, 36}, {wide(TCPInfo.PMTU), 4, 64},
		{wide(TCPInfo.RTT), 5, 72}, {wide(TCPInfo.RTTVar), 6, 76}, {wide(TCPInfo.CongestionWindow), 7, 84},
		{wide(TCPInfo.TotalRetransmits), 8, 104}, {TCPInfo.PacingRate, 9 << 32, 112},
		{TCPInfo.BytesAcked, 10 << 32, 128}, {TCPInfo.BytesReceived, 11 << 32, 136},
		{wide(TCPInfo.SegmentsOut), 12, 140}, {wide(TCPInfo.SegmentsIn), 13, 144}, {wide(TCPInfo.MinRTT), 14, 152},
		{TCPInfo.DeliveryRate, 15 << 32, 168}, {TCPInfo.BusyTime, 16 << 32, 176},
		{TCPInfo.WindowLimited, 17 << 32, 184}, {TCPInfo.SendBufferLimited, 18 << 32, 192},
	} {
		for length := range len(all) + 1 {
			value, known := c.value(TCPInfo(all[:length]))
			assert.Equal(t, length >= c.length, known, "%d of %d", c.expect, length)
			if known {
				assert.Equal(t, c.expect, value)
			}
		}
	}
	now, known := TCPInfo(all).Retransmits()
	assert.True(t, known)
	assert.Equal(t, uint8(1), now)
	_, known = TCPInfo(all[:2]).Retransmits()
	assert.False(t, known)
}

func TestWhatWasNotMeasuredIsNotKnown(t *testing.T) {
	for _, info := range []unix.TCPInfo{{Pacing_rate: math.MaxUint64}, {
		Rtt: math.MaxUint32, Rttvar: math.MaxUint32, Min_rtt: math.MaxUint32, Pmtu: math.MaxUint32, Pacing_rate: math.MaxUint64,
	}} {
		i := TCPInfo(bytesOf(info))
		for _, value := range []func(TCPInfo) (uint64, bool){
			wide(TCPInfo.RTT), wide(TCPInfo.RTTVar), wide(TCPInfo.MinRTT), wide(TCPInfo.PMTU), TCPInfo.DeliveryRate, TCPInfo.PacingRate,
		} {
			_, known := value(i)
			assert.False(t, known)
		}
		mss, known := i.MSS()
		assert.True(t, known)
		assert.Zero(t, mss)
	}
}
