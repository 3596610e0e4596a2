package procmap

import (
	"bytes"
	"math"
	"strings"

	"github.com/gonetstat/gonetstat/internal/visible"
)

const (
	// cmdlineSize is how many bytes of /proc/PID/cmdline are read. As in
	// netstat, the directory part of a longer argument hides the name.
	cmdlineSize = 511
	// cellWidth is how many characters of "PID/name" netstat shows.
	cellWidth = 19
)

// newOwner makes the owner of the process that /proc calls pid, from the
// beginning of its /proc/PID/cmdline.
func newOwner(pid, cmdline []byte) *Owner {
	name := programName(cmdline)
	program := printable(name)
	cell := make([]byte, 0, len(pid)+1+len(program))
	cell = append(append(append(cell, pid...), '/'), program...)
	return &Owner{
		PID:     parsePID(pid),
		Program: program,
		Name:    visible.Text(name, -1),
		Cell:    string(cell[:min(len(cell), cellWidth)]),
	}
}

// programName returns the name of the program that netstat shows: the first
// argument, without its directory if it is an absolute path.
func programName(cmdline []byte) []byte {
	name, _, _ := bytes.Cut(cmdline, []byte{0})
	if len(name) > 0 && name[0] == '/' {
		name = name[bytes.LastIndexByte(name, '/')+1:]
	}
	return name
}

// printable returns a name with a dot for every byte that is not printable
// ASCII: the arguments are the process's to write, and could steer a terminal.
func printable(name []byte) string {
	text := make([]byte, len(name))
	for i, c := range name {
		if c < ' ' || c > '~' {
			c = '.'
		}
		text[i] = c
	}
	return string(text)
}

// shortName returns what people call a program by a name that it may have made
// up for itself: "nginx" of "nginx: master process /usr/sbin/nginx", "bash" of
// "-bash", "server" of "./server".
func shortName(program string) string {
	if end := strings.IndexAny(program, ": "); end >= 0 {
		program = program[:end]
	}
	program = program[strings.LastIndexByte(program, '/')+1:]
	return strings.TrimPrefix(program, "-")
}

// isPID reports whether the name of an entry of /proc is that of a process.
func isPID(name []byte) bool {
	for _, c := range name {
		if !isDigit(c) {
			return false
		}
	}
	return len(name) > 0
}

// parsePID returns the number that isPID has found to be one. A number that
// no process can have is -1.
func parsePID(name []byte) int {
	pid := int64(0)
	for _, c := range name {
		pid = pid*10 + int64(c-'0')
		if pid > math.MaxInt32 {
			return -1
		}
	}
	return int(pid)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
