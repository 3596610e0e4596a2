package jsontext

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStringEscapesWhatDoesNotPrint(t *testing.T) {
	for text, want := range map[string]string{
		"":                    `""`,
		"/run/app.sock":       `"/run/app.sock"`,
		`a"b\c`:               `"a\"b\\c"`,
		"\x00\n\x1b[2J\x7f":   `"\u0000\u000a\u001b[2J\u007f"`,
		"é€😀":                 `"é€😀"`,
		"\u0085\u202e\u2028":  `"\u0085\u202e\u2028"`,
		"\U000e0001":          `"\udb40\udc01"`,
		"a\xffb\xe2\x80":      "\"a\ufffdb\ufffd\ufffd\"",
		"<script>&'</script>": `"<script>&'</script>"`,
	} {
		assert.Equal(t, want, string(AppendString(nil, text)), "%q", text)
		assert.Equal(t, want, string(AppendString(nil, []byte(text))), "%q", text)
	}
}

func FuzzString(f *testing.F) {
	for _, seed := range []string{"", "a", `"\`, "\xed\xa0\x80", "\xf4\x90\x80\x80", "\U0010ffff", "\x1b]0;x\a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ours := AppendString(nil, text)
		theirs, err := json.Marshal(text)
		require.NoError(t, err)
		var got, want string
		require.NoError(t, json.Unmarshal(ours, &got), "%q", ours)
		require.NoError(t, json.Unmarshal(theirs, &want))
		require.Equal(t, want, got)
		require.True(t, utf8.Valid(ours))
		for _, c := range ours {
			require.True(t, c >= ' ' && c != 0x7f)
		}
	})
}
