package record

import (
	"time"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/names"
)

// Options are what a form needs to know beside the rows.
type Options struct {
	// Names has what users are called. Without it they have no names.
	Names *names.Cache
	// Protocols are those whose counters are shown.
	Protocols format.Protocols
	// Clock, if it is not nil, has each row tell when its round began.
	Clock func() time.Time
	// Sections are those that may be begun in a run, in any order. CSV has
	// columns for the keys of their rows.
	Sections []format.Section
	// TCPInfo says that connections of TCP have what the kernel measures.
	TCPInfo bool
}

// A form is what all forms have in common.
type form struct {
	encoder
	options Options
	layouts layouts
	time    string // when the round began, if rows tell; "" between rounds
}

// layouts are how the rows of each kind are written.
type layouts [numKinds]*layout

func newForm(e encoder, o Options) form {
	f := form{encoder: e, options: o}
	for k := range numKinds {
		f.layouts[k] = e.layout(k)
	}
	return f
}

// Needs says that everything is shown, but for names of hosts.
func (f *form) Needs() format.Needs {
	return format.Needs{Owners: true, Every: true, Workloads: true, Users: true, UserNames: true, Timers: true, Label: true, Whole: true, Interface: true,
		Extras: true, TCPInfo: f.options.TCPInfo}
}

// Rows gives what turns the rows of a namespace into text.
func (f *form) Rows(in format.Space) format.Rows {
	if f.options.Clock != nil && f.time == "" {
		f.time = string(format.AppendTime(nil, f.options.Clock()))
	}
	return &rows{
		form: f, signs: f.signs(), start: f.begin(f.time, in.Label), names: f.options.Names.Telling(in.Slow),
		space: in, owners: in.Owners, workloads: in.Workloads, extras: in.Extras,
	}
}

// Space does nothing: each row tells its namespace.
func (f *form) Space(format.Space) {}

// Remark prints nothing, because there is no room for a sentence.
func (f *form) Remark(string) bool { return false }

// rows turns the rows of one namespace into text.
type rows struct {
	form   *form
	signs  signs
	start  []byte // of every row
	names  *names.Cache
	space  format.Space
	owners format.Owners
	// workloads tells what owners belong to; nil where there are none.
	workloads format.Workloads
	extras    format.Extras
	keys      *[]key // learns the keys of a row, unless nil
}

// row gives what the fields of a row are given to, once it is begun.
func (r *rows) row(k kind) writer {
	return writer{layout: r.form.layouts[k], signs: &r.signs, encoder: r.form.encoder, keys: r.keys, space: &r.space}
}

// begin begins a row.
func (r *rows) begin(w *writer, dst []byte) []byte {
	dst = append(dst, r.start...)
	if w.signs.spaceLast {
		return dst
	}
	return w.lives(dst)
}

// user gives the name of a user, "" for one without.
func (r *rows) user(uid uint32) string {
	if r.names == nil {
		return ""
	}
	name, _ := r.names.User(uid)
	return name
}
