package record

import (
	"bufio"
	"slices"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
)

// NewCSV gives the form of CSV, RFC 4180, with a heading that is printed once
// in a run and lines that end in a newline alone. Every line has all columns.
//
// A value that is null is empty, and so is one that a kind of row does not
// have. The items of a list have blanks between them; an address of an
// interface is its address and its prefix length with a slash between them,
// and a neighbour of ROSE its members with slashes. The members of tcp_info have
// columns of their own. Text is as appendCSVText has it.
func NewCSV(out *bufio.Writer, o Options) format.Form {
	e := newCSVEncoder(o)
	heading := strings.Join(e.columns, ",") + "\n"
	if o.Clock != nil {
		heading = e.names[keyTime] + "," + heading
	}
	return &sheet{form: newForm(e, o), out: out, heading: heading}
}

// A sheet prints rows that are lines below a heading.
type sheet struct {
	form
	out     *bufio.Writer
	heading string // "" when it has been printed
}

func (f *sheet) printHeading() {
	f.out.WriteString(f.heading)
	f.heading = ""
}

func (f *sheet) Begin(format.Section, format.Space) { f.printHeading() }
func (f *sheet) Print(text []byte)                  { f.out.Write(text) }

func (f *sheet) End() {
	f.printHeading()
	f.time = ""
}

// csvEncoder writes rows as lines of columns, the first of which is that of the
// namespace, and the last that of what those who live there belong to.
type csvEncoder struct {
	names   [numKeys]string // of keys
	options Options
	columns []string
}

func newCSVEncoder(o Options) *csvEncoder {
	e := &csvEncoder{names: keyNames, options: o}
	for _, k := range tcpInfoMembers {
		e.names[k] = e.names[keyTCPInfo] + "_" + e.names[k]
	}
	e.columns = e.columnsOf(o.Sections)
	return e
}

func (e *csvEncoder) signs() signs { return signs{between: " ", spaceLast: true} }

func (e *csvEncoder) begin(time, label string) []byte {
	if time == "" {
		return appendCSVText(nil, label)
	}
	return appendCSVText([]byte(time+","), label)
}

func (e *csvEncoder) text(dst []byte, text string) []byte { return appendCSVText(dst, text) }
func (e *csvEncoder) bytes(dst, text []byte) []byte       { return appendCSVText(dst, text) }

func (e *csvEncoder) member(dst []byte, _ key, first bool) []byte {
	if !first {
		dst = append(dst, '/')
	}
	return dst
}

func (e *csvEncoder) memberText(dst []byte, text string) []byte {
	return format.AppendVisible(dst, text)
}

func (e *csvEncoder) texts(dst []byte, start int) []byte {
	if looksComputed(dst[start:]) {
		dst = slices.Insert(dst, start, '\'')
	}
	return quoteCSV(dst, start)
}
