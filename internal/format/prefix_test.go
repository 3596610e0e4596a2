package format

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPrefixLengthIsThatOfTheMask(t *testing.T) {
	for text, want := range map[string]int64{"0.0.0.0": 0, "128.0.0.0": 1, "255.255.255.0": 24, "255.255.255.255": 32} {
		length, ok := PrefixLength(netip.MustParseAddr(text))
		assert.True(t, ok, text)
		assert.Equal(t, want, length, text)
	}
	for _, text := range []string{"0.255.0.255", "255.0.255.0", "0.0.0.1", "::", "ffff::"} {
		_, ok := PrefixLength(netip.MustParseAddr(text))
		assert.False(t, ok, text)
	}
	_, ok := PrefixLength(netip.Addr{})
	assert.False(t, ok)
}
