package names

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// etc makes a directory with one name file, whose last line has no newline.
func etc(t *testing.T, name string, lines ...string) string {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, dir, name, lines...)
	return dir
}

func writeFile(t testing.TB, dir, name string, lines ...string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(lines, "\n")), 0o644))
}

// expect checks names that are found, and that "" is none.
func expect[K comparable](t *testing.T, lookup func(K) (string, bool), want map[K]string) {
	t.Helper()
	for key, want := range want {
		name, ok := lookup(key)
		assert.Equal(t, want, name, "%v", key)
		assert.Equal(t, want != "", ok, "%v", key)
	}
}

func TestFilesThatCannotBeReadHaveNoNames(t *testing.T) {
	isDirectory := t.TempDir()
	for _, name := range []string{"services", "protocols", "passwd", "networks"} {
		require.NoError(t, os.Mkdir(filepath.Join(isDirectory, name), 0o755))
	}
	for _, dir := range []string{filepath.Join(t.TempDir(), "missing"), isDirectory} {
		c := New(dir)
		_, ok := c.Service(22, "tcp")
		assert.False(t, ok)
		_, ok = c.Protocol(1)
		assert.False(t, ok)
		_, ok = c.User(0)
		assert.False(t, ok)
		_, ok = c.Network(ip("127.0.0.0"))
		assert.False(t, ok)
	}
}

func TestFilesAreReadOnceAndOnlyWhenWanted(t *testing.T) {
	dir := t.TempDir()
	c := New(dir)
	writeFile(t, dir, "services", "early 1/tcp")
	name, _ := c.Service(1, "tcp")
	assert.Equal(t, "early", name)
	writeFile(t, dir, "services", "late 1/tcp")
	name, _ = c.Service(1, "tcp")
	assert.Equal(t, "early", name)
}

func TestControlBytesOfNamesAreDots(t *testing.T) {
	c := New(etc(t, "services", "a\x1b[31m\x7f\x01\xe9é 1/tcp"))
	name, _ := c.Service(1, "tcp")
	assert.Equal(t, "a.[31m..\xe9é", name)
}

// The numbers are those that getent(1) reads.
func TestNumbersAreThoseOfStrtoul(t *testing.T) {
	for _, test := range []struct {
		text string
		base int
		want uint32
		ok   bool
	}{
		{"65535", 10, 65535, true},
		{"4294967295", 10, math.MaxUint32, true},
		{"4294967296", 10, 0, false},
		{"18446744073709551615", 10, 0, false},
		{"18446744073709551616", 10, 0, false},
		{"-18446744073709551615", 10, 1, true},
		{"-1", 10, 0, false},
		{"-0", 10, 0, true},
		{"+7", 10, 7, true},
		{"++7", 10, 0, false},
		{"- 7", 10, 0, false},
		{"\v 7", 10, 7, true},
		{"7 ", 10, 0, false},
		{"", 10, 0, false},
		{"010", 10, 10, true},
		{"0x1", 10, 0, false},
		{"010", 0, 8, true},
		{"08", 0, 0, false},
		{"0x1f", 0, 31, true},
		{"0X1F", 0, 31, true},
		{"0x", 0, 0, false},
		{"0", 0, 0, true},
		{"0b1", 0, 0, false},
		{"1_0", 0, 0, false},
	} {
		n, ok := number(test.text, test.base)
		assert.Equal(t, test.ok, ok, "%q", test.text)
		if ok {
			assert.Equal(t, test.want, n, "%q", test.text)
		}
	}
}
