package cli

import "bufio"

// jsonArray prints an array of rows that begin with a comma each, as those of
// record.JSON do.
type jsonArray struct {
	out   *bufio.Writer
	begun bool
}

func (f *jsonArray) internet() {}
func (f *jsonArray) unix()     {}

func (f *jsonArray) rows(text []byte) {
	if !f.begun && len(text) > 0 {
		f.begun = true
		f.out.WriteByte('[')
		text = text[len(","):]
	}
	f.out.Write(text)
}

func (f *jsonArray) end() {
	if f.begun {
		f.out.WriteString("\n]\n")
	} else {
		f.out.WriteString("[]\n")
	}
}

// recordLines prints rows that are lines of their own.
type recordLines struct{ out *bufio.Writer }

func (f recordLines) internet()        {}
func (f recordLines) unix()            {}
func (f recordLines) rows(text []byte) { f.out.Write(text) }
func (f recordLines) end()             {}
