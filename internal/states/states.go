// Package states has the words for the states and timers of sockets: a number
// of the kernel's tables comes in and a word goes out. It reads nothing, and
// leaves it to others how a word is shown.
package states

import "strconv"

// Listen is the state of a listener of tcp and sctp, TCP_LISTEN of the kernel's
// include/net/tcp_states.h.
const Listen = 10

// Unknown is the word for a number that means none.
const Unknown = "UNKNOWN"

// tcp are net-tools' words for enum tcp_state of include/net/tcp_states.h.
var tcp = [...]string{"", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",
	"TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING"}

// unix are net-tools' words for enum socket_state of include/uapi/linux/net.h.
var unix = [...]string{"FREE", "", "CONNECTING", "CONNECTED", "DISCONNECTING"}

// unixListening is net-tools' word for an unconnected unix socket that accepts
// connections.
const unixListening = "LISTENING"

// All gives every word for a state of tcp, udp, raw, sctp and unix sockets once.
// Unknown is one of them; a socket that is not connected has none.
func All() []string {
	words := append([]string{}, tcp[1:]...)
	for _, word := range append(unix[:], unixListening, Unknown) {
		if word != "" {
			words = append(words, word)
		}
	}
	return words
}

// lookup gives the word for a number.
func lookup(words []string, n int32) (word string, ok bool) {
	if uint32(n) < uint32(len(words)) {
		return words[n], true
	}
	return Unknown, false
}

// TCP gives the word for a state of tcp. That for 0, which the kernel does not
// use, is "".
func TCP(n int32) string {
	word, _ := lookup(tcp[:], n)
	return word
}

// UDP gives the word for a state of udp, udplite or raw: the kernel uses
// TCP_ESTABLISHED for a connected socket and TCP_CLOSE for any other, which has
// no word.
func UDP(n int32) string {
	switch n {
	case 1:
		return tcp[n]
	case 7:
		return ""
	}
	return Unknown
}

// SCTP gives the word for a state of sctp, which net-tools takes for one of
// tcp. A number that means none is shown behind the word for that.
func SCTP(n int32) string {
	word, ok := lookup(tcp[:], n)
	if !ok {
		return Unknown + "(" + strconv.Itoa(int(n)) + ")"
	}
	return word
}

// Unix gives the word for a state of a unix socket. One that is not connected
// has none unless it listens.
func Unix(n int32, listens bool) string {
	word, _ := lookup(unix[:], n)
	if word == "" && listens {
		return unixListening
	}
	return word
}
