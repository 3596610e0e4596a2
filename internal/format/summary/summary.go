// Package summary has a form that stands before another and counts sockets. Rows
// come in and are forgotten; what goes out to the other form, at the end of a
// round, are counts. Memory does not grow with the number of sockets.
package summary

import (
	"slices"

	"github.com/gonetstat/gonetstat/internal/format"
)

// Form counts sockets.
type Form struct {
	inner    format.Form
	programs bool
	spaces   []*space
}

// space is a namespace whose sockets are counted.
type space struct {
	in    format.Space
	parts []*part // one for each table
}

// Count gives a form that prints counts in another. Programs are counted if that
// is asked for.
func Count(form format.Form, programs bool) *Form { return &Form{inner: form, programs: programs} }

// Needs says what is counted.
func (f *Form) Needs() format.Needs {
	inner := f.inner.Needs()
	return format.Needs{Owners: f.programs, Label: inner.Label, Workloads: inner.Workloads}
}

// Rows gives what counts rows of a namespace.
func (f *Form) Rows(in format.Space) format.Rows {
	at := slices.IndexFunc(f.spaces, func(s *space) bool { return s.in.Label == in.Label })
	if at < 0 {
		at = len(f.spaces)
		f.spaces = append(f.spaces, &space{in: in})
	}
	p := newPart()
	f.spaces[at].parts = append(f.spaces[at].parts, p)
	r := rows{Rows: f.inner.Rows(in), part: p}
	if f.programs {
		r.owners = in.Owners
	}
	return r
}

// Space, Begin and Print print nothing.
func (f *Form) Space(format.Space)                 {}
func (f *Form) Begin(format.Section, format.Space) {}
func (f *Form) Print([]byte)                       {}

// Remark leaves sentences to others.
func (f *Form) Remark(string) bool { return false }

// End prints what has been counted.
func (f *Form) End() {
	for i, s := range f.spaces {
		if i == 0 {
			f.inner.Begin(format.Summary, s.in)
		}
		whole := newPart()
		for _, p := range s.parts {
			whole.add(p)
		}
		rows := f.inner.Rows(s.in)
		for _, count := range whole.counts() {
			f.inner.Print(rows.AppendCount(nil, &count))
		}
	}
	f.spaces = nil
	f.inner.End()
}
