// Package visible makes text that strangers have chosen fit to be shown: names
// of programs, containers, pods and units, which a process or whoever started
// it can make up. In comes any sequence of bytes, out goes valid UTF-8 of
// characters that print, of a bounded length. It never decides what is shown.
package visible

import (
	"strconv"
	"unicode/utf8"
)

// Text returns text with a dot in the place of every byte that is no UTF-8 and
// of every character that does not print: control characters, which a terminal
// obeys, characters that turn the direction of writing or are not seen at all,
// and all blanks but the common one. Text longer than limit bytes, once it is
// clean, is cut where a character ends; a limit below 0 is none.
func Text[T string | []byte](text T, limit int) string {
	return clean(text, limit, ' ')
}

// Word is Text with a dot for a blank too, so that the text is one word, in the
// column of a table as in a shell. It is empty only if text is.
func Word[T string | []byte](text T, limit int) string {
	return clean(text, limit, '.')
}

// isClean tells whether a text stays as it is, as nearly all do.
func isClean[T string | []byte](text T, blank byte) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == ' ' && blank != ' ' {
			return false
		}
	}
	return true
}

func clean[T string | []byte](text T, limit int, blank byte) string {
	if limit < 0 {
		limit = utf8.UTFMax * len(text)
	}
	if isClean(text, blank) && len(text) <= limit {
		return string(text)
	}
	out := make([]byte, 0, min(len(text), limit))
	for i := 0; i < len(text); {
		var char [utf8.UTFMax]byte
		n, size := 1, 1
		switch c := text[i]; {
		case c == ' ':
			char[0] = blank
		case ' ' < c && c <= '~':
			char[0] = c
		case c < utf8.RuneSelf:
			char[0] = '.'
		default:
			var r rune
			r, size = utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
			if (r == utf8.RuneError && size == 1) || !strconv.IsPrint(r) {
				r = '.'
			}
			n = utf8.EncodeRune(char[:], r)
		}
		if len(out)+n > limit {
			break
		}
		out = append(out, char[:n]...)
		i += size
	}
	return string(out)
}
