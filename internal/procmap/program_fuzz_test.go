package procmap

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzNewOwner reads any text as /proc/PID/cmdline: the program's name is what a
// plain reader finds, without a byte that could steer a terminal, and its cell
// and its short name are parts of that.
func FuzzNewOwner(f *testing.F) {
	f.Add(uint32(4711), []byte("/usr/bin/foo\x00-x\x00"))
	f.Add(uint32(1), []byte("\x1b[31mred"))
	f.Add(uint32(0), []byte("/"))
	f.Add(uint32(7), []byte("nginx: master process /usr/sbin/nginx"))
	f.Add(uint32(7), []byte("-bash\x00"))
	for i, line := range readTable(f, "programs.txt") {
		f.Add(uint32(i), []byte(line[1]))
	}
	paths, err := filepath.Glob("../../testdata/*/proc/*/cmdline")
	require.NoError(f, err)
	require.NotEmpty(f, paths)
	for _, path := range paths {
		content, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(uint32(4711), content)
	}
	f.Fuzz(func(t *testing.T, pid uint32, cmdline []byte) {
		o := newOwner([]byte(strconv.FormatUint(uint64(pid), 10)), cmdline)
		name := strings.Split(string(cmdline), "\x00")[0]
		if strings.HasPrefix(name, "/") {
			parts := strings.Split(name, "/")
			name = parts[len(parts)-1]
		}
		want := ""
		for _, c := range []byte(name) {
			if c < 0x20 || c > 0x7e {
				want += "."
			} else {
				want += string(rune(c))
			}
		}
		require.Equal(t, want, o.Program)
		cell := strconv.FormatUint(uint64(pid), 10) + "/" + want
		require.Equal(t, cell[:min(len(cell), 19)], o.Cell)
		if pid < 1<<31 {
			require.Equal(t, int(pid), o.PID)
		} else {
			require.Equal(t, -1, o.PID)
		}
		short := shortName(o.Program)
		require.Contains(t, o.Program, short)
		require.False(t, strings.ContainsAny(short, ":/ "), "%q", short)
	})
}
