package record

import (
	"bufio"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/jsontext"
)

// NewJSON gives the form of JSON, RFC 8259: in each round an array of objects,
// each on a line of its own.
func NewJSON(out *bufio.Writer, o Options) format.Form {
	e := newJSONEncoder(",\n", "}")
	return &array{form: newForm(e, o), out: out}
}

// NewNDJSON gives the form of NDJSON: an object on each line.
func NewNDJSON(out *bufio.Writer, o Options) format.Form {
	e := newJSONEncoder("", "}\n")
	return &lines{form: newForm(e, o), out: out}
}

// An array prints objects that begin with a comma each, of which that of the
// first is left out.
type array struct {
	form
	out   *bufio.Writer
	begun bool
}

func (f *array) Begin(format.Section, format.Space) {}

func (f *array) Print(text []byte) {
	if !f.begun && len(text) > 0 {
		f.begun = true
		f.out.WriteByte('[')
		text = text[len(","):]
	}
	f.out.Write(text)
}

func (f *array) End() {
	if f.begun {
		f.out.WriteString("\n]\n")
	} else {
		f.out.WriteString("[]\n")
	}
	f.begun, f.time = false, ""
}

// lines prints rows that are lines.
type lines struct {
	form
	out *bufio.Writer
}

func (f *lines) Begin(format.Section, format.Space) {}
func (f *lines) Print(text []byte)                  { f.out.Write(text) }
func (f *lines) End()                               { f.time = "" }

// jsonEncoder writes rows as objects of JSON.
type jsonEncoder struct {
	before string          // each object
	names  [numKeys]string // of keys
	every  layout          // of rows of every kind
}

func newJSONEncoder(before, after string) *jsonEncoder {
	e := &jsonEncoder{before: before, names: keyNames}
	e.every.after = after
	for part := range maxParts {
		e.every.parts = append(e.every.parts, part)
	}
	for k, name := range e.names {
		e.every.before[k] = `,"` + name + `":`
	}
	first := tcpInfoMembers[0]
	e.every.before[first] = strings.TrimPrefix(e.every.before[first], ",")
	return e
}

func (e *jsonEncoder) layout(kind) *layout { return &e.every }

func (e *jsonEncoder) signs() signs {
	return signs{
		quoted: true, null: "null", nested: true, whole: true,
		openList: "[", between: ",", closeList: "]",
		openObject: "{", closeObject: "}",
	}
}

func (e *jsonEncoder) begin(time, label string) []byte {
	dst := append([]byte(e.before), '{')
	if time != "" {
		dst = append(append(append(dst, `"time":"`...), time...), `",`...)
	}
	dst = append(dst, `"netns":`...)
	return jsontext.AppendString(dst, label)
}

func (e *jsonEncoder) text(dst []byte, text string) []byte { return jsontext.AppendString(dst, text) }
func (e *jsonEncoder) bytes(dst, text []byte) []byte       { return jsontext.AppendString(dst, text) }

func (e *jsonEncoder) member(dst []byte, k key, first bool) []byte {
	if !first {
		dst = append(dst, ',')
	}
	return append(append(append(dst, '"'), e.names[k]...), `":`...)
}

func (e *jsonEncoder) memberText(dst []byte, text string) []byte {
	return jsontext.AppendString(dst, text)
}

func (e *jsonEncoder) texts(dst []byte, _ int) []byte { return dst }
