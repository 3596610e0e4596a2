package process

import (
	"errors"
	"os"
	"os/signal"

	"golang.org/x/sys/unix"
)

// An Output is standard output. When its reader has gone away, as head does,
// the run ends at the next write, quietly and with status 0. So netstat ends
// where its parent ignores SIGPIPE, as systemd does for its services; where the
// parent does not, the signal kills netstat. A program in Go cannot tell which
// it is, and with 0 no script breaks by either.
type Output struct{ file *os.File }

// NewOutput makes an Output of a file.
func NewOutput(file *os.File) Output {
	signal.Ignore(unix.SIGPIPE) // or the runtime dies of it when such a write fails
	return Output{file}
}

func (o Output) Write(text []byte) (int, error) {
	n, err := o.file.Write(text)
	// The connection of a socket to its reader is reset rather than broken if
	// the reader had not read everything.
	if errors.Is(err, unix.EPIPE) || errors.Is(err, unix.ECONNRESET) {
		os.Exit(0)
	}
	return n, err
}

// Fd gives the file's descriptor, to ask whether it is a terminal.
func (o Output) Fd() uintptr { return o.file.Fd() }
