package format

// A Count is a line of a summary: how many sockets have something in common.
type Count struct {
	Counted string // what they have in common: one of the words below
	Proto   string // the protocol, as "tcp6" or "unix"; "" if they may be of several
	Name    string // the state, the address or the program; "" for none
	Number  uint64
	// AtLeast tells that there may be more: of very many different peers only
	// the frequent ones are counted.
	AtLeast bool
}

// What is counted.
const (
	CountState     = "state"     // sockets in a state, which is "" for one without a word
	CountListening = "listening" // those that -l lists
	CountRecvQ     = "recv_q"    // those with something to receive
	CountSendQ     = "send_q"    // those with something to send
	CountOrphans   = "orphan"    // of tcp, those that no process has any more and the kernel still has to close
	CountPeer      = "peer"      // those with the peer of an address
	CountProgram   = "program"   // those of a program
)

// SummaryRows turns counts into text.
type SummaryRows interface {
	AppendCount(dst []byte, row *Count) []byte
}
