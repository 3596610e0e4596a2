package netdev

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The orders are those in which net-tools 2.10 lists interfaces of these
// names.
func TestCompareOrdersNamesAsTheReferenceDoes(t *testing.T) {
	for _, want := range [][]string{
		{"eth0", "eth0:1", "eth0:2", "eth0:10", "eth1", "eth1:0", "eth2", "eth10", "eth0-"},
		{"0", "00", "01", "1", "9", "10", "A", "Z_", "a2147483648", "a", "a0", "a00", "a4294967296", "a001",
			"a01", "a1", "a4294967297", "a02", "a2", "a9", "a10", "a99999999999", "a-1", "a-2", "a0b", "a1-1",
			"a1-10", "a10-1", "a10b", "a1b", "a1b1", "a1b2", "a1b10", "a2-1", "a2b", "a2b1", "aa2", "aa10",
			"ab", "ab1", "b", "b1", "b10"},
		{":1", ":2", ":10", "1:1", "1:2", ":", "a:1", "a:", "a:b:1", "a:b:", "eth", "eth:1", "eth:2", "eth:10",
			"eth0", "eth0:0", "eth0:01", "eth0:1", "eth0:4294967297", "eth0:2", "eth0:10", "eth0:9999999999",
			"eth00", "eth00:0", "eth00:1", "eth01", "eth01:1", "eth1", "eth1:0", "eth1:1", "eth10", "eth+",
			"eth-", "eth-:1", "eth/", "eth0:", "eth0:1:2", "eth0:1:10", "eth0:2:1", "eth0:-1", "eth0:1a",
			"eth0:a", "eth0:a1", "eth0:a2", "eth0:a10", "eth0:b", "eth:", "eth;", "~"},
		{"a4294967295", "a4294967295:1", "a", "a:2", "a0", "a1"},
		{"eth0:2147483648", "eth0", "eth0:0", "eth0:2"},
	} {
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, Compare)
		assert.Equal(t, want, got)
	}
}
