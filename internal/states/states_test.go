package states

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStatesHaveNetToolsWords(t *testing.T) {
	words := []string{"", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",
		"TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING"}
	for n, word := range words {
		assert.Equal(t, word, TCP(int32(n)))
		assert.Equal(t, word, SCTP(int32(n)))
	}
	assert.Equal(t, "LISTEN", TCP(Listen))
	for n := range int32(16) {
		want := "UNKNOWN"
		switch n {
		case 1:
			want = "ESTABLISHED"
		case 7:
			want = ""
		}
		assert.Equal(t, want, UDP(n), n)
	}
	for n, word := range []string{"FREE", "", "CONNECTING", "CONNECTED", "DISCONNECTING"} {
		assert.Equal(t, word, Unix(int32(n), false))
	}
	assert.Equal(t, "LISTENING", Unix(1, true))
	assert.Equal(t, "CONNECTED", Unix(3, true))
}

func TestOtherNumbersAreUnknown(t *testing.T) {
	for text, n := range map[string]int32{"12": 12, "-1": -1, "2147483647": math.MaxInt32, "-2147483648": math.MinInt32} {
		assert.Equal(t, "UNKNOWN", TCP(n))
		assert.Equal(t, "UNKNOWN", UDP(n))
		assert.Equal(t, "UNKNOWN("+text+")", SCTP(n))
		assert.Equal(t, "UNKNOWN", Unix(n, true))
		assert.Equal(t, "UNKNOWN", SCTPAssociation(n))
		assert.Equal(t, "unknown", SCTPStyle(n))
		assert.Equal(t, "UNKNOWN", AX25(n))
		assert.Equal(t, "UNKNOWN", X25(n))
		assert.Equal(t, "UNKNOWN", NetROM(n))
		assert.Equal(t, "UNK.", IPX(uint32(n)))
		_, ok := TCPTimer(n)
		assert.False(t, ok)
		_, ok = UDPTimer(n)
		assert.False(t, ok)
	}
}

func TestAllStatesAreTherePreciselyOnce(t *testing.T) {
	all := All()
	want := map[string]bool{Unknown: true}
	for n := range int32(20) {
		for _, word := range []string{TCP(n), UDP(n), Unix(n, false), Unix(n, true)} {
			if word != "" {
				want[word] = true
			}
		}
	}
	assert.Len(t, all, len(want))
	for word := range want {
		assert.Contains(t, all, word)
	}
}

func TestTimersHaveWords(t *testing.T) {
	for n, word := range []string{"off", "on", "keepalive", "timewait", "probe"} {
		got, ok := TCPTimer(int32(n))
		assert.True(t, ok)
		assert.Equal(t, word, got)
	}
	for n, word := range []string{"off", "on1", "on2"} {
		got, ok := UDPTimer(int32(n))
		assert.True(t, ok)
		assert.Equal(t, word, got)
	}
}

func TestAssociationsAndStylesHaveWords(t *testing.T) {
	assert.Equal(t, "CLOSED", SCTPAssociation(0))
	assert.Equal(t, "ESTABLISHED", SCTPAssociation(3))
	assert.Equal(t, "SHUTDOWN_ACK_SENT", SCTPAssociation(7))
	assert.Equal(t, "one-to-many", SCTPStyle(0))
	assert.Equal(t, "one-to-one", SCTPStyle(2))
}

func TestOldFamiliesHaveNetToolsWords(t *testing.T) {
	for n, words := range [][3]string{
		{"LISTENING", "LISTENING", "LISTENING"},
		{"SABM SENT", "SABM_SENT", "CONN SENT"},
		{"DISC SENT", "DISC_SENT", "DISC SENT"},
		{"ESTABLISHED", "ESTABLISHED", "ESTABLISHED"},
		{"RECOVERY", "RECOVERY", "UNKNOWN"},
	} {
		assert.Equal(t, words, [3]string{AX25(int32(n)), X25(int32(n)), NetROM(int32(n))})
	}
	assert.Equal(t, "ESTAB", IPX(1))
	assert.Equal(t, "", IPX(7))
}
