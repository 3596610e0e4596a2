// Package changes has a form that stands before another and prints all sockets
// once, and in later rounds those that came, went or changed. Rows come in; they
// are kept until the next round, and what differs goes out to the other form.
//
// A socket is known by its namespace, its protocol, its ends and its inode. One
// that has lost its inode, because its process has closed it, or has just got one
// is still known by the others.
package changes

import (
	"bytes"
	"time"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/framed"
)

// Form prints changes of the rows of internet and unix sockets.
type Form struct {
	form  format.ChangeForm
	clock func() time.Time

	later   bool                      // this is not the first round
	at      time.Time                 // when the round began; zero between rounds
	section format.Section            // that was begun last
	in      format.Space              // in which it was begun
	begun   bool                      // a section has been begun in this round
	rows    []*row                    // of this section
	before  map[format.Section][]*row // of the last round
}

// row is a socket in one round.
type row struct {
	ends, inode string // by which the socket is known
	matter      string // what counts as a change
	text        []byte
}

// Watch gives a form before another that prints changes, with the time that a
// clock tells.
func Watch(form format.ChangeForm, clock func() time.Time) *Form {
	return &Form{form: form, clock: clock, before: map[format.Section][]*row{}}
}

// Needs gives what the other form needs.
func (f *Form) Needs() format.Needs { return f.form.Needs() }

// Rows gives what makes texts of rows, with what they are compared by.
func (f *Form) Rows(in format.Space) format.Rows {
	if f.at.IsZero() {
		f.at = f.clock()
	}
	return rows{f.form.Rows(in), in}
}

// Space does nothing: sockets of all namespaces are in one list.
func (f *Form) Space(format.Space) {}

// Begin begins a section, and ends the one before.
func (f *Form) Begin(s format.Section, in format.Space) {
	f.compare()
	f.section, f.in, f.begun = s, in, true
}

// Print keeps rows.
func (f *Form) Print(text []byte) {
	kept := bytes.Clone(text)
	for len(kept) > 0 {
		var ends, inode, matter []byte
		r := &row{}
		ends, kept = framed.Cut(kept)
		inode, kept = framed.Cut(kept)
		matter, kept = framed.Cut(kept)
		r.text, kept = framed.Cut(kept)
		r.ends, r.inode, r.matter = string(ends), string(inode), string(matter)
		f.rows = append(f.rows, r)
	}
}

// Remark leaves sentences to others.
func (f *Form) Remark(string) bool { return false }

// End ends the round.
func (f *Form) End() {
	f.compare()
	f.form.End()
	f.later, f.at = true, time.Time{}
}

// compare ends a section: it prints what differs from the last round.
func (f *Form) compare() {
	if !f.begun {
		return
	}
	f.begun = false
	if !f.later {
		f.form.Begin(f.section, f.in)
		for _, r := range f.rows {
			f.print(format.Listed, r)
		}
	} else if found := differences(f.before[f.section], f.rows); len(found) > 0 {
		f.form.BeginChanges(f.section, f.in)
		for _, d := range found {
			f.print(d.change, d.row)
		}
	}
	f.before[f.section], f.rows = f.rows, nil
}

func (f *Form) print(change format.Change, r *row) {
	f.form.PrintChange(change, f.at, bytes.Clone(r.text)) // the text may be printed again
}
