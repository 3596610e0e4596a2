package record

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCSVTextIsQuotedEscapedAndNoFormula(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "",
		"nginx":                 "nginx",
		"a b":                   "a b",
		`a,"b"`:                 `"a,""b"""`,
		"=1+1":                  "'=1+1",
		"+1":                    "'+1",
		"-1":                    "'-1",
		"@/tmp/.X11-unix/X0":    "'@/tmp/.X11-unix/X0",
		`=HYPERLINK("x","y")`:   `"'=HYPERLINK(""x"",""y"")"`,
		"'@plain":               "''@plain",
		"''":                    "'''",
		"-":                     "-",
		"'":                     "'",
		"@":                     "@",
		"\t=1":                  `\t=1`,
		"a\r\nb\x00\x1b\x7f":    `a\r\nb\x00\x1b\x7f`,
		`a\n`:                   `a\\n`,
		"\xff\u202eé\U000e0001": `\xff\u202eé\U000e0001`,
	} {
		assert.Equal(t, want, string(appendCSVText(nil, text)), "%q", text)
		assert.Equal(t, want, string(appendCSVText(nil, []byte(text))), "%q", text)
	}
}

func FuzzCSVText(f *testing.F) {
	for _, seed := range []string{"", ",", `"`, "=1", "\r\n", "\xff", `\x`, "'=", "'", "'a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		line := append(appendCSVText(append([]byte(nil), "a,"...), text), ",b\n"...)
		rows, err := csv.NewReader(strings.NewReader(string(line))).ReadAll()
		require.NoError(t, err, "%q", line)
		require.Len(t, rows, 1)
		require.Len(t, rows[0], 3)
		field := rows[0][1]
		if len(field) > 1 {
			require.NotContains(t, "=+-@\t\r", field[:1])
		}
		// The text comes back once the apostrophe and the escapes are undone.
		if len(field) > 1 {
			field = strings.TrimPrefix(field, "'")
		}
		back, err := strconv.Unquote(`"` + strings.ReplaceAll(field, `"`, `\"`) + `"`)
		require.NoError(t, err, "%q", field)
		require.Equal(t, text, back)
	})
}
