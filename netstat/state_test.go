package netstat

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStatesHaveNetstatsWords(t *testing.T) {
	words := map[SkState]string{
		0: "UNKNOWN", 1: "ESTABLISHED", 2: "SYN_SENT", 3: "SYN_RECV", 4: "FIN_WAIT1", 5: "FIN_WAIT2", 6: "TIME_WAIT",
		7: "CLOSE", 8: "CLOSE_WAIT", 9: "LAST_ACK", 10: "LISTEN", 11: "CLOSING", 12: "UNKNOWN", 255: "UNKNOWN",
	}
	for state, word := range words {
		assert.Equal(t, word, state.String(), "%d", uint8(state))
	}
}

func TestTimersHaveWords(t *testing.T) {
	words := map[TimerActive]string{0: "Off", 1: "On", 2: "KeepAlive", 3: "TimeWait", 4: "ProbeTimer", 5: "Unknown", 255: "Unknown"}
	for timer, word := range words {
		assert.Equal(t, word, timer.String(), "%d", uint8(timer))
	}
}

func TestProtocolsAreNamedAfterTheirTables(t *testing.T) {
	words := map[Protocol]string{
		0: "", TCP: "tcp", TCP6: "tcp6", UDP: "udp", UDP6: "udp6", UDPLite: "udplite", UDPLite6: "udplite6",
		Raw: "raw", Raw6: "raw6", TCP | UDP6: "tcp|udp6",
	}
	for protocol, word := range words {
		assert.Equal(t, word, protocol.String())
	}
}
