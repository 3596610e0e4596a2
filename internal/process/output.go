package process

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// An Output is standard output. When its reader has gone away, as head does,
// the run ends at the next write, quietly and with status 0. So netstat ends
// where its parent ignores SIGPIPE, as systemd does for its services; where the
// parent does not, the signal kills netstat. A program in Go cannot tell which
// it is, and with 0 no script breaks by either.
type Output struct{ file *os.File }

// NewOutput makes an Output of a file.
func NewOutput(file *os.File) Output { return Output{file} }

func (o Output) Write(text []byte) (int, error) {
	n, err := write(o.file, text)
	// The connection of a socket to its reader is reset rather than broken if
	// the reader had not read everything.
	if errors.Is(err, unix.EPIPE) || errors.Is(err, unix.ECONNRESET) {
		os.Exit(0)
	}
	return n, err
}

// Fd gives the file's descriptor, to ask whether it is a terminal.
func (o Output) Fd() uintptr { return o.file.Fd() }

// Errors is standard error. That nobody reads it is no reason to end.
type Errors struct{ file *os.File }

// NewErrors makes an Errors of a file.
func NewErrors(file *os.File) Errors { return Errors{file} }

// Fd gives the file's descriptor, to ask whether it is a terminal.
func (e Errors) Fd() uintptr { return e.file.Fd() }

func (e Errors) Write(text []byte) (int, error) { return write(e.file, text) }

// write writes by write(2) itself: when nobody reads a standard stream any more,
// a write of Go's os.File ends the program by SIGPIPE, which the runtime ignores
// otherwise.
func write(file *os.File, text []byte) (written int, err error) {
	fd := int(file.Fd()) // which makes it wait for a slow reader
	for written < len(text) {
		n, err := unix.Write(fd, text[written:])
		written += max(n, 0)
		if err != nil && err != unix.EINTR {
			return written, &os.PathError{Op: "write", Path: file.Name(), Err: err}
		}
	}
	return written, nil
}

// LostOutput says why output was lost, and names standard output as such.
func LostOutput(err error) error {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok && pathError.Path == os.Stdout.Name() {
		return fmt.Errorf("write standard output: %w", pathError.Err)
	}
	return err
}
