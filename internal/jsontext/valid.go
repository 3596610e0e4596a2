package jsontext

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Valid tells whether a text is one JSON value in UTF-8, in which values are nested
// at most depth deep. One that holds no others is 1 deep.
func Valid(text []byte, depth int) bool {
	r := NewReader(text)
	return utf8.Valid(text) && r.isValue(depth) && r.isAtEnd()
}

func (r *Reader) isAtEnd() bool {
	r.blanks()
	return len(r.rest) == 0
}

// isValue steps over a value and tells whether it is one.
func (r *Reader) isValue(depth int) bool {
	if depth == 0 {
		return false
	}
	switch r.Kind() {
	case '{':
		return r.isList('{', '}', func() bool { return r.isString() && r.take(':') && r.isValue(depth-1) })
	case '[':
		return r.isList('[', ']', func() bool { return r.isValue(depth - 1) })
	case '"':
		return r.isString()
	}
	return isWord(r.Word())
}

// isList steps over an object or an array and tells whether it is one.
func (r *Reader) isList(open, end byte, isElement func() bool) bool {
	r.take(open)
	if r.take(end) {
		return true
	}
	for isElement() {
		if !r.take(',') {
			return r.take(end)
		}
	}
	return false
}

// isString steps over a string and tells whether it is one.
func (r *Reader) isString() bool {
	raw, ok := r.raw()
	for len(raw) > 0 {
		if raw[0] < ' ' {
			return false
		}
		if raw[0] == '\\' {
			if raw = raw[1:]; strings.IndexByte(`"\/bfnrtu`, raw[0]) < 0 { // raw ends in no backslash
				return false
			}
			if raw[0] == 'u' && !isUnit(raw[1:]) {
				return false
			}
		}
		raw = raw[1:]
	}
	return ok
}

// isUnit tells whether a text begins with the four digits of a unit of UTF-16.
func isUnit(raw []byte) bool {
	return len(raw) >= 4 && len(bytes.Trim(raw[:4], "0123456789abcdefABCDEF")) == 0
}

func isWord(word []byte) bool {
	switch string(word) {
	case "true", "false", "null":
		return true
	}
	return isNumber(word)
}

func isNumber(word []byte) bool {
	word = bytes.TrimPrefix(word, []byte("-"))
	digits, word := cutDigits(word)
	if len(digits) == 0 || digits[0] == '0' && len(digits) > 1 {
		return false
	}
	if behind, ok := bytes.CutPrefix(word, []byte(".")); ok {
		if digits, word = cutDigits(behind); len(digits) == 0 {
			return false
		}
	}
	if len(word) > 0 && word[0]|0x20 == 'e' {
		word = word[1:]
		if len(word) > 0 && (word[0] == '+' || word[0] == '-') {
			word = word[1:]
		}
		if digits, word = cutDigits(word); len(digits) == 0 {
			return false
		}
	}
	return len(word) == 0
}

// cutDigits cuts the decimal digits off with which a text begins.
func cutDigits(text []byte) (digits, behind []byte) {
	behind = bytes.TrimLeft(text, "0123456789")
	return text[:len(text)-len(behind)], behind
}
