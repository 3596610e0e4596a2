package procnet

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func openText(t testing.TB, text string) *os.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "table")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	file, err := os.Open(path)
	require.NoError(t, err)
	return file
}

func readLines(t *testing.T, text string) []string {
	t.Helper()
	r := NewReader(openText(t, text), Reading{})
	defer r.Close()
	var lines []string
	for line, ok := r.Next(); ok; line, ok = r.Next() {
		lines = append(lines, string(line))
	}
	require.NoError(t, r.Err())
	return lines
}

func TestReaderGivesLinesWithoutNewlines(t *testing.T) {
	assert.Nil(t, readLines(t, ""))
	assert.Equal(t, []string{"", ""}, readLines(t, "\n\n"))
	assert.Equal(t, []string{"a", "", "b"}, readLines(t, "a\n\nb"))
}

func TestReaderJoinsLinesAcrossChunks(t *testing.T) {
	var want []string
	for i := range 5000 {
		want = append(want, fmt.Sprintf("%d %s", i, strings.Repeat("x", i%701)))
	}
	want = append(want, strings.Repeat("long", 100_000), "last")
	assert.Equal(t, want, readLines(t, strings.Join(want, "\n")))
}

func TestReaderStopsWhereItIsClosed(t *testing.T) {
	r := NewReader(openText(t, strings.Repeat("line\n", 1_000_000)), Reading{})
	_, ok := r.Next()
	assert.True(t, ok)
	r.Close()
	assert.NoError(t, r.Err())
}

func TestReadingOnDemandGivesTheSameLines(t *testing.T) {
	var want []string
	for i := range 500 {
		want = append(want, fmt.Sprintf("%d %s", i, strings.Repeat("x", i%701)))
	}
	r := NewReader(openText(t, strings.Join(want, "\n")), Reading{OnDemand: true, ShortRows: true})
	defer r.Close()
	var lines []string
	for line, ok := r.Next(); ok; line, ok = r.Next() {
		lines = append(lines, string(line))
	}
	require.NoError(t, r.Err())
	assert.Equal(t, want, lines)
}

func TestReadingOnDemandReadsNoFurtherThanAsked(t *testing.T) {
	file := openText(t, strings.Repeat("0123456789\n", 10_000))
	r := NewReader(file, Reading{OnDemand: true})
	defer r.Close()
	for range 10 {
		r.Next()
	}
	offset, err := file.Seek(0, io.SeekCurrent)
	require.NoError(t, err)
	assert.EqualValues(t, firstChunk, offset)
}

func TestReaderKeepsTheReadError(t *testing.T) {
	file, err := os.Open(t.TempDir())
	require.NoError(t, err)
	r := NewReader(file, Reading{})
	defer r.Close()
	_, ok := r.Next()
	assert.False(t, ok)
	assert.ErrorContains(t, r.Err(), "is a directory")
}

func BenchmarkReader(b *testing.B) {
	text := strings.Repeat(string(tcpLine)+"\n", 10_000)
	path := filepath.Join(b.TempDir(), "tcp")
	require.NoError(b, os.WriteFile(path, []byte(text), 0o644))
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		file, err := os.Open(path)
		require.NoError(b, err)
		r := NewReader(file, Reading{})
		for _, ok := r.Next(); ok; _, ok = r.Next() {
		}
		r.Close()
	}
}
