package record

import (
	"bytes"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
)

// appendComma ends a field of a line of CSV.
func appendComma(dst []byte) []byte { return append(dst, ',') }

// appendEmpty appends fields without a value.
func appendEmpty(dst []byte, fields int) []byte {
	for range fields {
		dst = append(dst, ',')
	}
	return dst
}

// appendUintField appends an unsigned number as a field.
func appendUintField(dst []byte, v uint64) []byte { return appendComma(strconv.AppendUint(dst, v, 10)) }

// appendIntField appends a signed number as a field.
func appendIntField(dst []byte, v int64) []byte { return appendComma(strconv.AppendInt(dst, v, 10)) }

// appendCSVText appends a text that others have chosen as a field, by RFC
// 4180: in quotes if it holds a comma or a quote. It never holds a newline,
// because what does not print is escaped as appendVisible does.
//
// A text that a spreadsheet would take for a formula gets an apostrophe in
// front, by which spreadsheets tell a text, and so does one that begins with an
// apostrophe, so that no two texts look the same. A single character is no
// formula.
func appendCSVText[T string | []byte](dst []byte, text T) []byte {
	start := len(dst)
	if len(text) > 1 {
		switch text[0] {
		case '=', '+', '-', '@', '\'':
			dst = append(dst, '\'')
		}
	}
	dst = format.AppendVisible(dst, text)
	field := dst[start:]
	if bytes.IndexByte(field, ',') < 0 && bytes.IndexByte(field, '"') < 0 {
		return dst
	}
	return appendQuoted(dst[:start], string(field))
}

func appendQuoted(dst []byte, field string) []byte {
	dst = append(dst, '"')
	for i := range len(field) {
		if field[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, field[i])
	}
	return append(dst, '"')
}
