// Package framed puts several texts behind one another in a buffer, each with its
// length in front, so that they can be taken apart again: a form that stands
// before another gets of a row only one text.
package framed

import "encoding/binary"

// size is how many bytes tell a length.
const size = 4

// Open begins a text, which is appended next. Close ends it.
func Open(dst []byte) (start int, grown []byte) {
	return len(dst), append(dst, make([]byte, size)...)
}

// Close ends the text that was begun at start.
func Close(dst []byte, start int) []byte {
	binary.NativeEndian.PutUint32(dst[start:], uint32(len(dst)-start-size))
	return dst
}

// Cut takes the first text off a buffer of texts.
func Cut(texts []byte) (first, rest []byte) {
	end := size + int(binary.NativeEndian.Uint32(texts))
	return texts[size:end:end], texts[end:]
}
