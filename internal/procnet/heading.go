package procnet

import (
	"bytes"
	"math"
)

// A column is a column of a table that is found by its name in the heading.
// Kernels have added columns to these tables over time.
type column[T any] struct {
	name  string
	size  int // of the scanf conversion for it, with the blank behind it: see formatLimit
	parse func(s *scanner, row *T)
}

// Sizes of scanf conversions.
const (
	sizeNumber  = len("%d ")
	sizeDevice  = len("%15s ")
	sizeAddress = len("%127s ")
	sizeSkipped = len("%*s ")
)

// formatLimit is how long net-tools' scanf format for a row may get before its
// last conversion.
const formatLimit = 507

// A HeadingError says why the rows below a heading cannot be understood.
type HeadingError struct {
	Table string // below /proc/net
	Field string // the first column missed, or "" when there are too many columns
}

func (e *HeadingError) Error() string {
	if e.Field == "" {
		return "format buffer overflow in /proc/net/" + e.Table
	}
	return "/proc/net/" + e.Table + " does not contain required field " + e.Field
}

// layout is what a row consists of, from left to right.
type layout[T any] []func(s *scanner, row *T)

// findColumns finds columns in a heading. They must be there in their order,
// but there may be others before and between them.
func findColumns[T any](table string, heading []byte, columns []column[T]) (layout[T], error) {
	var found layout[T]
	size := 0
	for word := range bytes.FieldsFuncSeq(beforeNUL(heading), func(c rune) bool { return c == ' ' || c == '\t' }) {
		if string(word) == columns[0].name {
			found = append(found, columns[0].parse)
			size += columns[0].size
			if columns = columns[1:]; len(columns) == 0 {
				return found, nil
			}
		} else {
			found = append(found, skipWord[T])
			size += sizeSkipped
		}
		if size > formatLimit {
			return nil, &HeadingError{Table: table}
		}
	}
	return nil, &HeadingError{Table: table, Field: columns[0].name}
}

// skipWord reads %*s, which does not count as a conversion.
func skipWord[T any](s *scanner, _ *T) {
	before := s.fields
	s.word(math.MaxInt)
	s.fields = before
}

// parse reads a row into what an earlier row has left: fields behind the first
// that does not match keep their values. It gives the number of fields read.
func (l layout[T]) parse(line []byte, row *T) int {
	s := scan(line)
	for _, read := range l {
		read(&s, row)
	}
	return s.fields
}

// Makers of columns of the types that there are.

func deviceColumn[T any](name string, field func(*T) *string) column[T] {
	return column[T]{name, sizeDevice, func(s *scanner, row *T) {
		if word := s.word(DeviceLimit); !s.failed {
			setWord(field(row), word)
		}
	}}
}

// wordColumn makes a column with an IPv4 address, as text that is valid as long
// as the line.
func wordColumn[T any](name string, field func(*T) *[]byte) column[T] {
	return column[T]{name, sizeAddress, func(s *scanner, row *T) { *field(row) = s.word(127) }}
}

func numberColumn[T any](name string, field func(*T) *int32) column[T] {
	return column[T]{name, sizeNumber, func(s *scanner, row *T) {
		if v := s.int(); !s.failed {
			*field(row) = v
		}
	}}
}

func hexColumn[T any](name string, field func(*T) *uint32) column[T] {
	return column[T]{name, sizeNumber, func(s *scanner, row *T) {
		if v := s.hex(); !s.failed {
			*field(row) = uint32(v)
		}
	}}
}

// setWord sets a string from bytes, without allocating one that is the same.
func setWord(text *string, word []byte) {
	if string(word) != *text {
		*text = string(word)
	}
}
