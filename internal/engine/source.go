package engine

import "github.com/gonetstat/gonetstat/internal/procnet"

// A source gives the rows of one table of one namespace, in the kernel's order.
// It is used by one goroutine at a time.
type source[T any] interface {
	// next gives the next row, of which what is shared with the source is
	// valid until the next call.
	next(row *T) result
	// line is the number of what next gave last, counted from 1 with the
	// heading.
	line() int
	// err gives the error that ended the rows early, or nil. It is valid at
	// their end.
	err() error
	close()
}

// result is what a source gives.
type result int

const (
	isRow   result = iota
	garbled        // something that is no row
	isEnd          // there is nothing more
)

// lines is a table of text below /proc/net.
type lines[T any] struct {
	reader  *procnet.Reader
	heading func(line []byte) // sees the first line; may be nil
	parse   func(line []byte, row *T) bool
	number  int
}

func (s *lines[T]) next(row *T) result {
	if s.number == 0 {
		line, ok := s.reader.Next()
		s.number++
		if ok && s.heading != nil {
			s.heading(line)
		}
	}
	line, ok := s.reader.Next()
	if !ok {
		return isEnd
	}
	s.number++
	if !s.parse(line, row) {
		return garbled
	}
	return isRow
}

func (s *lines[T]) line() int  { return s.number }
func (s *lines[T]) err() error { return s.reader.Err() }
func (s *lines[T]) close()     { s.reader.Close() }
