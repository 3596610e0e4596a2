package netstat

import (
	"encoding"
	"encoding/json"
	"fmt"
	"slices"
)

// SkState is the state of an internet socket, enum tcp_state of the kernel's
// include/net/tcp_states.h. Sockets of udp, udplite and raw are Established if
// they are connected, and otherwise Close.
type SkState uint8

// The states, by the kernel's numbers.
const (
	Established SkState = 1
	SynSent     SkState = 2
	SynRecv     SkState = 3
	FinWait1    SkState = 4
	FinWait2    SkState = 5
	TimeWait    SkState = 6
	Close       SkState = 7
	CloseWait   SkState = 8
	LastAck     SkState = 9
	Listen      SkState = 10
	Closing     SkState = 11
)

// unknownState is the word for a number that means no state.
const unknownState = "UNKNOWN"

// skStates are netstat's words for the states, by their numbers.
var skStates = [...]string{unknownState, "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",
	"TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING"}

// String returns netstat's word for the state, "UNKNOWN" for a number that
// means none.
func (s SkState) String() string { return wordAt(skStates[:], uint8(s), unknownState) }

// MarshalText returns what String does.
func (s SkState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText returns; "UNKNOWN" is 0.
func (s *SkState) UnmarshalText(text []byte) error {
	return unmarshalWord(text, skStates[:], "state", s)
}

// UnmarshalJSON reads what MarshalText returns as a JSON string, or the kernel's
// number.
func (s *SkState) UnmarshalJSON(text []byte) error { return unmarshalJSON(text, s) }

// TimerActive tells which timer of a socket is running, by the kernel's
// numbers (Documentation/networking/proc_net_tcp.rst).
type TimerActive uint8

// The timers.
const (
	Off           TimerActive = 0 // none
	On            TimerActive = 1 // retransmission
	KeepAlive     TimerActive = 2 // keepalive, delayed ACK or another of the connection's timers
	TimeWaitTimer TimerActive = 3 // end of TIME_WAIT
	ProbeTimer    TimerActive = 4 // zero window probe
)

// TimerActives are the words for the timers, by their numbers.
var TimerActives = [...]string{"Off", "On", "KeepAlive", "TimeWait", "ProbeTimer"}

// String returns the timer's word of TimerActives, "Unknown" for a number that
// means none.
func (t TimerActive) String() string { return wordAt(TimerActives[:], uint8(t), "Unknown") }

// MarshalText returns what String does.
func (t TimerActive) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText returns for the timers that there are.
func (t *TimerActive) UnmarshalText(text []byte) error {
	return unmarshalWord(text, TimerActives[:], "timer", t)
}

// UnmarshalJSON reads what MarshalText returns as a JSON string, or the kernel's
// number.
func (t *TimerActive) UnmarshalJSON(text []byte) error { return unmarshalJSON(text, t) }

// UnixState is the state of a unix socket, enum socket_state of the kernel's
// include/uapi/linux/net.h.
type UnixState uint8

// The states, by the kernel's numbers.
const (
	UnixUnconnected   UnixState = 1
	UnixConnecting    UnixState = 2 // until it is accepted
	UnixConnected     UnixState = 3
	UnixDisconnecting UnixState = 4
)

// unixStates are netstat's words for the states, by their numbers.
var unixStates = [...]string{"FREE", "UNCONNECTED", "CONNECTING", "CONNECTED", "DISCONNECTING"}

// String returns netstat's word for the state, "UNCONNECTED" where netstat
// shows none, and "UNKNOWN" for a number that means none.
func (s UnixState) String() string { return wordAt(unixStates[:], uint8(s), unknownState) }

// MarshalText returns what String does.
func (s UnixState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText returns for the states that there are.
func (s *UnixState) UnmarshalText(text []byte) error {
	return unmarshalWord(text, unixStates[:], "state of a unix socket", s)
}

// UnmarshalJSON reads what MarshalText returns as a JSON string, or the kernel's
// number.
func (s *UnixState) UnmarshalJSON(text []byte) error { return unmarshalJSON(text, s) }

func wordAt(words []string, n uint8, none string) string {
	if int(n) < len(words) {
		return words[n]
	}
	return none
}

func indexOf(words []string, word string) int { return slices.Index(words, word) }

func unmarshalWord[T ~uint8](text []byte, words []string, kind string, to *T) error {
	n := indexOf(words, string(text))
	if n < 0 {
		return fmt.Errorf("netstat: no %s is called %.40q", kind, text)
	}
	*to = T(n)
	return nil
}

// unmarshalJSON reads a JSON string as a text, or else a number.
func unmarshalJSON[T ~uint8, P interface {
	*T
	encoding.TextUnmarshaler
}](text []byte, to P) error {
	if len(text) > 0 && text[0] == '"' {
		var word string
		if err := json.Unmarshal(text, &word); err != nil {
			return err
		}
		return to.UnmarshalText([]byte(word))
	}
	var number uint8
	if err := json.Unmarshal(text, &number); err != nil {
		return err
	}
	*to = T(number)
	return nil
}
