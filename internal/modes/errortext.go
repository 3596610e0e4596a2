package modes

import (
	"errors"
	"syscall"
	"unicode"
	"unicode/utf8"
)

// errorText gives the C library's text of a system call's error, which differs
// from Go's in its first letter.
func errorText(err error) string {
	errno, ok := errors.AsType[syscall.Errno](err)
	if !ok {
		return err.Error()
	}
	text := errno.Error()
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
