package nettools

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestContextsAreCutToTheirLast48Characters(t *testing.T) {
	const digits = "0123456789012345678901234567890123456789012345678901234567890123456789"
	f := &Sockets{Contexts: func(int) string { return "" }}
	assert.Equal(t, " "+digits[:49]+" ", string(f.appendContext(nil, digits[:49])))
	assert.Equal(t, " "+digits[2:50]+"  ", string(f.appendContext(nil, digits[:50])))
	assert.Equal(t, " -"+string(pad(nil, 0, 49)), string(f.appendContext(nil, "")))
	assert.Empty(t, new(Sockets).appendContext(nil, digits), "there is no such column")
}
