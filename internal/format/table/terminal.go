package table

import (
	"io"
	"os"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/process"
)

// UseColor tells whether what is written to w has colors, as --color says:
// "always", "never" or "auto", which is on a terminal that has some, unless
// the environment's NO_COLOR (no-color.org) says otherwise.
func UseColor(when string, w io.Writer) bool {
	switch when {
	case "always":
		return true
	case "never":
		return false
	}
	_, terminal := process.Screen(w)
	return terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// ScreenWidth gives the number of characters in a line of what w writes to:
// that of the environment's COLUMNS, or else the terminal's; 0 if neither is
// known.
func ScreenWidth(w io.Writer) int {
	if columns, err := strconv.ParseUint(os.Getenv("COLUMNS"), 10, 16); err == nil && columns > 0 {
		return int(columns)
	}
	width, _ := process.Screen(w)
	return width
}
