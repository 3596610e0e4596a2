package procnet

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzReader reads any text line by line: the lines are those that cutting the
// whole text at its newlines gives, wherever the chunks end.
func FuzzReader(f *testing.F) {
	f.Add("one\ntwo\n", uint16(0))
	f.Add("\n\nno newline", uint16(4095))
	f.Add("\x00\r\n", uint16(20000))
	f.Fuzz(func(t *testing.T, text string, before uint16) {
		text = strings.Repeat("x", int(before)) + text
		want := strings.Split(text, "\n")
		if want[len(want)-1] == "" {
			want = want[:len(want)-1]
		}
		got := readLines(t, text)
		require.Equal(t, len(want), len(got))
		for i := range want {
			require.Equal(t, want[i], got[i])
		}
	})
}
