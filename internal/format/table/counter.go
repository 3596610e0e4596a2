package table

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A counterRow is a counter of a protocol.
type counterRow struct {
	protocol string
	procnet.Counter
}

func counterFields() fields[counterRow] {
	return fields[counterRow]{
		textField("Protocol", func(row counterRow) string { return row.protocol }),
		textField("Counter", func(row counterRow) string { return row.Name }),
		{column{title: "Value", right: true}, appendCounterValue},
	}
}

// AppendSNMP appends a group of counters, less those that are 0, unless there
// is an -e.
func (f *rows) AppendSNMP(dst []byte, group procnet.CounterGroup) []byte {
	if f.options.Shown.Hides(group.Protocol) {
		return dst
	}
	for _, counter := range group.Counters {
		if counter.Value != 0 || f.options.extended() {
			dst = f.counters.appendRow(f, dst, counterRow{group.Protocol, counter})
		}
	}
	return dst
}

// AppendSNMP6 appends a group of counters of net/snmp6.
func (f *rows) AppendSNMP6(dst []byte, group procnet.CounterGroup) []byte {
	return f.AppendSNMP(dst, group)
}

// appendCounterValue appends a value, of which only that of Tcp's MaxConn has a
// sign: snmp_seq_show_tcp_udp() in the kernel's net/ipv4/proc.c.
func appendCounterValue(_ *rows, dst []byte, row counterRow) []byte {
	if row.protocol == "Tcp" && row.Name == "MaxConn" {
		return strconv.AppendInt(dst, int64(row.Value), 10)
	}
	return strconv.AppendUint(dst, row.Value, 10)
}
