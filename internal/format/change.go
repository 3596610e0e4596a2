package format

import "time"

// A Change is what has become of a socket between two rounds.
type Change string

// The changes.
const (
	Listed  Change = "listed"  // it is there in the first round
	Opened  Change = "opened"  // it was not there before
	Closed  Change = "closed"  // it is there no more
	Changed Change = "changed" // its state, its owner or the name of its namespace has changed
)

// Mark gives the sign for a change, "" if it has none.
func (c Change) Mark() string {
	switch c {
	case Opened:
		return "+"
	case Closed:
		return "-"
	case Changed:
		return "~"
	}
	return ""
}

// A ChangeForm is a form that can say what has become of sockets.
type ChangeForm interface {
	Form
	// BeginChanges is Begin in the rounds behind the first, where a section is
	// begun only if something in it has changed.
	BeginChanges(s Section, in Space)
	// PrintChange prints a row, whose text is that of the form's Rows, with what
	// has become of its socket, as it was found at a time. The form keeps nothing
	// of text, but may change it.
	PrintChange(change Change, at time.Time, text []byte)
}

// AppendTime appends a time as RFC 3339 writes it, in UTC with milliseconds.
func AppendTime(dst []byte, at time.Time) []byte {
	return at.UTC().AppendFormat(dst, "2006-01-02T15:04:05.000Z07:00")
}
