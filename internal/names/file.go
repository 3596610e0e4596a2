package names

import (
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// whitespace is what isspace of the C library knows in the C locale.
const whitespace = " \t\n\v\f\r"

// linesOf gives the lines of a name file as glibc's nss_files reads them:
// without blank lines and comments, leading whitespace, and whatever follows a
// NUL. A file that cannot be read has no lines.
func linesOf(etc, name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		text, err := readFile(filepath.Join(etc, name))
		if err != nil {
			return
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			line, _, _ = strings.Cut(line, "\x00")
			line = strings.TrimLeft(line, whitespace)
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// readFile reads a file as os.ReadFile does, but without the runtime's poller,
// whose system calls a sandbox may refuse.
func readFile(path string) ([]byte, error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	file := os.NewFile(uintptr(fd), path)
	defer file.Close()
	return io.ReadAll(file)
}

// uncomment cuts off a comment that follows something else on a line.
func uncomment(line string) string {
	line, _, _ = strings.Cut(line, "#")
	return line
}

// word cuts the first word off a line, and the whitespace behind it.
func word(line string) (first, rest string) {
	end := strings.IndexAny(line, whitespace)
	if end < 0 {
		return line, ""
	}
	return line[:end], strings.TrimLeft(line[end:], whitespace)
}

// number reads a whole field as C's strtoul does: behind whitespace, with a
// sign, and with 0x or 0 in front when base is 0. What does not fit into 32
// bits once a sign has been applied to 64 is no number, as in glibc.
func number(field string, base int) (uint32, bool) {
	field = strings.TrimLeft(field, whitespace)
	digits, negative := strings.CutPrefix(field, "-")
	if !negative {
		digits = strings.TrimPrefix(field, "+")
	}
	if base == 0 {
		digits, base = radix(digits)
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if err != nil {
		return 0, false
	}
	if negative {
		n = -n
	}
	return uint32(n), n == uint64(uint32(n))
}

// radix gives the digits of a number in C's notation and their base.
func radix(text string) (digits string, base int) {
	switch {
	case strings.HasPrefix(text, "0x"), strings.HasPrefix(text, "0X"):
		return text[2:], 16
	case strings.HasPrefix(text, "0"):
		return text, 8
	}
	return text, 10
}

// printable makes a name safe for a terminal: a control byte becomes a dot.
// net-tools prints it.
func printable(name string) string {
	safe := []byte(name)
	for i, b := range safe {
		if b < ' ' || b == 0x7f {
			safe[i] = '.'
		}
	}
	return string(safe)
}
