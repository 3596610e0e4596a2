package format

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// TimerWords is states.TCPTimer or states.UDPTimer.
type TimerWords func(n int32) (word string, ok bool)

// AppendTimer appends a timer as net-tools writes it.
func AppendTimer(dst []byte, words TimerWords, row *procnet.Socket, retransmits uint64) []byte {
	if word, ok := words(row.Timer); ok {
		dst = append(dst, word...)
	} else {
		dst = append(dst, "unkn-"...)
		dst = strconv.AppendInt(dst, int64(row.Timer), 10)
	}
	dst = append(dst, " ("...)
	if row.Timer == 0 {
		dst = append(dst, "0.00"...)
	} else {
		dst = appendSeconds(dst, row.Expires)
	}
	dst = append(dst, '/')
	dst = strconv.AppendInt(dst, int64(retransmits), 10)
	dst = append(dst, '/')
	dst = strconv.AppendInt(dst, int64(row.Timeout), 10)
	return append(dst, ')')
}

// appendSeconds appends a time in jiffies, a hundredth of a second each, as
// printf's %.2f writes a double.
func appendSeconds(dst []byte, jiffies uint64) []byte {
	return strconv.AppendFloat(dst, float64(jiffies)/100, 'f', 2, 64)
}
