package record

import (
	"bytes"

	"github.com/gonetstat/gonetstat/internal/format"
)

// appendCSVText appends a text that others have chosen as a value of CSV, by
// RFC 4180: in quotes if it holds a comma or a quote. It never holds a newline,
// because what does not print is escaped as format.AppendVisible does.
//
// A text that a spreadsheet would take for a formula gets an apostrophe in
// front, by which spreadsheets tell a text, and so does one that begins with an
// apostrophe, so that no two texts look the same. A single character is no
// formula. Whoever reads a text of two or more characters takes away one
// apostrophe.
func appendCSVText[T string | []byte](dst []byte, text T) []byte {
	start := len(dst)
	if looksComputed(text) {
		dst = append(dst, '\'')
	}
	if isPlain(text) {
		return append(dst, text...)
	}
	return quoteCSV(format.AppendVisible(dst, text), start)
}

// looksComputed tells whether a text gets an apostrophe in front.
func looksComputed[T string | []byte](text T) bool {
	if len(text) > 1 {
		switch text[0] {
		case '=', '+', '-', '@', '\'':
			return true
		}
	}
	return false
}

// isPlain tells whether a text needs neither quotes nor escapes.
func isPlain[T string | []byte](text T) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == ',' || c == '\\' {
			return false
		}
	}
	return true
}

// quoteCSV puts the value that begins at start in quotes if need be.
func quoteCSV(dst []byte, start int) []byte {
	if bytes.IndexByte(dst[start:], ',') < 0 && bytes.IndexByte(dst[start:], '"') < 0 {
		return dst
	}
	value := string(dst[start:])
	dst = append(dst[:start], '"')
	for i := range len(value) {
		if value[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, value[i])
	}
	return append(dst, '"')
}
