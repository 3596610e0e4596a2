// Package held has a form that stands before another and prints nothing until
// there is something to list. Rows come in, and go out to the other form, behind
// the headings that were kept back.
package held

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// Form keeps back what is printed until the first row of a round.
type Form struct {
	format.Form
	came bool
	kept []func() // what stands above the first row
}

// Hold gives a form before another.
func Hold(form format.Form) *Form { return &Form{Form: form} }

// Came tells whether any row came.
func (f *Form) Came() bool { return f.came }

// Rows gives the other form's rows.
func (f *Form) Rows(in format.Space) format.Rows { return rows{f.Form.Rows(in), f} }

// Space keeps back the line above a namespace.
func (f *Form) Space(in format.Space) { f.later(func() { f.Form.Space(in) }) }

// Begin keeps back the heading of a section.
func (f *Form) Begin(s format.Section, in format.Space) { f.later(func() { f.Form.Begin(s, in) }) }

// Print prints rows, and before the first what was kept back.
func (f *Form) Print(text []byte) {
	if len(text) == 0 {
		return
	}
	f.came = true
	f.print()
	f.Form.Print(text)
}

// Remark leaves sentences to others as long as there is no row.
func (f *Form) Remark(sentence string) bool { return f.came && f.Form.Remark(sentence) }

// End ends a round that had rows. Of another nothing was printed, and is not
// unless it is released.
func (f *Form) End() {
	if f.came {
		f.Form.End()
	}
}

// Forget drops what was kept back of a round without rows.
func (f *Form) Forget() { f.kept = nil }

// Release prints a round without rows.
func (f *Form) Release() {
	f.print()
	f.Form.End()
}

// later does something now if rows have come, or else before the first.
func (f *Form) later(do func()) {
	if f.came {
		do()
	} else {
		f.kept = append(f.kept, do)
	}
}

func (f *Form) print() {
	for _, do := range f.kept {
		do()
	}
	f.kept = nil
}

// rows are those of the other form.
type rows struct {
	format.Rows
	form *Form
}

// AppendRouteCacheHeading keeps back what names columns, which is no row.
func (r rows) AppendRouteCacheHeading(dst []byte, columns procnet.RouteCacheForm) []byte {
	heading := r.Rows.AppendRouteCacheHeading(nil, columns)
	r.form.later(func() { r.form.Form.Print(heading) })
	return dst
}
