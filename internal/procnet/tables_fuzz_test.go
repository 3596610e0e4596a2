package procnet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// recorded gives every table of a name in the trees below the repository's
// testdata, to start fuzzing from.
func recorded(f *testing.F, name string) (tables []string) {
	f.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "*", "proc", "net", filepath.FromSlash(name)))
	require.NoError(f, err)
	require.NotEmpty(f, paths, "no tree has a net/%s", name)
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			continue // stands for a table that cannot be read
		}
		content, err := os.ReadFile(path)
		require.NoError(f, err)
		tables = append(tables, string(content))
	}
	return tables
}

// recordedLines gives each line of these tables once, headings included.
func recordedLines(f *testing.F, name string) (lines []string) {
	f.Helper()
	known := map[string]bool{}
	for _, table := range recorded(f, name) {
		for line := range strings.Lines(table) {
			if line = strings.TrimSuffix(line, "\n"); !known[line] {
				known[line] = true
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// memory is Tables without files on a disk, which would make fuzzing slow.
type memory map[string]string

func (m memory) Open(name string) (*os.File, error) {
	content, ok := m[name]
	if !ok {
		return nil, &os.PathError{Op: "open", Path: name, Err: unix.ENOENT}
	}
	fd, err := unix.MemfdCreate(name, unix.MFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	file := os.NewFile(uintptr(fd), name)
	if _, err = file.WriteString(content); err == nil {
		_, err = file.Seek(0, 0)
	}
	return file, err
}
