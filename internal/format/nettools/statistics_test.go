package nettools

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

func counterGroup(protocol string, list ...procnet.Counter) procnet.CounterGroup {
	return procnet.CounterGroup{Protocol: protocol, Counters: list}
}

func TestSentencesAreSortedAndHoldOneValue(t *testing.T) {
	for _, book := range []book{snmpBook, snmp6Book} {
		for _, section := range book {
			assert.True(t, slices.IsSortedFunc(section.sentences, func(a, b sentence) int { return strings.Compare(a.counter, b.counter) }), section.protocol)
			for _, s := range section.sentences {
				assert.Equal(t, s.when != saidNever, strings.Count(s.text, "%d") == 1, s.counter)
			}
		}
	}
}

func TestStatisticsSaysEachKindOfCounterAtItsOccasion(t *testing.T) {
	s := &Statistics{}
	text := s.AppendSNMP(nil, counterGroup("Ip",
		procnet.Counter{Name: "Forwarding", Value: 1}, // netstat has a sentence, but does not find it
		procnet.Counter{Name: "DefaultTTL", Value: 64},
		procnet.Counter{Name: "InReceives", Value: 0},
		procnet.Counter{Name: "InHdrErrors", Value: 0},
		procnet.Counter{Name: "InAddrErrors", Value: 1<<64 - 1},
		procnet.Counter{Name: "OutTransmits", Value: 0},
	))
	assert.Equal(t, "Ip:\n    Forwarding: 1\n    0 total packets received\n    18446744073709551615 with invalid addresses\n", string(text))
}

func TestHistogramTitlesFollowOneAnother(t *testing.T) {
	s := &Statistics{}
	text := s.AppendSNMP(nil, counterGroup("Icmp",
		procnet.Counter{Name: "InEchos"}, procnet.Counter{Name: "InEchoReps", Value: 1}, procnet.Counter{Name: "New", Value: 2},
		procnet.Counter{Name: "OutEchos"}, procnet.Counter{Name: "OutMsgs"}, procnet.Counter{Name: "OutEchoReps", Value: 3},
	))
	assert.Equal(t, "Icmp:\n    ICMP input histogram:\n        echo replies: 1\n        New: 2\n        ICMP output histogram:\n"+
		"    0 ICMP messages sent\n    ICMP output histogram:\n        echo replies: 3\n", string(text))

	text = s.AppendSNMP(nil, counterGroup("IcmpMsg", procnet.Counter{Name: "OutType0", Value: 3}))
	assert.Equal(t, "IcmpMsg:\n        OutType0: 3\n", string(text), "an unknown protocol does not end a histogram")

	text = s.AppendSNMP(nil, counterGroup("Udp", procnet.Counter{Name: "MemErrors", Value: 3}))
	assert.Equal(t, "Udp:\n    MemErrors: 3\n", string(text), "a known protocol ends a histogram")
}

func TestStatisticsShowsUnknownProtocolsAlways(t *testing.T) {
	s := &Statistics{Shown: format.ShowTCP}
	var text []byte
	for _, protocol := range []string{"Ip", "Icmp", "IcmpMsg", "Tcp", "Udp", "UdpLite", "Sctp", "TcpExt", "Ip6"} {
		text = s.AppendSNMP(text, counterGroup(protocol))
	}
	text = s.AppendSNMP6(text, counterGroup("Ip6"))
	text = s.AppendSNMP6(text, counterGroup("Tcp6"))
	assert.Equal(t, "IcmpMsg:\nTcp:\nUdpLite:\nTcpExt:\nIp6:\nTcp6:\n", string(text))
}
