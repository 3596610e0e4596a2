package nettools

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
)

const (
	countTitle   = "Summary of sockets\n"
	countColumns = "Count      Proto Counted   Name"
)

// counts says how counts look, which netstat does not have.
type counts struct {
	netns bool   // NetNS column
	label string // what is in it
}

// AppendCountHeading appends the lines above counts.
func (c counts) AppendCountHeading(dst []byte) []byte {
	dst = append(dst, countTitle+countColumns...)
	if c.netns {
		start := len(dst)
		dst = append(pad(dst, start, 20-len("Name")), " NetNS"...)
	}
	return append(dst, '\n')
}

// AppendCount appends a count; no column of it is empty. A '+' behind a number
// says that there may be more.
func (c counts) AppendCount(dst []byte, row *format.Count) []byte {
	start := len(dst)
	dst = strconv.AppendUint(dst, row.Number, 10)
	if row.AtLeast {
		dst = append(dst, '+')
	}
	dst = append(pad(dst, start, 10), ' ')
	dst = append(appendLeft(dst, orDash(row.Proto), 5), ' ')
	dst = append(appendLeft(dst, row.Counted, 9), ' ')
	start = len(dst)
	for _, b := range []byte(orDash(row.Name)) {
		if b < ' ' || b > '~' {
			b = '.'
		}
		dst = append(dst, b)
	}
	if c.netns {
		dst = append(append(pad(dst, start, 20), ' '), c.label...)
	}
	return append(dst, '\n')
}

// orDash gives a text, or a dash for none.
func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
