package procnet

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadSNMP6GroupsByProtocol(t *testing.T) {
	for name, test := range map[string]struct {
		table  string
		groups []CounterGroup
	}{
		"as the kernel writes it": {
			"Ip6InReceives                   \t1\nIp6OutOctets                    \t880\nUdp6NoPorts                     \t0\nUdpLite6NoPorts                 \t2\n",
			[]CounterGroup{
				{"Ip6", []Counter{{"Ip6InReceives", 1}, {"Ip6OutOctets", 880}}},
				{"Udp6", []Counter{{"Udp6NoPorts", 0}}},
				{"UdpLite6", []Counter{{"UdpLite6NoPorts", 2}}},
			},
		},
		"empty":                      {"", nil},
		"no final newline":           {"Ip6A 1", []CounterGroup{{"Ip6", []Counter{{"Ip6A", 1}}}}},
		"a protocol that comes back": {"Ip6A 1\nTcp6A 2\nIp6B 3\n", []CounterGroup{{"Ip6", []Counter{{"Ip6A", 1}}}, {"Tcp6", []Counter{{"Tcp6A", 2}}}, {"Ip6", []Counter{{"Ip6B", 3}}}}},
		"no 6":                       {"Ip 1\n", []CounterGroup{{"Ip", []Counter{{"Ip", 1}}}}},
		"a name that holds the protocol before it": {
			"Ip 1\nIp6A 2\nTheIp 3\n", []CounterGroup{{"Ip", []Counter{{"Ip", 1}, {"Ip6A", 2}, {"TheIp", 3}}}},
		},
		"no number, so that before": {"Ip6A 1\nIp6B x\n", []CounterGroup{{"Ip6", []Counter{{"Ip6A", 1}, {"Ip6B", 1}}}}},
		"no name, so that before":   {"Ip6A 1\n\n \n", []CounterGroup{{"Ip6", []Counter{{"Ip6A", 1}, {"Ip6A", 1}, {"Ip6A", 1}}}}},
		"nothing before":            {"\nIp6A x\n", []CounterGroup{{"Ip6", []Counter{{"Ip6A", 0}}}}},
		"blanks in front and words behind": {
			"\r Ip6A\v-1 2 3\r\n", []CounterGroup{{"Ip6", []Counter{{"Ip6A", 1<<64 - 1}}}},
		},
		"a NUL": {"Ip6A 1\nIp6B\x00 2\n", []CounterGroup{{"Ip6", []Counter{{"Ip6A", 1}, {"Ip6B", 1}}}}},
		"a line that is cut in two": {
			strings.Repeat(" ", counterLineLimit-len("Ip6A 12")) + "Ip6A 1234\n",
			[]CounterGroup{{"Ip6", []Counter{{"Ip6A", 12}}}, {"34", []Counter{{"34", 12}}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			groups, err := ReadSNMP6(countersIn(t, "snmp6", test.table))
			require.NoError(t, err)
			assert.Equal(t, test.groups, groups)
		})
	}
}
