package netns

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrGone is the cause of an Error about a namespace that was there when it
// was found, but that has no process and no file any more.
var ErrGone = errors.New("network namespace is gone")

// ErrKind is the cause of an Error about a file that is no network namespace.
var ErrKind = errors.New("not a network namespace")

// Error says why a namespace cannot be found or cannot be read. Its text is
// one line, whatever bytes the name holds.
type Error struct {
	Name   string // what the user said, or the namespace's label
	Reason string
	Err    error // the cause, such as a unix.Errno; may be nil
}

// Error returns the name, quoted if it holds anything but visible characters,
// and the reason.
func (e *Error) Error() string { return quote(e.Name) + ": " + e.Reason }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// quote returns a name or a path as it is if it stands out clearly in a
// sentence, and otherwise as a Go string literal.
func quote(name string) string {
	hidden := func(r rune) bool { return !unicode.IsPrint(r) || r == ' ' || r == '"' }
	if name != "" && utf8.ValidString(name) && !strings.ContainsFunc(name, hidden) {
		return name
	}
	return strconv.Quote(name)
}
