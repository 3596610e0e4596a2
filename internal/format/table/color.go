package table

import (
	"github.com/olekukonko/tablewriter"

	"github.com/gonetstat/gonetstat/internal/format"
)

// dim is the color of titles, as a parameter of ECMA-48's SGR: it stands back
// behind the cells.
const dim = 2

// titleColors gives the colors of the titles of columns, or none.
func (o *Options) titleColors(columns []column) []tablewriter.Colors {
	if !o.Color {
		return nil
	}
	colors := make([]tablewriter.Colors, len(columns))
	for i := range colors {
		colors[i] = tablewriter.Colors{dim}
	}
	return colors
}

// exposedMark stands behind the last cell of a line of an exposed listener. No
// cell has it, because it does not print.
const exposedMark = "\x01"

// markExposed marks the line that ends dst if colors are used and it is that of a
// listener which may be meant for the Internet, as far as its address says.
func (o *Options) markExposed(dst []byte, listens bool, local format.Scope) []byte {
	if !o.Color || !listens || !local.IsWide() {
		return dst
	}
	return append(append(dst[:len(dst)-1], exposedMark...), '\n')
}

// cellColors gives the colors of cells, or none: only states have colors, and the
// local ends of exposed listeners.
func (o *Options) cellColors(columns []column, cells []string, exposed bool) []tablewriter.Colors {
	if !o.Color {
		return nil
	}
	colors := make([]tablewriter.Colors, len(columns))
	for i := range columns {
		if columns[i].state && cells[i] != "" {
			colors[i] = tablewriter.Colors{stateColor(cells[i])}
		}
		if columns[i].local && exposed {
			colors[i] = tablewriter.Colors{tablewriter.FgYellowColor}
		}
	}
	return colors
}

// stateColor gives the color of a state: what is there for others and what is
// in use stand out, and so does what is broken or hangs when it stays, such as
// a peer's close that the program has not answered.
func stateColor(state string) int {
	switch state {
	case "LISTEN", "LISTENING":
		return tablewriter.FgGreenColor
	case "ESTABLISHED", "ESTAB", "CONNECTED", "REACHABLE", "PERM", "NOARP":
		return tablewriter.FgCyanColor
	case "CLOSE_WAIT", "FAILED":
		return tablewriter.FgRedColor
	}
	return tablewriter.FgYellowColor
}
