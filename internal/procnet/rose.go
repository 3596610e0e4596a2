package procnet

import (
	"iter"
	"math"
)

// RoseSocket is a row of net/rose, as rose_info_show in the kernel's
// net/rose/af_rose.c prints it.
type RoseSocket struct {
	DestinationAddress  string
	DestinationCallsign string
	SourceAddress       string
	SourceCallsign      string
	Device              string
	Channel             int32 // number of the logical channel
	Neighbour           int32 // number of the neighbour
	State               int32
}

// RoseSockets gives the rows of net/rose, and false for every line that is
// none.
func RoseSockets(table []byte) iter.Seq2[RoseSocket, bool] {
	return func(yield func(RoseSocket, bool) bool) {
		lines := fixedLines{content: table, buffer: new(lineBuffer)}
		lines.next() // the heading
		for lines.next() {
			if !yield(parseRose(beforeNUL(lines.buffer[:]))) {
				return
			}
		}
	}
}

// Where net-tools has the words of a row in its memory, side by side and each
// in as many bytes as its column has. A NUL behind a word that fills its bytes
// takes the first one of the word next to it, if that has been read before; if
// it is read later, there is no NUL between them.
const (
	roseDevice              = 0
	roseSourceCallsign      = roseDevice + 6
	roseDestinationCallsign = roseSourceCallsign + 9
	roseSourceAddress       = roseDestinationCallsign + 9
	roseDestinationAddress  = roseSourceAddress + 10
)

func parseRose(line []byte) (row RoseSocket, ok bool) {
	var memory [roseDestinationAddress + fixedLineLimit + 1]byte
	s := scan(line)
	for _, place := range [...]int{roseDestinationAddress, roseDestinationCallsign, roseSourceAddress, roseSourceCallsign, roseDevice} {
		word := s.word(math.MaxInt)
		memory[place+copy(memory[place:], word)] = 0
	}
	text := func(place int) string { return string(beforeNUL(memory[place:])) }
	row = RoseSocket{
		DestinationAddress:  text(roseDestinationAddress),
		DestinationCallsign: text(roseDestinationCallsign),
		SourceAddress:       text(roseSourceAddress),
		SourceCallsign:      text(roseSourceCallsign),
		Device:              text(roseDevice),
		Channel:             s.int(),
		Neighbour:           s.int(),
		State:               s.int(),
	}
	return row, !s.failed
}
