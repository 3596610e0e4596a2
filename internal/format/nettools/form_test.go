package nettools

import (
	"bufio"
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
)

// printed gives what is printed of texts, of one namespace or of several.
func printed(t *testing.T, several bool, texts ...[]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	buffer := bufio.NewWriter(&out)
	f := New(buffer, Options{})
	f.Begin(format.Counters, format.Space{Several: several})
	for _, text := range texts {
		f.Print(bytes.Clone(text))
	}
	require.NoError(t, buffer.Flush())
	return out.Bytes()
}

func TestSeveralNamespacesSendNothingToTheTerminal(t *testing.T) {
	text := []byte("eth0\t\x1b[31m\u00e4\x7f\n")
	assert.Equal(t, "eth0\t.[31m...\n", string(printed(t, true, text)))
	assert.Equal(t, text, printed(t, false, text))
}

func TestBlocksSayWhatLivesThereIfWorkloadsAreWanted(t *testing.T) {
	asked := 0
	in := format.Space{Label: "net:[4026531840]", Several: true, Residents: func() *format.Workload {
		asked++
		return &format.Workload{Word: "wëb", ASCII: "w..b"}
	}}
	for workloads, want := range map[bool]string{
		false: "Network namespace net:[4026531840]\nNetwork namespace blue\n",
		true:  "Network namespace net:[4026531840] (w..b)\nNetwork namespace blue\n",
	} {
		var out bytes.Buffer
		buffer := bufio.NewWriter(&out)
		f := New(buffer, Options{Workload: workloads})
		f.Space(in)
		f.Space(format.Space{Label: "blue", Several: true, Residents: func() *format.Workload { return nil }})
		f.Space(format.Space{Label: "-", Residents: in.Residents})
		require.NoError(t, buffer.Flush())
		assert.Equal(t, want, out.String())
	}
	assert.Equal(t, 1, asked, "nobody looks where it is not wanted")
}

// FuzzVisible prints any text in two parts: as many bytes arrive, the printable
// ones, newlines and tabs as they are and dots for the others.
func FuzzVisible(f *testing.F) {
	f.Add([]byte("eth0\t\x1b[31m\u00e4\x7f\n"), []byte("\x00\xff ~"))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		whole := append(bytes.Clone(first), second...)
		require.Equal(t, len(whole), len(printed(t, false, first, second)))
		shown := printed(t, true, first, second)
		require.Len(t, shown, len(whole))
		for i, c := range shown {
			require.True(t, c == '\n' || c == '\t' || ' ' <= c && c <= '~', "%q", shown)
			if c != whole[i] {
				require.Equal(t, byte('.'), c)
				require.False(t, whole[i] == '\n' || whole[i] == '\t' || ' ' <= whole[i] && whole[i] <= '~')
			}
		}
	})
}
