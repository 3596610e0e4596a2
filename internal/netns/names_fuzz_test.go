package netns

import (
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzLabel labels a namespace of two names, which may be any: the label is one
// word of visible ASCII, and that of a nameless one only for such.
func FuzzLabel(f *testing.F) {
	f.Add("blue", "red", uint64(4026531840), true)
	f.Add("-", "net:[4026531840]", uint64(4026532000), false)
	f.Add("\x1b[31m two words\u00e4", "net:[", uint64(1<<64-1), false)
	f.Fuzz(func(t *testing.T, first, second string, inode uint64, own bool) {
		n := &Namespace{Inode: inode, Own: own}
		for _, name := range []string{first, second} {
			if name != "" { // as of every file
				n.Names = append(n.Names, name)
			}
		}
		label := n.Label()
		require.NotEmpty(t, label)
		for _, c := range []byte(label) {
			require.True(t, '!' <= c && c <= '~', "%q", label)
		}
		nameless := "net:[" + strconv.FormatUint(inode, 10) + "]"
		if own {
			nameless = "-"
		}
		for _, name := range n.Names {
			if name == "-" || strings.HasPrefix(name, "net:[") {
				continue
			}
			require.Len(t, label, len(name))
			require.NotEqual(t, nameless, label)
			for i := range len(name) {
				require.True(t, label[i] == name[i] || label[i] == '.', "%q for %q", label, name)
			}
			return
		}
		require.Equal(t, nameless, label)
	})
}

// FuzzErrorText says of any name, where there are no namespaces, why it is none:
// in one line of printable characters, which begins with the name as it is or as
// a Go string.
func FuzzErrorText(f *testing.F) {
	for _, name := range []string{"", ".", "..", "blue", "4711", "0", "99999999999999999999", "a/b", "/run/netns/x", "/", "two words", "\x1b[31m\n", "\u202e\"", "\xff"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		quoted := quote(name)
		if quoted == name {
			require.NotEmpty(t, name)
			require.False(t, strings.ContainsAny(name, " \""))
		} else {
			unquoted, err := strconv.Unquote(quoted)
			require.NoError(t, err)
			require.Equal(t, name, unquoted)
		}
		if strings.HasPrefix(name, "/") || name == "-" {
			return // the machine's own files, and the program's own namespace
		}
		empty := t.TempDir()
		n, err := NewFinder(t.Context(), Config{Dirs: []string{empty + "/netns"}, Proc: empty}).Resolve(name)
		require.Nil(t, n)
		var e *Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, name, e.Name)
		text := err.Error()
		require.True(t, strings.HasPrefix(text, quoted+": "), "%q", text)
		require.True(t, utf8.ValidString(text))
		assert.False(t, strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsPrint(c) }), "%q", text)
		if name == "" || strings.Contains(name, "/") {
			require.ErrorIs(t, err, fs.ErrInvalid)
		}
	})
}
