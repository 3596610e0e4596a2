package record

import (
	"net/netip"
	"strconv"
	"unicode/utf8"
)

// The functions of this file append JSON as RFC 8259 has it, to a buffer and
// without reflection. An object is made by appending '{', any number of keys
// with a value behind each, and '}'.

// beginObject begins an object for programs, by the namespace that it is of. An
// object of JSON begins with a comma and a newline.
func (form RecordForm) beginObject(dst []byte, label string) []byte {
	if form == JSON {
		dst = append(dst, ",\n"...)
	}
	return appendKeyText(append(dst, '{'), "netns", label)
}

// endObject ends what beginObject has begun.
func (form RecordForm) endObject(dst []byte) []byte {
	dst = append(dst, '}')
	if form == NDJSON {
		dst = append(dst, '\n')
	}
	return dst
}

// appendKey appends an object's next key, behind a comma unless it is the
// first. The key is printed as it is.
func appendKey(dst []byte, key string) []byte {
	if len(dst) > 0 && dst[len(dst)-1] != '{' {
		dst = append(dst, ',')
	}
	dst = append(append(dst, '"'), key...)
	return append(dst, '"', ':')
}

// appendKeyText appends a key with a text.
func appendKeyText(dst []byte, key, text string) []byte {
	return appendJSONString(appendKey(dst, key), text)
}

// appendKeyUint appends a key with an unsigned number.
func appendKeyUint(dst []byte, key string, v uint64) []byte {
	return strconv.AppendUint(appendKey(dst, key), v, 10)
}

// appendKeyInt appends a key with a signed number.
func appendKeyInt(dst []byte, key string, v int64) []byte {
	return strconv.AppendInt(appendKey(dst, key), v, 10)
}

// appendKeyNull appends a key without a value.
func appendKeyNull(dst []byte, key string) []byte {
	return append(appendKey(dst, key), "null"...)
}

// appendKeyBool appends a key with true or false.
func appendKeyBool(dst []byte, key string, v bool) []byte {
	return strconv.AppendBool(appendKey(dst, key), v)
}

// appendKeyWord appends a key with a text, which is null if it is empty.
func appendKeyWord(dst []byte, key, text string) []byte {
	if text == "" {
		return appendKeyNull(dst, key)
	}
	return appendKeyText(dst, key, text)
}

// appendKeyHundredths appends a key with a number of two decimals, which is
// given in hundredths.
func appendKeyHundredths(dst []byte, key string, v uint64) []byte {
	return appendHundredths(appendKey(dst, key), v)
}

// appendKeyAddr appends a key with an address, which is null if it is the zero
// Addr.
func appendKeyAddr(dst []byte, key string, addr netip.Addr) []byte {
	if !addr.IsValid() {
		return appendKeyNull(dst, key)
	}
	dst = append(appendKey(dst, key), '"')
	return append(addr.AppendTo(dst), '"')
}

// appendHundredths appends hundredths as a number with two decimals.
func appendHundredths(dst []byte, v uint64) []byte {
	dst = strconv.AppendUint(dst, v/100, 10)
	return append(dst, '.', byte('0'+v%100/10), byte('0'+v%10))
}

const hexDigits = "0123456789abcdef"

// appendJSONString appends text as a JSON string. Bytes that are no UTF-8 read
// as U+FFFD, one for each byte, as encoding/json has it. Everything that does
// not print is escaped, which JSON asks for of the control characters below
// blank only: then no text can steer a terminal.
func appendJSONString[T string | []byte](dst []byte, text T) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
			i++
		case ' ' <= c && c <= '~':
			dst = append(dst, c)
			i++
		case c < utf8.RuneSelf:
			dst = appendJSONEscape(dst, rune(c))
			i++
		default:
			r, size := utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
			if strconv.IsPrint(r) {
				dst = utf8.AppendRune(dst, r)
			} else {
				dst = appendJSONEscape(dst, r)
			}
			i += size
		}
	}
	return append(dst, '"')
}

// appendJSONEscape appends a character by its number in UTF-16.
func appendJSONEscape(dst []byte, r rune) []byte {
	const first, high, low = 0x10000, 0xd800, 0xdc00
	if r >= first {
		r -= first
		dst = appendJSONEscape(dst, high+r>>10)
		r = low + r&0x3ff
	}
	return append(dst, '\\', 'u', hexDigits[r>>12&0xf], hexDigits[r>>8&0xf], hexDigits[r>>4&0xf], hexDigits[r&0xf])
}
