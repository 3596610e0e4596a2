package table

import (
	"bytes"
	"iter"
	"strings"
)

// A width is how wide a column is, and how narrow it may get, in characters of
// the screen.
type width struct{ wide, least int }

// lines gives the cells of each line of text, which fields have appended, and
// whether it is marked as an exposed listener's. The slice is the same for all of
// them.
func lines(text []byte, columns int) iter.Seq2[[]string, bool] {
	return func(yield func([]string, bool) bool) {
		cells := make([]string, columns)
		for line := range bytes.Lines(text) {
			rest := string(line)
			for i := range cells {
				cells[i], rest, _ = strings.Cut(rest, "\t")
			}
			if !yield(cells, strings.HasPrefix(rest, exposedMark)) {
				return
			}
		}
	}
}

// withoutEmpty leaves those columns out that are rare and have nothing in any cell.
func withoutEmpty(columns []column, text []byte) ([]column, []byte) {
	used := make([]bool, len(columns))
	all := true
	for i := range columns {
		used[i] = !columns[i].rare
		all = all && used[i]
	}
	if all {
		return columns, text
	}
	for cells := range lines(text, len(columns)) {
		for i, cell := range cells {
			used[i] = used[i] || cell != ""
		}
	}
	var left []column
	for i := range columns {
		if used[i] {
			left = append(left, columns[i])
		}
	}
	if len(left) == len(columns) {
		return columns, text
	}
	rest := make([]byte, 0, len(text))
	for cells, exposed := range lines(text, len(columns)) {
		for i, cell := range cells {
			if used[i] {
				rest = append(append(rest, cell...), '\t')
			}
		}
		if exposed {
			rest = append(rest, exposedMark...)
		}
		rest = append(rest, '\n')
	}
	return left, rest
}

// measure gives how wide columns are with all their cells.
func measure(columns []column, text []byte) []width {
	widths := make([]width, len(columns))
	for i := range columns {
		w := displayWidth(columns[i].title)
		widths[i] = width{w, w}
	}
	for cells := range lines(text, len(columns)) {
		for i, cell := range cells {
			w := displayWidth(cell)
			if w <= widths[i].least {
				continue
			}
			widths[i].wide = max(widths[i].wide, w)
			if short := columns[i].short; short != nil {
				w = short.least(cell)
			}
			widths[i].least = max(widths[i].least, w)
		}
	}
	return widths
}

// fit narrows columns until lines are no longer than limit, as far as columns
// can be narrowed: first those that give way early. There is no limit with 0.
func fit(columns []column, widths []width, limit int) {
	if limit <= 0 {
		return
	}
	excess := len(gap)*(len(columns)-1) - limit
	for _, w := range widths {
		excess += w.wide
	}
	for _, early := range [...]bool{true, false} {
		for ; excess > 0; excess-- {
			widest := -1
			for i, w := range widths {
				if w.wide > w.least && columns[i].short.early == early && (widest < 0 || w.wide > widths[widest].wide) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			widths[widest].wide--
		}
	}
}
