package table

import (
	"bytes"

	"github.com/gonetstat/gonetstat/internal/format"
)

// A column says how the cells under a title look.
type column struct {
	title string
	right bool        // numbers, put to the right
	state bool        // words of states, which have colors
	local bool        // local ends, which have a color in a line of an exposed listener
	rare  bool        // only there if a cell is not empty
	short *shortening // how cells are shortened in a line that is too long; nil for never
}

// A field is a column of the rows of type T, and how its cells are made of
// them.
type field[T any] struct {
	column
	appendCell func(f *rows, dst []byte, row T) []byte
}

// fields are the columns of a kind of rows.
type fields[T any] []field[T]

// columns gives the columns without what makes their cells.
func (k fields[T]) columns() []column {
	columns := make([]column, len(k))
	for i := range k {
		columns[i] = k[i].column
	}
	return columns
}

// appendRow appends a row as a line: its cells with a tab behind each.
func (k fields[T]) appendRow(f *rows, dst []byte, row T) []byte {
	for i := range k {
		start := len(dst)
		dst = makeVisible(k[i].appendCell(f, dst, row), start)
		dst = append(dst, '\t')
	}
	return append(dst, '\n')
}

// makeVisible escapes what does not print in a cell that begins at start. All
// cells go through here, so that none holds a tab, a newline or what could
// steer a terminal, whoever has chosen its text.
func makeVisible(dst []byte, start int) []byte {
	for _, c := range dst[start:] {
		if c < ' ' || c > '~' || c == '\\' {
			return format.AppendVisible(dst[:start], bytes.Clone(dst[start:]))
		}
	}
	return dst
}
