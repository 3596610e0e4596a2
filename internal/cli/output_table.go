package cli

import (
	"io"
	"os"
	"strconv"

	tableform "github.com/gonetstat/gonetstat/internal/format/table"
	"golang.org/x/sys/unix"
)

// tables prints a table of internet sockets and one of unix sockets, below
// net-tools' titles.
type tables struct {
	run     *run
	columns tableform.TableRows
	table   *tableform.Table // being gathered
}

func (f *tables) internet() {
	f.run.heading("Active Internet connections ")
	f.begin(f.columns.Columns())
}

func (f *tables) unix() {
	f.end()
	f.run.heading("Active UNIX domain sockets ")
	f.begin(f.columns.UnixColumns())
}

func (f *tables) begin(columns []tableform.Column) {
	f.table = tableform.NewTable(columns)
	f.table.Color = f.run.colors()
	if !f.run.opts.Wide {
		f.table.Width = terminalWidth(f.run.stdout)
	}
}

func (f *tables) rows(text []byte) { f.table.Add(text) }

func (f *tables) end() {
	if f.table != nil {
		// An error stays with the buffered writer and is reported at the end.
		_ = f.table.Render(f.run.out)
		f.table = nil
	}
}

// colors tells whether to use colors: with --color=auto on a terminal that has
// some, unless the environment's NO_COLOR (no-color.org) says otherwise.
func (r *run) colors() bool {
	switch r.opts.Color {
	case "always":
		return true
	case "never":
		return false
	}
	_, terminal := windowWidth(r.stdout)
	return terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// terminalWidth gives the number of characters in a line: that of the
// environment's COLUMNS, or else the terminal's; 0 if neither is known.
func terminalWidth(w io.Writer) int {
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
