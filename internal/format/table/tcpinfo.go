package table

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// tcpInfoField is the column of what the kernel measures of a connection of tcp:
// the round trip time and its mean deviation in milliseconds, the congestion
// window in segments, and segments sent again, those at once and in total, if
// there were any.
func tcpInfoField() field[internetRow] {
	return field[internetRow]{column{title: "TCP info"}, func(_ *rows, dst []byte, row internetRow) []byte {
		return appendTCPInfo(dst, row.extra.Info)
	}}
}

func appendTCPInfo(dst []byte, info sockdiag.TCPInfo) []byte {
	start := len(dst)
	word := func(name string) {
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = append(append(dst, name...), ':')
	}
	if rtt, known := info.RTT(); known {
		word("rtt")
		dst = appendMillis(dst, rtt)
		if deviation, known := info.RTTVar(); known {
			dst = appendMillis(append(dst, '/'), deviation)
		}
	}
	if cwnd, known := info.CongestionWindow(); known {
		word("cwnd")
		dst = appendNumber(dst, cwnd)
	}
	now, _ := info.Retransmits()
	if total, known := info.TotalRetransmits(); known && (now > 0 || total > 0) {
		word("retrans")
		dst = append(strconv.AppendUint(dst, uint64(now), 10), '/')
		dst = appendNumber(dst, total)
	}
	return dst
}

// appendMillis appends microseconds as milliseconds, with the decimals that they
// have.
func appendMillis(dst []byte, micros uint32) []byte {
	return strconv.AppendFloat(dst, float64(micros)/1000, 'f', -1, 64)
}
