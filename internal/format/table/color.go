package table

import "github.com/olekukonko/tablewriter"

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

// cellColors gives the colors of cells, or none: only states have colors.
func (o *Options) cellColors(columns []column, cells []string) []tablewriter.Colors {
	if !o.Color {
		return nil
	}
	colors := make([]tablewriter.Colors, len(columns))
	for i := range columns {
		if columns[i].state && cells[i] != "" {
			colors[i] = tablewriter.Colors{stateColor(cells[i])}
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
