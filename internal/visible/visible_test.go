package visible

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTextKeepsWhatPrintsAndReplacesTheRest(t *testing.T) {
	for _, c := range []struct{ in, text, word string }{
		{"", "", ""},
		{"web-1.example_x", "web-1.example_x", "web-1.example_x"},
		{"two words", "two words", "two.words"},
		{"été-serv 日本 🐳", "été-serv 日本 🐳", "été-serv.日本.🐳"},
		{"a\tb\nc\rd\x00e\x1b[31mf\x7f", "a.b.c.d.e.[31mf.", "a.b.c.d.e.[31mf."},
		{"\u0085\u009b31m", "..31m", "..31m"}, // C1 controls
		{"a\u202eb\u2066c\u200bd\u200fe\ufefff", "a.b.c.d.e.f", "a.b.c.d.e.f"},
		{"a\u00a0b\u3000c\u2028d", "a.b.c.d", "a.b.c.d"}, // other blanks
		{"\xff\xc3(\xe2\x82", "..(..", "..(.."},
		{"\xed\xa0\x80", "...", "..."},       // a surrogate
		{"\ue000\U000f0000", "..", ".."},     // for private use
		{"�", "�", "�"},                      // a replacement character that was there
		{`<"a\b'&`, `<"a\b'&`, `<"a\b'&`},    // forms quote for themselves
		{"e\u0301", "e\u0301", "e\u0301"},    // a combining accent
		{"\U0010ffff\ufffe", "..", ".."},     // no characters
		{"\xf4\x90\x80\x80", "....", "...."}, // beyond Unicode
	} {
		assert.Equal(t, c.text, Text(c.in, -1), "%q", c.in)
		assert.Equal(t, c.text, Text([]byte(c.in), 1000), "%q", c.in)
		assert.Equal(t, c.word, Word(c.in, -1), "%q", c.in)
	}
}

func TestTextIsCutWhereACharacterEnds(t *testing.T) {
	assert.Equal(t, "", Text("abc", 0))
	assert.Equal(t, "ab", Text("abc", 2))
	assert.Equal(t, "abc", Text("abc", 3))
	assert.Equal(t, "é", Text("éé", 3))
	assert.Equal(t, "éé", Text("éé", 4))
	assert.Equal(t, strings.Repeat(".", 10), Text(strings.Repeat("\xff", 1<<20), 10))
	// What does not print counts as the dot that it becomes.
	assert.Equal(t, "..", Text("\u202e\u202e", 2))
}

func FuzzText(f *testing.F) {
	f.Add("web", 10)
	f.Add("\x1b[31m\u202e\xff 日本", 7)
	f.Fuzz(func(t *testing.T, in string, limit int) {
		text := Text(in, limit)
		require.True(t, utf8.ValidString(text))
		for _, r := range text {
			require.True(t, strconv.IsPrint(r), "%q", text)
		}
		if limit >= 0 {
			require.LessOrEqual(t, len(text), limit)
		} else {
			require.Equal(t, utf8.RuneCountInString(in), utf8.RuneCountInString(text))
		}
		require.Equal(t, text, Text([]byte(in), limit))
		require.Equal(t, text, Text(text, -1), "what is clean stays as it is")
		require.Equal(t, strings.ReplaceAll(text, " ", "."), Word(in, limit))
	})
}
