package procnet

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadSCTPCounters(t *testing.T) {
	for name, test := range map[string]struct {
		table    string
		counters []Counter
	}{
		"as the kernel writes it":  {"SctpCurrEstab                   \t1\nSctpAborteds                    \t0\n", []Counter{{"SctpCurrEstab", 1}, {"SctpAborteds", 0}}},
		"empty":                    {"", nil},
		"no final newline":         {"A 1", []Counter{{"A", 1}}},
		"nothing but a name":       {"A\nB \nC\t \n\n", nil},
		"no number":                {"A x\nB \r\n", []Counter{{"A", 0}, {"B", 0}}},
		"a blank in front":         {" 1\n\tA 1\n", []Counter{{"", 1}, {"", 0}}},
		"another kind of blank":    {"A\v 1\n", []Counter{{"A\v", 1}}},
		"words behind the number":  {"A 1 2\n", []Counter{{"A", 1}}},
		"negative and too large":   {"A -1\nB 99999999999999999999\n", []Counter{{"A", 1<<64 - 1}, {"B", 1<<64 - 1}}},
		"a NUL behind the name":    {"A\x00 1\n", []Counter{{"A", 1}}},
		"a NUL before the number":  {"A \x001\n", nil},
		"a line cut in two":        {strings.Repeat("A", counterLineLimit) + "B 1\n", []Counter{{"B", 1}}},
		"a number that is cut off": {strings.Repeat("A", counterLineLimit-2) + " 123\n", []Counter{{strings.Repeat("A", counterLineLimit-2), 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			group, err := ReadSCTPCounters(countersIn(t, "sctp/snmp", test.table))
			require.NoError(t, err)
			assert.Equal(t, CounterGroup{"Sctp", test.counters}, group)
		})
	}
}
