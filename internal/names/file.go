package names

import (
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// whitespace is what isspace of the C library knows in the C locale.
const whitespace = " \t\n\v\f\r"

// A nameFile gives what a name file holds, which it reads when it is first
// called, and whether it could be opened.
type nameFile[K comparable] func() (names map[K]string, opened bool)

// newNameFile gives a name file of etc. Of each line, add adds the names.
func newNameFile[K comparable](etc, name string, add func(names map[K]string, line string)) nameFile[K] {
	return sync.OnceValues(func() (map[K]string, bool) {
		names := map[K]string{}
		lines, opened := linesOf(filepath.Join(etc, name))
		for line := range lines {
			add(names, line)
		}
		return names, opened
	})
}

// find looks for a name.
func (f nameFile[K]) find(key K) (name string, how outcome) {
	names, opened := f()
	if !opened {
		return "", unavailable
	}
	name, ok := names[key]
	if !ok {
		return "", notFound
	}
	return name, success
}

// list lists the names, of each key one.
func (f nameFile[K]) list(add func(key K, name string)) outcome {
	names, opened := f()
	if !opened {
		return unavailable
	}
	for key, name := range names {
		add(key, name)
	}
	return success
}

// linesOf gives the lines of a name file as glibc's nss_files reads them:
// without blank lines and comments, leading whitespace, and whatever follows a
// NUL. A file that cannot be read has no lines.
func linesOf(path string) (lines iter.Seq[string], opened bool) {
	text, opened := readFile(path)
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(string(text), "\n") {
			line, _, _ = strings.Cut(line, "\x00")
			line = strings.TrimLeft(line, whitespace)
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}, opened
}

// readFile reads a file as os.ReadFile does, but without the runtime's poller,
// whose system calls a sandbox may refuse. One that can be opened but not read,
// such as a directory, is empty.
func readFile(path string) (text []byte, opened bool) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, false
	}
	file := os.NewFile(uintptr(fd), path)
	defer file.Close()
	text, err = io.ReadAll(file)
	if err != nil {
		return nil, true
	}
	return text, true
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
