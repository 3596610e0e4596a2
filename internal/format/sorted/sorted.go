// Package sorted has a form that stands before another and puts the sockets of
// each section in an order. Rows come in; they are kept, each as text of the other
// form behind a key, until their section ends, and go out to the other form in
// the order of the keys. So memory grows with the number of rows, and only here.
package sorted

import (
	"bytes"
	"slices"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/framed"
)

// Form sorts the rows of internet and unix sockets.
type Form struct {
	format.Form
	orders []Order
	sorts  bool // the section that was begun last is one of sockets
	rows   []row
}

// row is a row that is kept.
type row struct{ key, text []byte }

// Sort gives a form before another that sorts by some orders, the first before
// the next.
func Sort(form format.Form, orders []Order) *Form { return &Form{Form: form, orders: orders} }

// Needs says that what is sorted by is looked for too.
func (f *Form) Needs() format.Needs {
	needs := f.Form.Needs()
	for _, o := range f.orders {
		needs.Owners = needs.Owners || o.By == PID || o.By == Program || o.By == Workload
		needs.Workloads = needs.Workloads || o.By == Workload
		needs.Users = needs.Users || o.By == User
	}
	return needs
}

// Rows gives what makes the text of a row with a key in front.
func (f *Form) Rows(in format.Space) format.Rows { return rows{f.Form.Rows(in), f.orders, in} }

// Space ends what was listed before.
func (f *Form) Space(in format.Space) {
	f.print()
	f.Form.Space(in)
}

// Begin begins a section, and ends the one before.
func (f *Form) Begin(s format.Section, in format.Space) {
	f.print()
	f.sorts = s == format.Internet || s == format.Unix
	f.Form.Begin(s, in)
}

// Print keeps rows of sockets.
func (f *Form) Print(text []byte) {
	if !f.sorts {
		f.Form.Print(text)
		return
	}
	kept := bytes.Clone(text)
	for len(kept) > 0 {
		var r row
		r.key, kept = framed.Cut(kept)
		r.text, kept = framed.Cut(kept)
		f.rows = append(f.rows, r)
	}
}

// End prints the rows of the last section.
func (f *Form) End() {
	f.print()
	f.Form.End()
}

// print prints the rows that are kept in their order, those with the same keys as
// they came.
func (f *Form) print() {
	slices.SortStableFunc(f.rows, func(a, b row) int { return bytes.Compare(a.key, b.key) })
	for _, r := range f.rows {
		f.Form.Print(r.text)
	}
	f.rows, f.sorts = nil, false
}
