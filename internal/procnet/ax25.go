package procnet

import (
	"bytes"
	"iter"
	"math"
	"strings"
)

// AX25Socket is a row of net/ax25, as ax25_info_show in the kernel's
// net/ax25/af_ax25.c prints it.
type AX25Socket struct {
	Destination  string // callsign, or * without a connection
	Source       string // callsign
	Device       string
	State        int32
	SendState    int32 // V(S), the number of the next frame to send
	ReceiveState int32 // V(R), that of the next frame to receive
	SendQueue    int32 // bytes
	ReceiveQueue int32 // bytes
}

// AX25Table is the content of net/ax25. Its rows have been of two forms.
type AX25Table struct {
	// Old tells that the table has a heading and columns at fixed places, as
	// it had until Linux 2.4.
	Old     bool
	content []byte
}

// NewAX25Table makes an AX25Table.
func NewAX25Table(content []byte) AX25Table {
	return AX25Table{bytes.HasPrefix(content, []byte("dest_addr")), content}
}

// Rows gives the rows, and false for every line that is none.
func (t AX25Table) Rows() iter.Seq2[AX25Socket, bool] {
	return func(yield func(AX25Socket, bool) bool) {
		lines := fixedLines{content: t.content, buffer: new(lineBuffer)}
		parse := parseAX25
		if t.Old {
			lines.next()
			parse = parseOldAX25
		}
		for lines.next() {
			if !yield(parse(&lines)) {
				return
			}
		}
	}
}

// parseAX25 reads a row whose words are separated by one blank each: an
// address in the kernel's memory, the device, the source, the destination with
// the stations on the way behind commas, and numbers.
func parseAX25(lines *fixedLines) (row AX25Socket, ok bool) {
	var ends [4]int // of the words
	at := 0
	for i := range ends {
		blank := bytes.IndexByte(lines.buffer[at:fixedLineLimit], ' ')
		if blank < 0 {
			return row, false
		}
		ends[i] = at + blank
		at = ends[i] + 1
	}
	lines.end(ends[1:]...)
	row.Device, row.Source = lines.text(ends[0]+1), lines.text(ends[1]+1)
	row.Destination, _, _ = strings.Cut(lines.text(ends[2]+1), ",")
	s := scan(lines.buffer[at:])
	s.ax25States(&row)
	for range 14 {
		s.skipInt()
	}
	return row, s.queues(&row.SendQueue, &row.ReceiveQueue, 3)
}

// parseOldAX25 reads a row with columns at fixed places.
func parseOldAX25(lines *fixedLines) (row AX25Socket, ok bool) {
	lines.end(9, 19)
	row.Destination, row.Source = lines.text(0), lines.text(10)
	s := scan(lines.buffer[20:])
	row.Device = string(s.word(math.MaxInt))
	s.ax25States(&row)
	s.skipInt()
	for range 5 {
		s.skipPair((*scanner).skipInt)
	}
	for range 3 {
		s.skipInt()
	}
	return row, s.queues(&row.SendQueue, &row.ReceiveQueue, 4)
}

func (s *scanner) ax25States(row *AX25Socket) {
	row.State, row.SendState, row.ReceiveState = s.int(), s.int(), s.int()
}

// queues reads the lengths of both queues, and tells whether there were either
// these or none behind a number of other fields.
func (s *scanner) queues(send, receive *int32, before int) bool {
	*send, *receive = s.int(), s.int()
	return s.fields == before || s.fields == before+2
}

// skipInt reads %*d.
func (s *scanner) skipInt() { s.uncounted(func() { s.int() }) }

// skipHex reads %*x.
func (s *scanner) skipHex() { s.uncounted(func() { s.hex() }) }

// skipPair reads two numbers with a slash between them.
func (s *scanner) skipPair(skip func(*scanner)) {
	skip(s)
	s.literal('/')
	skip(s)
}

// uncounted does a conversion that does not count.
func (s *scanner) uncounted(convert func()) {
	fields := s.fields
	convert()
	s.fields = fields
}
