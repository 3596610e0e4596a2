package record

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/extras"
)

// tcpInfoMembers are the members of the object tcp_info, in their order.
var tcpInfoMembers = [...]key{
	keyInfoRTT, keyInfoRTTVar, keyInfoMinRTT, keyInfoMSS, keyInfoPMTU, keyInfoCwnd,
	keyInfoRetransmits, keyInfoTotalRetransmits, keyInfoLost, keyInfoBytesAcked, keyInfoBytesReceived,
	keyInfoSegsIn, keyInfoSegsOut, keyInfoDeliveryRate, keyInfoPacingRate,
	keyInfoBusy, keyInfoWindowLimited, keyInfoSndbufLimited, keyInfoCongestion,
}

// appendTCPInfo appends what the kernel measures of a connection of tcp, null for
// what is none.
func appendTCPInfo(w *writer, dst []byte, extra *extras.Socket) []byte {
	if extra.Info == nil {
		if w.nested {
			return w.null(dst, keyTCPInfo)
		}
		return w.nulls(dst, tcpInfoMembers[:]...)
	}
	if w.nested {
		dst = append(w.key(dst, keyTCPInfo), w.signs.openObject...)
	}
	i := extra.Info
	dst = measured(w, dst, keyInfoRTT, i.RTT, micros)
	dst = measured(w, dst, keyInfoRTTVar, i.RTTVar, micros)
	dst = measured(w, dst, keyInfoMinRTT, i.MinRTT, micros)
	dst = measured(w, dst, keyInfoMSS, i.MSS, count)
	dst = measured(w, dst, keyInfoPMTU, i.PMTU, count)
	dst = measured(w, dst, keyInfoCwnd, i.CongestionWindow, count)
	dst = measured(w, dst, keyInfoRetransmits, i.Retransmits, count)
	dst = measured(w, dst, keyInfoTotalRetransmits, i.TotalRetransmits, count)
	dst = measured(w, dst, keyInfoLost, i.Lost, count)
	dst = measured(w, dst, keyInfoBytesAcked, i.BytesAcked, count)
	dst = measured(w, dst, keyInfoBytesReceived, i.BytesReceived, count)
	dst = measured(w, dst, keyInfoSegsIn, i.SegmentsIn, count)
	dst = measured(w, dst, keyInfoSegsOut, i.SegmentsOut, count)
	dst = measured(w, dst, keyInfoDeliveryRate, i.DeliveryRate, count)
	dst = measured(w, dst, keyInfoPacingRate, i.PacingRate, count)
	dst = measured(w, dst, keyInfoBusy, i.BusyTime, micros)
	dst = measured(w, dst, keyInfoWindowLimited, i.WindowLimited, micros)
	dst = measured(w, dst, keyInfoSndbufLimited, i.SendBufferLimited, micros)
	dst = w.textOrNull(dst, keyInfoCongestion, extra.Congestion)
	if w.nested {
		dst = w.closeObject(dst)
	}
	return dst
}

// unit says how a number is written.
type unit bool

const (
	count  unit = false
	micros unit = true // microseconds, as milliseconds with three decimals
)

// measured appends a number, or null if the kernel does not know it.
func measured[N uint8 | uint32 | uint64](w *writer, dst []byte, k key, value func() (N, bool), u unit) []byte {
	n, known := value()
	if !known {
		return w.null(dst, k)
	}
	if u == micros {
		return appendMillis(w.key(dst, k), uint64(n))
	}
	return w.unsigned(dst, k, uint64(n))
}

// appendMillis appends microseconds as milliseconds with three decimals.
func appendMillis(dst []byte, micros uint64) []byte {
	dst = append(strconv.AppendUint(dst, micros/1000, 10), '.')
	return append(dst, byte('0'+micros/100%10), byte('0'+micros/10%10), byte('0'+micros%10))
}
