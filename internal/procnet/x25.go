package procnet

import (
	"iter"
	"math"
)

// X25Socket is a row of net/x25, as x25_seq_socket_show in the kernel's
// net/x25/x25_proc.c prints it.
type X25Socket struct {
	Destination  string // X.121 address
	Source       string // X.121 address, less the digit that net-tools loses of a full one
	Device       string
	Channel      int32 // number of the logical channel, 0 without a connection
	State        int32
	SendState    int32 // V(S)
	ReceiveState int32 // V(R)
	SendQueue    int32 // bytes
	ReceiveQueue int32 // bytes
}

// X25Sockets gives the rows of net/x25. Net-tools reads the channel as a
// decimal number, although the kernel prints it in hexadecimal: what it does
// not understand, and all behind it in the row, is as in the row before. In
// the first row it is 0, and the state -1, where net-tools has what was in its
// memory.
func X25Sockets(table []byte) iter.Seq[X25Socket] {
	return func(yield func(X25Socket) bool) {
		row := X25Socket{State: -1}
		lines := fixedLines{content: table, buffer: new(lineBuffer)}
		lines.next() // the heading
		for lines.next() {
			lines.end(10, 20)
			row.Destination, row.Source = lines.text(0), lines.text(11)
			row.readRest(lines.buffer[22:])
			if !yield(row) {
				return
			}
		}
	}
}

func (row *X25Socket) readRest(text []byte) {
	s := scan(text)
	if device := s.word(math.MaxInt); !s.failed {
		row.Device = string(device)
	}
	numbers := func(fields ...*int32) {
		for _, field := range fields {
			if v := s.int(); !s.failed {
				*field = v
			}
		}
	}
	numbers(&row.Channel, &row.State, &row.SendState, &row.ReceiveState)
	for range 6 { // V(A) and timers
		s.skipInt()
	}
	numbers(&row.SendQueue, &row.ReceiveQueue)
}
