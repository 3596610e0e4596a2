package sorted

import "strings"

// By is what rows are sorted by.
type By int

// What rows are sorted by. Names of hosts, ports and users do not matter, so that
// the order is the same in every form.
const (
	Proto    By = iota // tcp, tcp6, sctp, sctp6, udp and so on, or the type of a unix socket
	Local              // the local address, IPv4 first, and the port; the path of a unix socket
	Port               // the local port
	Peer               // the peer's address and port
	State              // the word for the state
	RecvQ              // the queue for receiving
	SendQ              // the queue for sending
	PID                // of the first process, sockets without one last
	Program            // the name of that process, in the order of its bytes; sockets without one last
	User               // the number of the user; sockets without one last
	NetNS              // the name of the namespace
	Workload           // what that process belongs to, as it is shown; sockets without one last
)

// words are those that users know what is sorted by by.
var words = [...]string{
	Proto: "proto", Local: "local", Port: "port", Peer: "peer", State: "state", RecvQ: "recv-q", SendQ: "send-q",
	PID: "pid", Program: "program", User: "user", NetNS: "netns", Workload: "workload",
}

// Words gives the words for all that rows can be sorted by.
func Words() []string { return words[:] }

// An Order is one by which rows are sorted.
type Order struct {
	By       By
	Reversed bool // the greatest first
}

// ParseOrder reads a word for what is sorted by, with a '-' in front for the
// greatest first.
func ParseOrder(word string) (o Order, ok bool) {
	name, reversed := strings.CutPrefix(word, "-")
	for by, word := range words {
		if word == name {
			return Order{By(by), reversed}, true
		}
	}
	return Order{}, false
}
