package netstat

import "strconv"

// LineError says that a line of a table is not a row. It is reported for the
// first such line of a table only; all of them are left out of the list.
type LineError struct {
	Path string // the table
	Line int    // counted from 1
}

// Error returns the file, the number of the line and the reason.
func (e *LineError) Error() string {
	return e.Path + ":" + strconv.Itoa(e.Line) + ": line does not describe a socket"
}
