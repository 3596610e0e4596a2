package table

import (
	"slices"
	"time"

	"github.com/gonetstat/gonetstat/internal/format"
)

// BeginChanges begins a table with a column of signs in front.
func (f *form) BeginChanges(s format.Section, in format.Space) {
	f.Begin(s, in)
	f.columns = slices.Insert(slices.Clone(f.columns), 0, column{})
}

// PrintChange prints a row, with its sign unless it is of the first round.
func (f *form) PrintChange(change format.Change, _ time.Time, text []byte) {
	if mark := change.Mark(); mark != "" {
		f.text = append(append(f.text, mark...), '\t')
	}
	f.Print(text)
}
