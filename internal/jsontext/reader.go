package jsontext

import (
	"bytes"
	"iter"
	"unicode/utf16"
	"unicode/utf8"
)

// A Reader reads a JSON text (RFC 8259) from front to back: the few values that
// are looked for among the many that there are. It steps over the others without
// decoding them, so that reading a file costs about as much as opening it, and
// stops where it is not asked any more. Values may be nested to any depth: nothing
// here calls itself. What is no JSON ends the reading; what was read before stays
// as it was.
type Reader struct {
	rest []byte
}

// NewReader makes a Reader of a text, which must not change meanwhile.
func NewReader(text []byte) *Reader { return &Reader{text} }

// Members yields the keys of the object that comes next. Behind each, the value
// has to be read or stepped over. Anything else that comes next is stepped over.
func (r *Reader) Members() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for more := r.first('{', '}'); more; more = r.next('}') {
			key, ok := r.raw()
			if !ok || !r.take(':') || !yield(decode(key)) {
				return
			}
		}
	}
}

// Elements yields once for each element of the array that comes next, which has
// to be read or stepped over. Anything else that comes next is stepped over.
func (r *Reader) Elements() iter.Seq[struct{}] {
	return func(yield func(struct{}) bool) {
		for more := r.first('[', ']'); more; more = r.next(']') {
			if !yield(struct{}{}) {
				return
			}
		}
	}
}

// first steps into an object or an array and tells whether it has an element.
func (r *Reader) first(open, end byte) bool {
	if !r.take(open) {
		r.Skip()
		return false
	}
	return !r.take(end)
}

// next steps over a comma to the next element, or over the end.
func (r *Reader) next(end byte) bool {
	if r.take(',') {
		return true
	}
	r.take(end)
	return false
}

// Kind returns the character that the next value begins with, which tells what it
// is: an object's is '{', an array's '[', a string's '"'. It is 0 at the end.
func (r *Reader) Kind() byte { return r.blanks() }

// blanks steps over white space and returns the character behind it, or 0.
func (r *Reader) blanks() byte {
	for i, c := range r.rest {
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			r.rest = r.rest[i:]
			return c
		}
	}
	r.rest = nil
	return 0
}

// take steps over a character, if it comes next.
func (r *Reader) take(c byte) bool {
	if r.blanks() != c || len(r.rest) == 0 {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

// raw returns the string that comes next as it is written.
func (r *Reader) raw() (raw []byte, ok bool) {
	if !r.take('"') {
		return nil, false
	}
	end := endOfString(r.rest)
	if end < 0 {
		r.rest = nil
		return nil, false
	}
	raw, r.rest = r.rest[:end], r.rest[end+1:]
	return raw, true
}

// endOfString returns where the quote is that ends a string whose content comes
// next, or -1.
func endOfString(text []byte) int {
	for i := 0; ; i++ {
		next := bytes.IndexByte(text[i:], '"')
		if next < 0 {
			return -1
		}
		i += next
		// An odd number of backslashes makes it a part of the string.
		before := i
		for before > 0 && text[before-1] == '\\' {
			before--
		}
		if (i-before)%2 == 0 {
			return i
		}
	}
}

// Text returns the string that comes next. Anything else is stepped over.
func (r *Reader) Text() (text string, ok bool) {
	raw, ok := r.raw()
	if !ok {
		r.Skip()
		return "", false
	}
	return string(decode(raw)), true
}

// decode puts the characters that are written with a backslash into a string.
func decode(raw []byte) []byte {
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw
	}
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		if raw[0] != '\\' || len(raw) == 1 {
			out, raw = append(out, raw[0]), raw[1:]
			continue
		}
		c := raw[1]
		raw = raw[2:]
		switch c {
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case 'u':
			var r rune
			r, raw = unit(raw)
			if second, ok := bytes.CutPrefix(raw, []byte(`\u`)); ok {
				low, behind := unit(second)
				if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
					r, raw = both, behind
				}
			}
			out = utf8.AppendRune(out, r) // half of a pair becomes U+FFFD
			continue
		}
		out = append(out, c)
	}
	return out
}

// unit reads the four digits of a unit of UTF-16.
func unit(raw []byte) (r rune, rest []byte) {
	if len(raw) < 4 {
		return utf8.RuneError, nil
	}
	for _, c := range raw[:4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return utf8.RuneError, raw[4:]
		}
		r = r<<4 | rune(c)
	}
	return r, raw[4:]
}

// Skip steps over the value that comes next.
func (r *Reader) Skip() {
	switch r.blanks() {
	case '"':
		r.raw()
	case '{', '[':
		r.nested()
	case '}', ']', ',', ':': // there was no value
	default:
		r.Word()
	}
}

// nested steps over an object or an array, of which only strings and what ends it
// matter.
func (r *Reader) nested() {
	depth, text := 0, r.rest
	r.rest = nil
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			end := endOfString(text[i+1:])
			if end < 0 {
				return
			}
			i += 1 + end
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				r.rest = text[i+1:]
				return
			}
		}
	}
}

// Word returns the number, true, false or null that comes next as it is written,
// and nothing if something else does.
func (r *Reader) Word() []byte {
	r.blanks()
	end := bytes.IndexAny(r.rest, " \n\t\r,:{}[]\"")
	if end < 0 {
		end = len(r.rest)
	}
	word := r.rest[:end]
	r.rest = r.rest[end:]
	return word
}
