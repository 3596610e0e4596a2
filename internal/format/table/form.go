package table

import (
	"bufio"

	"github.com/gonetstat/gonetstat/internal/format"
)

// New gives the form of tables, printed to out.
func New(out *bufio.Writer, o Options) format.Form {
	return &form{
		out:     out,
		options: o,
		kinds:   map[bool]*kinds{false: newKinds(&o, false), true: newKinds(&o, true)},
	}
}

// form gathers the rows of a section and prints them as a table when it ends.
type form struct {
	out     *bufio.Writer
	options Options
	kinds   map[bool]*kinds // by whether they are in a list of several namespaces
	columns []column        // of the section that was begun last; nil for none
	text    []byte          // its rows
}

func (f *form) Needs() format.Needs {
	return format.Needs{
		Owners:    true,
		Every:     true,
		Workloads: true,
		Hosts:     !f.options.NumericHosts,
		SCTPHosts: !f.options.NumericSCTP,
		Users:     f.options.extended(),
		UserNames: f.options.extended() && !f.options.NumericUsers,
		Timers:    f.options.Timers,
		Whole:     f.options.extended(), // all addresses of interfaces
		Interface: f.options.extended(),
		Extras:    true,
		TCPInfo:   f.options.TCPInfo,
	}
}

func (f *form) Rows(in format.Space) format.Rows {
	r := &rows{kinds: f.kinds[in.Several], Names: f.options.Names, options: &f.options, in: in}
	r.Ahead = in.Ahead
	r.Cache = r.Cache.Telling(in.Slow)
	return r
}

func (f *form) Space(in format.Space) {
	f.End()
	if in.Several {
		f.out.Write(append(format.AppendVisible([]byte("Network namespace "), appendSpace(nil, &in)), '\n'))
	}
}

func (f *form) Begin(s format.Section, in format.Space) {
	f.End()
	title, columns := f.kinds[in.Several].section(s, &f.options)
	f.out.WriteString(title + "\n")
	f.columns = columns
}

func (f *form) Print(text []byte) { f.text = append(f.text, text...) }

// Remark leaves sentences to others: they are no rows.
func (f *form) Remark(string) bool { return false }

func (f *form) End() {
	if f.columns != nil {
		render(f.out, f.columns, f.text, &f.options)
	}
	f.columns, f.text = nil, f.text[:0]
}
