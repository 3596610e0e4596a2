package procnet

import (
	"iter"
	"math"
)

// NetROMSocket is a row of net/nr, as nr_info_show in the kernel's
// net/netrom/af_netrom.c prints it.
type NetROMSocket struct {
	User         string // callsign
	Destination  string // callsign of the node
	Source       string // callsign of the node
	Device       string
	State        int32
	SendState    int32 // V(S)
	ReceiveState int32 // V(R)
	SendQueue    int32 // bytes
	ReceiveQueue int32 // bytes
}

// NetROMSockets gives the rows of net/nr, and false for every line that is
// none.
func NetROMSockets(table []byte) iter.Seq2[NetROMSocket, bool] {
	return func(yield func(NetROMSocket, bool) bool) {
		lines := fixedLines{content: table, buffer: new(lineBuffer)}
		lines.next() // the heading
		for lines.next() {
			if !yield(parseNetROM(&lines)) {
				return
			}
		}
	}
}

func parseNetROM(lines *fixedLines) (row NetROMSocket, ok bool) {
	lines.end(9, 19, 29)
	row.User, row.Destination, row.Source = lines.text(0), lines.text(10), lines.text(20)
	s := scan(lines.buffer[30:])
	row.Device = string(s.word(math.MaxInt))
	for range 2 { // numbers of the circuit
		s.skipPair((*scanner).skipHex)
	}
	row.State, row.SendState, row.ReceiveState = s.int(), s.int(), s.int()
	s.skipInt()
	for range 5 { // timers and retries
		s.skipPair((*scanner).skipInt)
	}
	s.skipInt()
	row.SendQueue, row.ReceiveQueue = s.int(), s.int()
	return row, !s.failed
}
