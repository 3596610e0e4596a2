package procnet

import (
	"bytes"
	"errors"
)

// A Counter is a counter of the kernel's network stack, counted since boot or,
// in a network namespace, since that was made. A few are no counts: limits,
// algorithms, and how many connections there are.
type Counter struct {
	Name  string // as the kernel has it in its table: "InSegs", "Ip6InReceives"
	Value uint64 // a negative number, such as -1 for no limit, is wrapped
}

// A CounterGroup is the counters of one protocol.
type CounterGroup struct {
	Protocol string // "Tcp", "TcpExt", "Ip6"
	Counters []Counter
}

// ErrCounters is what is wrong with net/snmp or net/netstat when a line does
// not say which protocol it is of. The groups before it count.
var ErrCounters = errors.New("no protocol before a colon")

// ReadSNMP reads net/snmp or net/netstat, which have the same form: a line
// with a protocol and the names of its counters, then one with their values.
// They are written by snmp_seq_show() and netstat_seq_show() in
// net/ipv4/proc.c. An error comes with the groups before it.
func ReadSNMP(tables Tables, name string) ([]CounterGroup, error) {
	file, err := tables.Open(name)
	if err != nil {
		return nil, err
	}
	lines := NewReader(file, Reading{})
	defer lines.Close()
	var groups []CounterGroup
	for {
		line, ok := lines.Next()
		if !ok {
			return groups, lines.Err()
		}
		if len(line) == 0 {
			continue
		}
		group, named := counterNames(line)
		if line, ok = lines.Next(); !ok {
			return groups, lines.Err()
		}
		if valued := counterValues(line, group.Counters); !named || !valued {
			return groups, ErrCounters
		}
		groups = append(groups, group)
	}
}

// counterNames reads the first of two lines.
func counterNames(line []byte) (group CounterGroup, ok bool) {
	protocol, names, ok := bytes.Cut(beforeNUL(line), []byte(":"))
	group.Protocol = string(protocol)
	for name := range bytes.FieldsFuncSeq(names, func(c rune) bool { return c == ' ' || c == '\t' }) {
		group.Counters = append(group.Counters, Counter{Name: string(name)})
	}
	return group, ok
}

// counterValues reads the second of two lines. Its protocol is not compared
// with the first's. Values behind one that is no number are 0, as are missing
// ones; those too many count for nothing.
func counterValues(line []byte, counters []Counter) bool {
	_, values, ok := bytes.Cut(beforeNUL(line), []byte(":"))
	s := scan(values)
	for i := range counters {
		counters[i].Value = s.ulong()
	}
	return ok
}
