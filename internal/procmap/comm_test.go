package procmap

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCommIsTheKernelsNameOfAProcess(t *testing.T) {
	own, err := os.ReadFile("/proc/self/comm")
	require.NoError(t, err)
	assert.Equal(t, strings.TrimSuffix(string(own), "\n"), Comm("/proc", os.Getpid()))

	proc := t.TempDir()
	assert.Empty(t, Comm(proc, 7), "it has ended")
	require.NoError(t, os.Mkdir(filepath.Join(proc, "7"), 0o755))
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
		assert.Equal(t, want, Comm(proc, 7), "%q", content)
	}
}
