package nettools

import (
	"bytes"
	"time"

	"github.com/gonetstat/gonetstat/internal/format"
)

// BeginChanges begins a section without a heading, which stands above the first
// round.
func (f *form) BeginChanges(_ format.Section, in format.Space) { f.several = in.Several }

// PrintChange prints a row, of which there may be a line for each owner, with a
// sign in front.
func (f *form) PrintChange(change format.Change, _ time.Time, text []byte) {
	mark := change.Mark()
	for line := range bytes.Lines(text) {
		if mark != "" {
			f.out.WriteString(mark + " ")
		}
		f.Print(line)
	}
}
