package jsontext

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSkipStepsOverOneValue(t *testing.T) {
	for text, rest := range map[string]string{
		`1,2`: `,2`, `"a,b",2`: `,2`, `{"a":{"b":[1,"]"]}},2`: `,2`, `[],2`: `,2`, ` [ { } ] ,2`: ` ,2`, `null}`: `}`, `true]`: `]`,
		`-1.5e+3 ,2`: ` ,2`, `"\""x`: `x`, `"\\"x`: `x`, `"\\\"",`: `,`, ``: ``, `}`: `}`, `,`: `,`, `[[`: ``, `"open`: ``,
	} {
		r := NewReader([]byte(text))
		r.Skip()
		assert.Equal(t, rest, string(r.rest), text)
	}
}

func TestOnlyJSONOfSomeDepthIsValid(t *testing.T) {
	for text, valid := range map[string]bool{
		`{"a":[1,-0.5e+3,"\u00e9\\\/",true,null,{}]} `: true, ` "" `: true, `[[1]]`: true, `0`: true, `-0`: true, `1E-7`: true,
		``: false, ` `: false, `[1,]`: false, `[,1]`: false, `[1 2]`: false, `{"a"}`: false, `{"a":1,}`: false, `{1:2}`: false, `1 2`: false,
		`[1`: false, `{"a":`: false, `"a`: false, `"\"`: false, `"\x"`: false, `"\u12g4"`: false, `"\u12"`: false, "\"\t\"": false, "\"\xff\"": false,
		`01`: false, `+1`: false, `-`: false, `.5`: false, `1.`: false, `1e`: false, `1e+`: false, `0x1`: false, `True`: false, `nul`: false,
		"1\x00": false, "\x00": false, `}`: false, `]`: false, `:`: false, "\ufeff1": false,
	} {
		assert.Equal(t, valid, Valid([]byte(text), 4), text)
		assert.Equal(t, valid, json.Valid([]byte(text)) && utf8.ValidString(text), text)
	}
	deep := strings.Repeat(`[`, 3) + strings.Repeat(`]`, 3)
	assert.True(t, Valid([]byte(deep), 3))
	assert.False(t, Valid([]byte(deep), 2))
	assert.False(t, Valid([]byte(`[[[1]]]`), 3))
}

// FuzzValid takes any text for JSON that package json does, and reads the same in
// it.
func FuzzValid(f *testing.F) {
	f.Add([]byte(`{"a":[1,-0.5e+3,"\u00e9\ud83d\udc33\ud800\\",true,null,{"b":{}}],"c":false} `))
	f.Add([]byte(`[[],"",{"":0}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		const depth = 64
		valid := Valid(text, depth)
		if !json.Valid(text) || !utf8.Valid(text) {
			require.False(t, valid)
			return
		}
		var plain any
		decoder := json.NewDecoder(strings.NewReader(string(text)))
		decoder.UseNumber()
		require.NoError(t, decoder.Decode(&plain))
		if !valid {
			require.GreaterOrEqual(t, strings.Count(string(text), "[")+strings.Count(string(text), "{"), depth-1)
			return
		}
		r := NewReader(text)
		require.Equal(t, plain, value(r))
		require.Zero(t, r.Kind())
	})
}

// value reads what comes next as package json does.
func value(r *Reader) any {
	switch r.Kind() {
	case '{':
		members := map[string]any{}
		for name := range r.Members() {
			members[string(name)] = value(r)
		}
		return members
	case '[':
		elements := []any{}
		for range r.Elements() {
			elements = append(elements, value(r))
		}
		return elements
	case '"':
		text, _ := r.Text()
		return text
	}
	switch word := string(r.Word()); word {
	case "null":
		return nil
	case "true", "false":
		return word == "true"
	default:
		return json.Number(word)
	}
}
