package procnet

import "bytes"

// ReadSCTPCounters reads net/sctp/snmp: a line for each counter, its name and
// its value. It is written by sctp_snmp_seq_show() in net/sctp/proc.c. An
// error comes with the counters before it.
func ReadSCTPCounters(tables Tables) (CounterGroup, error) {
	group := CounterGroup{Protocol: "Sctp"}
	file, err := tables.Open("sctp/snmp")
	if err != nil {
		return group, err
	}
	lines := NewReader(file, Reading{})
	defer lines.Close()
	pieces := pieces{lines: lines}
	for {
		line, ok := pieces.next(counterLineLimit)
		if !ok {
			return group, lines.Err()
		}
		if counter, ok := sctpCounter(line); ok {
			group.Counters = append(group.Counters, counter)
		}
	}
}

// sctpCounter reads a line, unless it has nothing but a name. The name ends at
// the first blank, be it at the very start of the line, or NUL. What is behind
// it and no number is 0.
func sctpCounter(line []byte) (counter Counter, ok bool) {
	end := bytes.IndexAny(line, " \t\x00")
	if end < 0 {
		return counter, false
	}
	value := bytes.TrimLeft(beforeNUL(line[end+1:]), " \t")
	if len(value) == 0 {
		return counter, false
	}
	s := scan(value)
	return Counter{Name: string(line[:end]), Value: s.ulong()}, true
}
