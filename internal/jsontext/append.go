package jsontext

import (
	"strconv"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// AppendString appends text as a JSON string. Bytes that are no UTF-8 read
// as U+FFFD, one for each byte, as encoding/json has it. Everything that does
// not print is escaped, which JSON asks for of the control characters below
// blank only: then no text can steer a terminal.
func AppendString[T string | []byte](dst []byte, text T) []byte {
	dst = append(dst, '"')
	plain := 0 // where what needs no care begins
	for i := 0; i < len(text); {
		c := text[i]
		if ' ' <= c && c <= '~' && c != '"' && c != '\\' {
			i++
			continue
		}
		dst = append(dst, text[plain:i]...)
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
			i++
		case c < utf8.RuneSelf:
			dst = appendEscape(dst, rune(c))
			i++
		default:
			r, size := utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
			if strconv.IsPrint(r) {
				dst = utf8.AppendRune(dst, r)
			} else {
				dst = appendEscape(dst, r)
			}
			i += size
		}
		plain = i
	}
	return append(append(dst, text[plain:]...), '"')
}

// appendEscape appends a character by its number in UTF-16.
func appendEscape(dst []byte, r rune) []byte {
	const first, high, low = 0x10000, 0xd800, 0xdc00
	if r >= first {
		r -= first
		dst = appendEscape(dst, high+r>>10)
		r = low + r&0x3ff
	}
	return append(dst, '\\', 'u', hexDigits[r>>12&0xf], hexDigits[r>>8&0xf], hexDigits[r>>4&0xf], hexDigits[r&0xf])
}
