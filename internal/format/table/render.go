package table

import (
	"bufio"
	"bytes"

	"github.com/olekukonko/tablewriter"
)

// gap is what stands between two columns.
const gap = "  "

// chunk is how many lines tablewriter has at a time. It keeps its own copies of
// them, which are many times as large.
const chunk = 1024

// render prints a table of lines that fields have appended.
func render(out *bufio.Writer, columns []column, text []byte, o *Options) {
	columns, text = withoutEmpty(columns, text)
	widths := measure(columns, text)
	fit(columns, widths, o.Width)
	w := tablewriter.NewWriter(&trimmer{out: out})
	w.SetBorder(false)
	w.SetAutoWrapText(false)
	w.SetNoWhiteSpace(true)
	w.SetTablePadding(gap)
	titles := make([]string, len(columns))
	align := make([]int, len(columns))
	for i := range columns {
		titles[i] = columns[i].title
		align[i] = tablewriter.ALIGN_LEFT
		if columns[i].right {
			align[i] = tablewriter.ALIGN_RIGHT
		}
		w.SetColMinWidth(i, widths[i].wide)
	}
	w.SetColumnAlignment(align)
	// As a heading, titles could not be put to the right like their columns.
	w.Rich(titles, o.titleColors(columns))
	for cells, exposed := range lines(text, len(columns)) {
		for i, cell := range cells {
			if short := columns[i].short; short != nil && displayWidth(cell) > widths[i].wide {
				cells[i] = short.cut(cell, widths[i].wide)
			}
		}
		w.Rich(cells, o.cellColors(columns, cells, exposed))
		if w.NumLines() == chunk {
			w.Render()
			w.ClearRows()
		}
	}
	w.Render()
}

// A trimmer prints lines without the blanks at their ends.
type trimmer struct {
	out  *bufio.Writer
	line []byte
}

// Write takes lines, in pieces. Errors stay with the buffered writer.
func (t *trimmer) Write(piece []byte) (int, error) {
	t.line = append(t.line, piece...)
	if bytes.HasSuffix(piece, []byte("\n")) {
		t.out.Write(append(bytes.TrimRight(t.line, " \n"), '\n'))
		t.line = t.line[:0]
	}
	return len(piece), nil
}
