package cli

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSeveralNamespacesSendNothingToTheTerminal(t *testing.T) {
	var out bytes.Buffer
	text := []byte("eth0\t\x1b[31m\u00e4\x7f\n")
	n, err := (&visible{out: &out}).Write(text)
	assert.NoError(t, err)
	assert.Equal(t, len(text), n)
	assert.Equal(t, "eth0\t.[31m...\n", out.String())
	assert.Contains(t, string(text), "\x1b", "the text itself is left alone")
}
