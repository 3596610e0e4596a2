package netstat

import (
	"time"

	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// extras gives a place for what is known of the sockets of one table, or nil if
// nothing is asked for.
func (o *Options) extras() *extras.Table {
	if !o.Extras && !o.TCPInfo {
		return nil
	}
	return &extras.Table{TCPInfo: o.TCPInfo}
}

// newExtras gives what is known of the socket of a row, or nil if nothing is.
func newExtras(of *extras.Table, row *procnet.Socket) *Extras {
	its, known := of.Internet(row)
	if !known {
		return nil
	}
	e := &Extras{
		HasV6Only:    its.HasV6Only,
		V6Only:       its.V6Only,
		HasMark:      its.HasMark,
		Mark:         its.Mark,
		Device:       its.Device,
		BacklogLimit: its.BacklogLimit,
		Cgroup:       its.Cgroup,
	}
	if its.Info != nil {
		e.TCP = newTCPInfo(its.Info, its.Congestion)
	}
	return e
}

func newTCPInfo(of sockdiag.TCPInfo, congestion string) *TCPInfo {
	return &TCPInfo{
		Congestion:       congestion,
		RTT:              microseconds(of.RTT()),
		RTTVar:           microseconds(of.RTTVar()),
		MinRTT:           microseconds(of.MinRTT()),
		MSS:              orZero(of.MSS()),
		PMTU:             orZero(of.PMTU()),
		Cwnd:             orZero(of.CongestionWindow()),
		Retransmits:      uint32(orZero(of.Retransmits())),
		TotalRetransmits: orZero(of.TotalRetransmits()),
		Lost:             orZero(of.Lost()),
		BytesAcked:       orZero(of.BytesAcked()),
		BytesReceived:    orZero(of.BytesReceived()),
		SegsOut:          orZero(of.SegmentsOut()),
		SegsIn:           orZero(of.SegmentsIn()),
		DeliveryRate:     orZero(of.DeliveryRate()),
		PacingRate:       orZero(of.PacingRate()),
		Busy:             microseconds(of.BusyTime()),
		RwndLimited:      microseconds(of.WindowLimited()),
		SndbufLimited:    microseconds(of.SendBufferLimited()),
	}
}

// orZero gives a number, which is 0 if it is not known.
func orZero[T uint8 | uint32 | uint64](n T, known bool) T {
	if !known {
		return 0
	}
	return n
}

func microseconds[T uint32 | uint64](n T, known bool) time.Duration {
	return time.Duration(orZero(n, known)) * time.Microsecond
}
