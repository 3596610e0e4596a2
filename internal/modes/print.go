package modes

import (
	"io"

	"github.com/gonetstat/gonetstat/internal/format"
)

// printer prints the rows of a namespace in the sections of a form.
type printer struct {
	form format.Form
	in   format.Space
	text []byte // room for rows
}

// batchRows is for how many rows at a time names are looked up.
const batchRows = 256

// printRows prints rows. The names in a batch of rows are looked up all at once.
func printRows[T any](p *printer, next func(*T) bool, appendRow func(format.Rows, []byte, *T) []byte) {
	rows, ahead := p.form.Rows(p.in), p.ahead()
	batch := make([]T, 0, 8) // most tables are small
	for more := true; more; {
		batch = batch[:0]
		for len(batch) < batchRows {
			batch = append(batch, *new(T))
			row := &batch[len(batch)-1]
			if more = next(row); !more {
				batch = batch[:len(batch)-1]
				break
			}
			if ahead != nil {
				p.text = appendRow(ahead, p.text[:0], row)
			}
		}
		for i := range batch {
			p.text = appendRow(rows, p.text[:0], &batch[i])
			p.form.Print(p.text)
			if p.form.Needs().One {
				return
			}
		}
	}
}

// ahead gives what rows go through so that names in them are looked up, or nil
// if there are none.
func (p *printer) ahead() format.Rows {
	if !p.form.Needs().Hosts {
		return nil
	}
	in := p.in
	in.Ahead = true
	return p.form.Rows(in)
}

// printAll prints all rows of a small table.
func printAll[T any](p *printer, rows []T, appendRow func(format.Rows, []byte, *T) []byte) {
	printRows(p, func(row *T) bool {
		if len(rows) == 0 {
			return false
		}
		*row, rows = rows[0], rows[1:]
		return true
	}, appendRow)
}

// remark prints a sentence that net-tools prints among its rows, on standard
// error if the form has no room for it.
func remark(form format.Form, errs io.Writer, sentence string) {
	if !form.Remark(sentence) {
		io.WriteString(errs, sentence)
	}
}
