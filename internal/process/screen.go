package process

import (
	"io"

	"golang.org/x/sys/unix"
)

// Screen gives the width of the terminal that w writes to, in characters, which
// is 0 if the terminal does not know, and whether it is one.
func Screen(w io.Writer) (width int, terminal bool) {
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
