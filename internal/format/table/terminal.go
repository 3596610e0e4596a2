package table

import (
	"io"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
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
	_, terminal := windowWidth(w)
	return terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// ScreenWidth gives the number of characters in a line of what w writes to:
// that of the environment's COLUMNS, or else the terminal's; 0 if neither is
// known.
func ScreenWidth(w io.Writer) int {
	if columns, err := strconv.ParseUint(os.Getenv("COLUMNS"), 10, 16); err == nil && columns > 0 {
		return int(columns)
	}
	width, _ := windowWidth(w)
	return width
}

// windowWidth gives the width of the terminal that w is, if it is one.
func windowWidth(w io.Writer) (width int, terminal bool) {
	file, ok := w.(interface{ Fd() uintptr })
	if !ok {
		return 0, false
	}
	size, err := unix.IoctlGetWinsize(int(file.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0, false
	}
	return int(size.Col), true
}
