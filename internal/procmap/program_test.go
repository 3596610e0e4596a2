package procmap

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// withDots replaces what could steer a terminal, which netstat 2.10 prints.
func withDots(cell string) string {
	b := []byte(cell)
	for i, c := range b {
		if c < ' ' || c > '~' {
			b[i] = '.'
		}
	}
	return string(b)
}

func TestProgramNamesAreThoseThatNetstatShows(t *testing.T) {
	table := readTable(t, "programs.txt")
	if *record {
		for i, line := range table {
			proc := t.TempDir()
			newProcess(t, proc, line[0], line[1], "socket:[4242]")
			cells, _ := runNetstat(t, proc, false, "4242")
			table[i] = []string{line[0], line[1], cells[0]}
		}
		writeTable(t, "programs.txt", "PID, cmdline, PID/Program name shown without blanks at its end", table)
	}
	for _, line := range table {
		require.Len(t, line, 3)
		pid, cmdline := []byte(line[0]), []byte(line[1])
		shown := "-"
		if isPID(pid) {
			shown = newOwner(pid, cmdline[:min(len(cmdline), cmdlineSize)]).Cell
		}
		assert.Equal(t, withDots(line[2]), strings.TrimRight(shown, " "), "PID %q, cmdline %q", pid, cmdline)
	}
}

func TestProgramNameIsNotCut(t *testing.T) {
	o := newOwner([]byte("4711"), []byte("/opt/a-program-with-a-long-name\x00"))
	assert.Equal(t, Owner{PID: 4711, Program: "a-program-with-a-long-name", Name: "a-program-with-a-long-name", Cell: "4711/a-program-with"}, *o)
}

func TestProgramNameOutsideASCII(t *testing.T) {
	o := newOwner([]byte("7"), []byte("/srv/été-serv\x1b[31m\u202e\xff 日本\x00"))
	assert.Equal(t, Owner{PID: 7, Program: "..t..-serv.[31m.... ......", Name: "été-serv.[31m.. 日本", Cell: "7/..t..-serv.[31m.."}, *o)
}

func TestImpossiblePIDIsNegative(t *testing.T) {
	assert.Equal(t, 2147483647, parsePID([]byte("2147483647")))
	assert.Equal(t, -1, parsePID([]byte("2147483648")))
	assert.Equal(t, -1, parsePID(bytes.Repeat([]byte("9"), 200)))
}
