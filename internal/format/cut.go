package format

import (
	"strings"

	"github.com/olekukonko/tablewriter"
)

// A cutter shortens a text to a number of characters on the screen.
type cutter func(text string, width int) string

// ellipsis stands for what has been cut.
const ellipsis = "…"

// cutEnd keeps the beginning of a text.
func cutEnd(text string, width int) string {
	used := 1 // the ellipsis
	for i, r := range text {
		used += tablewriter.DisplayWidth(string(r))
		if used > width {
			return text[:i] + ellipsis
		}
	}
	return text
}

// cutStart keeps the end of a text, as of a path, which tells most.
func cutStart(text string, width int) string {
	runes := []rune(text)
	used, start := 1, len(runes)
	for start > 0 {
		used += tablewriter.DisplayWidth(string(runes[start-1]))
		if used > width {
			break
		}
		start--
	}
	return ellipsis + string(runes[start:])
}

// cutAddress cuts the address in front of a port.
func cutAddress(text string, width int) string {
	colon := strings.LastIndexByte(text, ':')
	if colon < 0 || len(text)-colon >= width {
		return cutEnd(text, width)
	}
	return cutEnd(text[:colon], width-(len(text)-colon)) + text[colon:]
}
