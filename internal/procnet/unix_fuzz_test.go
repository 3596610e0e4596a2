package procnet

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// plainUnix reads a row of net/unix. The inode is valid only if there is one.
func plainUnix(line string) (row UnixSocket, inode, ok bool) {
	fields, read := sscanf(line, "%p: %lX %lX %lX %X %X %lu", nil,
		&row.Refs, &row.Protocol, &row.Flags, &row.Type, &row.State, &row.Inode)
	if inode = fields == 7; inode {
		row.Path = []byte(strings.TrimPrefix(line[read:], " "))
	}
	return row, inode, fields >= 6
}

// FuzzUnixRow reads any text as a row of net/unix: it means what a plain
// reader finds, the path is all that stands behind the inode and a blank, and the
// row printed as the kernel prints it means the same again.
func FuzzUnixRow(f *testing.F) {
	for _, row := range []string{
		"000000004983f3ca: 00000002 00000000 00010000 0001 01  1682 /run/systemd/journal/stdout",
		"00000000d1b0c8f2: 00000003 00000000 00000000 0001 03 20148",
		"00000000e0a91d57: 00000002 00000000 00000000 0002 01 18023 @/tmp/.X11-unix/X0@",
		"c7a5f380: 00000002 00000000 00010000 0005 01   974 /run/udev/control",
		"ffff88003d1a2c00: 00000002 00000000 00010000 0001 01 31337 /tmp/a path with \x1b[31m and \xff",
		"(nil): 0 0 0 0 0 -1 x",
	} {
		f.Add([]byte(row))
	}
	for _, row := range recordedLines(f, "unix") {
		f.Add([]byte(row))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		const before = 4711
		table := UnixTable{inode: before}
		var row UnixSocket
		ok := table.Parse(line, &row)
		want, inode, wantOK := plainUnix(string(line))
		require.Equal(t, wantOK, ok, "%q", line)
		if !ok {
			return
		}
		if !inode {
			want.Inode = before
		}
		require.Equal(t, string(want.Path), string(row.Path), "%q", line)
		want.Path, row.Path = nil, append([]byte(nil), row.Path...)
		path := row.Path
		row.Path = nil
		require.Equal(t, want, row, "%q", line)

		printed := fmt.Sprintf("%016x: %08X %08X %08X %04X %02X %5d", 1, row.Refs, row.Protocol, row.Flags,
			uint32(row.Type), uint32(row.State), row.Inode)
		if len(path) > 0 {
			printed += " " + string(path)
		}
		var again UnixSocket
		require.True(t, new(UnixTable).Parse([]byte(printed), &again))
		require.Equal(t, string(path), string(again.Path))
		again.Path = nil
		require.Equal(t, row, again)
	})
}
