package workload

import (
	"bytes"
	"iter"
	"unicode/utf16"
	"unicode/utf8"
)

// json reads a JSON text (RFC 8259) from front to back: the few values that are
// looked for among the many that a runtime writes down. It steps over the others
// without decoding them, so that reading a container's file costs about as much
// as opening it, and stops where it is not asked any more. Values may
// be nested to any depth: nothing here calls itself. What is no JSON ends the
// reading; what was read before stays as it was.
type json struct {
	rest []byte
}

// members yields the keys of the object that comes next. Behind each, the value
// has to be read or stepped over. Anything else that comes next is stepped over.
func (j *json) members() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for more := j.first('{', '}'); more; more = j.next('}') {
			key, ok := j.raw()
			if !ok || !j.take(':') || !yield(decode(key)) {
				return
			}
		}
	}
}

// elements yields once for each element of the array that comes next, which has
// to be read or stepped over. Anything else that comes next is stepped over.
func (j *json) elements() iter.Seq[struct{}] {
	return func(yield func(struct{}) bool) {
		for more := j.first('[', ']'); more; more = j.next(']') {
			if !yield(struct{}{}) {
				return
			}
		}
	}
}

// first steps into an object or an array and tells whether it has an element.
func (j *json) first(open, end byte) bool {
	if !j.take(open) {
		j.skip()
		return false
	}
	return !j.take(end)
}

// next steps over a comma to the next element, or over the end.
func (j *json) next(end byte) bool {
	if j.take(',') {
		return true
	}
	j.take(end)
	return false
}

// blanks steps over white space and returns the character behind it, or 0.
func (j *json) blanks() byte {
	for i, c := range j.rest {
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			j.rest = j.rest[i:]
			return c
		}
	}
	j.rest = nil
	return 0
}

// take steps over a character, if it comes next.
func (j *json) take(c byte) bool {
	if j.blanks() != c || len(j.rest) == 0 {
		return false
	}
	j.rest = j.rest[1:]
	return true
}

// raw returns the string that comes next as it is written.
func (j *json) raw() (raw []byte, ok bool) {
	if !j.take('"') {
		return nil, false
	}
	for i := 0; ; i++ {
		next := bytes.IndexByte(j.rest[i:], '"')
		if next < 0 {
			j.rest = nil
			return nil, false
		}
		i += next
		// An odd number of backslashes makes it a part of the string.
		before := i
		for before > 0 && j.rest[before-1] == '\\' {
			before--
		}
		if (i-before)%2 == 0 {
			raw, j.rest = j.rest[:i], j.rest[i+1:]
			return raw, true
		}
	}
}

// text returns the string that comes next. Anything else is stepped over.
func (j *json) text() (text string, ok bool) {
	raw, ok := j.raw()
	if !ok {
		j.skip()
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

// skip steps over the value that comes next.
func (j *json) skip() {
	for depth := 0; ; {
		switch c := j.blanks(); c {
		case '"':
			j.raw()
		case '{', '[':
			depth++
			j.rest = j.rest[1:]
		case '}', ']':
			depth--
			if depth < 0 {
				return // there was no value
			}
			j.rest = j.rest[1:]
		case ',', ':':
			if depth == 0 {
				return // there was no value
			}
			j.rest = j.rest[1:]
			continue
		default:
			j.word()
		}
		if depth == 0 || len(j.rest) == 0 {
			return
		}
	}
}

// word steps over a number, true, false or null.
func (j *json) word() {
	for i, c := range j.rest {
		switch c {
		case ' ', '\n', '\t', '\r', ',', ':', '{', '}', '[', ']', '"':
			j.rest = j.rest[i:]
			return
		}
	}
	j.rest = nil
}
