package procnet

import "bytes"

// ReadTable reads a whole table, which suits a small one. The error is that of
// opening it; one that cannot be read ends there.
func ReadTable(tables Tables, name string) ([]byte, error) { return readTable(tables, name) }

// cutLine takes the first line off the content of a table, with its newline,
// or as much of it as limit allows.
func cutLine(content []byte, limit int) (line, rest []byte) {
	end := min(len(content), limit)
	if newline := bytes.IndexByte(content[:end], '\n'); newline >= 0 {
		end = newline + 1
	}
	return content[:end], content[end:]
}

// fixedLineLimit is how many bytes net-tools takes at a time of a table with
// columns at fixed places.
const fixedLineLimit = 255

// fixedLines gives the lines of a table with columns at fixed places. A line
// lies over the one before it, as in net-tools' buffer: a column that a short
// line does not reach has what an earlier line left there. As in C, a text
// ends at the first NUL, and includes the newline if that is not cut off.
type fixedLines struct {
	content []byte
	buffer  *lineBuffer
}

// lineBuffer holds a line and the NUL behind it.
type lineBuffer [fixedLineLimit + 1]byte

// next goes to the next line and tells whether there was one.
func (f *fixedLines) next() bool {
	if len(f.content) == 0 {
		return false
	}
	var line []byte
	line, f.content = cutLine(f.content, fixedLineLimit)
	f.buffer[copy(f.buffer[:], line)] = 0
	return true
}

// end ends a column with a NUL at a place, which is in the buffer.
func (f *fixedLines) end(places ...int) {
	for _, place := range places {
		f.buffer[place] = 0
	}
}

// text gives the text that begins at a place.
func (f *fixedLines) text(place int) string { return string(beforeNUL(f.buffer[place:])) }

// number gives the number that begins at a place, or 0.
func (f *fixedLines) number(place int) int32 {
	s := scan(f.buffer[place:])
	return s.int()
}
