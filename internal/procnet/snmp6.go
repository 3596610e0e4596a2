package procnet

import (
	"math"
	"strings"
)

// counterLineLimit is how many bytes of net/snmp6 and net/sctp/snmp net-tools
// takes at a time; what follows in the same line is taken for another one.
const counterLineLimit = 1023

// ReadSNMP6 reads net/snmp6: a line for each counter, its name and its value.
// It is written by snmp6_seq_show() in net/ipv6/proc.c. The name begins with
// the protocol, as far as its 6, or is it all if there is none; where a name
// does not begin with the protocol of the counter before it, another group
// begins. A line without a number repeats the number before, one without a
// name the name as well. An error comes with the counters before it.
func ReadSNMP6(tables Tables) ([]CounterGroup, error) {
	file, err := tables.Open("snmp6")
	if err != nil {
		return nil, err
	}
	lines := NewReader(file, Reading{})
	defer lines.Close()
	pieces := pieces{lines: lines}
	var groups []CounterGroup
	var group *CounterGroup
	var counter Counter
	for {
		line, ok := pieces.next(counterLineLimit)
		if !ok {
			return groups, lines.Err()
		}
		counter.read(line)
		if counter.Name == "" {
			continue
		}
		if group == nil || !strings.Contains(counter.Name, group.Protocol) {
			groups = append(groups, CounterGroup{Protocol: protocol6(counter.Name)})
			group = &groups[len(groups)-1]
		}
		group.Counters = append(group.Counters, counter)
	}
}

// read reads a line of net/snmp6 into what an earlier line has left.
func (c *Counter) read(line []byte) {
	s := scan(line)
	if name := s.word(math.MaxInt); !s.failed {
		c.Name = string(name)
	}
	if value := s.ulong(); !s.failed {
		c.Value = value
	}
}

// protocol6 gives the protocol of a counter of net/snmp6.
func protocol6(name string) string {
	if six := strings.IndexByte(name, '6'); six >= 0 {
		return name[:six+1]
	}
	return name
}
