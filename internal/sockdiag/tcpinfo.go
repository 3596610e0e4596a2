package sockdiag

import "math"

// TCPInfo is a struct tcp_info of linux/tcp.h, as tcp_get_info in net/ipv4/tcp.c
// fills it. It has grown with time; a field that the running kernel's does not
// reach is not known. Neither is one that the kernel has not measured yet.
type TCPInfo []byte

// Offsets of the fields.
const (
	infoRetransmits   = 2
	infoSndMSS        = 16
	infoLost          = 32
	infoPMTU          = 60
	infoRTT           = 68
	infoRTTVar        = 72
	infoSndCwnd       = 80
	infoTotalRetrans  = 100
	infoPacingRate    = 104
	infoBytesAcked    = 120
	infoBytesReceived = 128
	infoSegsOut       = 136
	infoSegsIn        = 140
	infoMinRTT        = 148
	infoDeliveryRate  = 160
	infoBusyTime      = 168
	infoRwndLimited   = 176
	infoSndbufLimited = 184
)

// TCPInfoSize is how much of a TCPInfo has a meaning here.
const TCPInfoSize = infoSndbufLimited + 8

// RTT gives the smoothed round trip time, in microseconds.
func (i TCPInfo) RTT() (uint32, bool) { return measured(i.uint32(infoRTT)) }

// RTTVar gives the mean deviation of the round trip time, in microseconds.
func (i TCPInfo) RTTVar() (uint32, bool) { return measured(i.uint32(infoRTTVar)) }

// MinRTT gives the smallest round trip time seen of late, in microseconds.
func (i TCPInfo) MinRTT() (uint32, bool) { return measured(i.uint32(infoMinRTT)) }

// MSS gives the size of a segment that is sent, in bytes.
func (i TCPInfo) MSS() (uint32, bool) { return i.uint32(infoSndMSS) }

// PMTU gives the largest packet that the path to the peer takes, in bytes.
func (i TCPInfo) PMTU() (uint32, bool) { return measured(i.uint32(infoPMTU)) }

// CongestionWindow gives how many segments may be on the way.
func (i TCPInfo) CongestionWindow() (uint32, bool) { return i.uint32(infoSndCwnd) }

// Retransmits gives how many retransmission timeouts in a row have not been
// made up for yet.
func (i TCPInfo) Retransmits() (uint8, bool) {
	if len(i) <= infoRetransmits {
		return 0, false
	}
	return i[infoRetransmits], true
}

// TotalRetransmits gives how many segments were sent again.
func (i TCPInfo) TotalRetransmits() (uint32, bool) { return i.uint32(infoTotalRetrans) }

// Lost gives how many segments on the way are believed to be lost.
func (i TCPInfo) Lost() (uint32, bool) { return i.uint32(infoLost) }

// BytesAcked gives how many bytes that were sent the peer has acknowledged.
func (i TCPInfo) BytesAcked() (uint64, bool) { return i.uint64(infoBytesAcked) }

// BytesReceived gives how many bytes from the peer were acknowledged.
func (i TCPInfo) BytesReceived() (uint64, bool) { return i.uint64(infoBytesReceived) }

// SegmentsOut gives how many segments were sent, empty ones included.
func (i TCPInfo) SegmentsOut() (uint32, bool) { return i.uint32(infoSegsOut) }

// SegmentsIn gives how many segments were received, empty ones included.
func (i TCPInfo) SegmentsIn() (uint32, bool) { return i.uint32(infoSegsIn) }

// DeliveryRate gives the latest rate at which the peer got data, in bytes a
// second.
func (i TCPInfo) DeliveryRate() (uint64, bool) {
	rate, ok := i.uint64(infoDeliveryRate)
	return rate, ok && rate != 0
}

// PacingRate gives the rate at which segments are sent, in bytes a second. It
// is not known where there is no limit.
func (i TCPInfo) PacingRate() (uint64, bool) {
	rate, ok := i.uint64(infoPacingRate)
	return rate, ok && rate != math.MaxUint64
}

// BusyTime gives for how long there was something to send or to be
// acknowledged, in microseconds.
func (i TCPInfo) BusyTime() (uint64, bool) { return i.uint64(infoBusyTime) }

// WindowLimited gives for how long of that the peer's window was full, in
// microseconds.
func (i TCPInfo) WindowLimited() (uint64, bool) { return i.uint64(infoRwndLimited) }

// SendBufferLimited gives for how long of that the send buffer was full, in
// microseconds.
func (i TCPInfo) SendBufferLimited() (uint64, bool) { return i.uint64(infoSndbufLimited) }

func (i TCPInfo) uint32(at int) (uint32, bool) {
	if len(i) < at+4 {
		return 0, false
	}
	return native.Uint32(i[at:]), true
}

func (i TCPInfo) uint64(at int) (uint64, bool) {
	if len(i) < at+8 {
		return 0, false
	}
	return native.Uint64(i[at:]), true
}

// measured leaves out what the kernel has no value of, 0 or the largest number.
func measured(value uint32, ok bool) (uint32, bool) {
	return value, ok && value != 0 && value != math.MaxUint32
}
