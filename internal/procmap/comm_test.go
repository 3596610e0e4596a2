package procmap

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCommIsTheKernelsNameOfAProcess(t *testing.T) {
	s, err := newScan(context.Background(), "/proc")
	require.NoError(t, err)
	own, err := os.ReadFile("/proc/self/comm")
	require.NoError(t, err)
	comm, ok := s.comm([]byte("self"), make([]byte, cmdlineSize))
	assert.True(t, ok)
	assert.Equal(t, strings.TrimSuffix(string(own), "\n"), comm)

	proc := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(proc, "7"), 0o755))
	s, err = newScan(context.Background(), proc)
	require.NoError(t, err)
	_, ok = s.comm([]byte("7"), make([]byte, cmdlineSize))
	assert.False(t, ok, "it has ended")
	for content, want := range map[string]string{
		"sshd\n":                  "sshd",
		"(sd-pam)\n":              "(sd-pam)",
		"tab\tand\x1b[31m\n":      "tab.and.[31m",
		"two\nlines\n":            "two.lines",
		"na\u00efve\n":            "na\u00efve",
		"cut na\xc3\n":            "cut na.",
		"":                        "",
		"\n":                      "",
		strings.Repeat("x", 1000): strings.Repeat("x", commSize),
	} {
		require.NoError(t, os.WriteFile(filepath.Join(proc, "7/comm"), []byte(content), 0o644))
		comm, ok := s.comm([]byte("7"), make([]byte, cmdlineSize))
		assert.True(t, ok)
		assert.Equal(t, want, comm, "%q", content)
	}
}

func TestNamesAreThoseThatAreAskedFor(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "7", "/bin/program\x00-x\x00", "socket:[42]")
	require.NoError(t, os.WriteFile(filepath.Join(proc, "7/comm"), []byte("thread\n"), 0o644))
	newProcess(t, proc, "8", "/bin/other\x00", "socket:[43]") // without a comm
	for names, want := range map[Names]Owner{
		Programs: {PID: 7, Program: "program", Name: "program", Cell: "7/program"},
		Comms:    {PID: 7, Comm: "thread"},
		AllNames: {PID: 7, Program: "program", Name: "program", Cell: "7/program", Comm: "thread"},
	} {
		owners, err := Search{Names: names}.Start(context.Background(), proc).Wait()
		require.NoError(t, err)
		owner, ok := owners.Lookup(42)
		require.True(t, ok)
		assert.Equal(t, want, *owner)
		_, ok = owners.Lookup(43)
		assert.Equal(t, names != Comms, ok, "it has ended if it has no comm")
	}
}
