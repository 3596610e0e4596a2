package table

import (
	"io"
	"strings"
)

// A Column is a column of a Table.
type Column struct {
	Title string
	Right bool   // numbers, put to the right
	State bool   // words of states, which have colors
	Cut   cutter // how a text is cut when the table is too wide; nil for never
	First bool   // cut before other columns are
}

// A Table gathers rows for people to read and fits the columns to the text in
// them and to a terminal. It keeps all rows until it is printed, so its memory
// grows with them.
type Table struct {
	Width int  // characters that a line may have; 0 for any number
	Color bool // color titles and states

	columns []Column
	widths  []int // of the columns, in characters on the screen
	rows    [][]string
}

// NewTable gives a table without rows.
func NewTable(columns []Column) *Table {
	t := &Table{columns: columns}
	for _, column := range columns {
		t.widths = append(t.widths, len(column.Title))
	}
	return t
}

// gap is what stands between two columns.
const gap = "  "

// minColumn is how narrow a column is made at most.
const minColumn = 8

// Add adds rows as TableRows appends them.
func (t *Table) Add(text []byte) {
	for line := range strings.Lines(string(text)) {
		row := make([]string, len(t.columns))
		for i := range row {
			row[i], line, _ = strings.Cut(line, "\t")
			t.widths[i] = max(t.widths[i], displayWidth(row[i]))
		}
		t.rows = append(t.rows, row)
	}
}

// Render prints the table.
func (t *Table) Render(w io.Writer) error {
	t.fit()
	titles := make([]string, len(t.columns))
	for i, column := range t.columns {
		titles[i] = column.Title
	}
	line := t.appendRow(nil, titles, func(Column, string) string { return bold })
	if _, err := w.Write(line); err != nil {
		return err
	}
	for _, row := range t.rows {
		for i, column := range t.columns {
			if column.Cut != nil && displayWidth(row[i]) > t.widths[i] {
				row[i] = column.Cut(row[i], t.widths[i])
			}
		}
		line = t.appendRow(line[:0], row, func(column Column, text string) string {
			if column.State {
				return stateColor(text)
			}
			return ""
		})
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// appendRow appends a line of texts, each in its column and in the color that
// color gives for it.
func (t *Table) appendRow(dst []byte, texts []string, color func(Column, string) string) []byte {
	blanks := 0 // owed before the next text
	for i, column := range t.columns {
		padding := t.widths[i] - displayWidth(texts[i])
		if column.Right || texts[i] == "" {
			blanks, padding = blanks+padding, 0
		}
		if texts[i] != "" {
			dst = append(dst, strings.Repeat(" ", blanks)...)
			dst = append(dst, t.colored(texts[i], color(column, texts[i]))...)
			blanks = 0
		}
		blanks += padding + len(gap)
	}
	return append(dst, '\n')
}

// fit narrows columns until the table is as wide as it may be, or cannot get
// any narrower.
func (t *Table) fit() {
	if t.Width <= 0 {
		return
	}
	excess := len(gap)*(len(t.widths)-1) - t.Width
	for _, width := range t.widths {
		excess += width
	}
	excess = t.narrow(excess, true)
	t.narrow(excess, false)
}

// narrow takes characters away from columns that are cut first, or from all,
// the widest first and as far as the next. It gives the characters that are
// still too many.
func (t *Table) narrow(excess int, first bool) int {
	for ; excess > 0; excess-- {
		widest := -1
		for i, column := range t.columns {
			if column.Cut == nil || first && !column.First || t.widths[i] <= minColumn {
				continue
			}
			if widest < 0 || t.widths[i] > t.widths[widest] {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		t.widths[widest]--
	}
	return excess
}

// Colors, as parameters of the sequence that sets them (ECMA-48, SGR).
const (
	bold   = "1"
	red    = "31"
	green  = "32"
	yellow = "33"
	cyan   = "36"
)

// stateColor gives the color of a state: listeners and connections stand out,
// and so does what hangs when it stays, a peer's close that the program has not
// answered.
func stateColor(state string) string {
	switch state {
	case "LISTEN", "LISTENING":
		return green
	case "ESTABLISHED", "CONNECTED":
		return cyan
	case "CLOSE_WAIT":
		return red
	}
	return yellow
}

func (t *Table) colored(text, color string) string {
	if !t.Color || color == "" {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}
