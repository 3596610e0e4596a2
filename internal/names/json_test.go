package names

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestObjectKeepsEveryFieldAsItIsWritten(t *testing.T) {
	o, err := parseObject([]byte(`{"n":1.50,"t":"\u00e9","l":[true,false,null,{"n":-2}],"n":[],"":{}}`))
	require.NoError(t, err)
	assert.Equal(t, object{
		{"n", numeral("1.50")}, {"t", "é"}, {"l", []any{true, false, nil, object{{"n", numeral("-2")}}}}, {"n", []any{}}, {"", object{}},
	}, o)
}

func TestWhatSystemdDoesNotReadIsNoObject(t *testing.T) {
	for _, text := range []string{``, `[]`, `"a"`, `1`, `{"a":1`, `{"a":01}`, `{"a":"\u0000"}`, `{"a":[{"b":["\u0000"]}]}`, "{\"a\":\"\xff\"}", `{} {}`} {
		_, err := parseObject([]byte(text))
		assert.Error(t, err, text)
	}
}
