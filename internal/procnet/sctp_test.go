package procnet

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The inodes are those that the reference shows.
func TestSCTPInodesAreNumbersOfAnyBase(t *testing.T) {
	for word, want := range map[string]uint64{
		"4711":                      4711,
		"-7":                        1<<64 - 7,
		"010":                       8,
		"+010":                      8,
		"-010":                      1<<64 - 8,
		"08":                        0,
		"-08":                       0,
		"0x1g":                      1,
		"+0x1F":                     0x1f,
		"-0x1":                      1<<64 - 1,
		"0x":                        0,
		"x":                         0,
		"99999999999999999999":      1<<64 - 1,
		"-0xffffffffffffffffff":     1<<64 - 1,
		"0777777777777777777777777": 1<<64 - 1,
		"-02000000000000000000000":  1<<64 - 1,
	} {
		var row SCTPSocket
		require.True(t, ParseSCTPEndpoint([]byte("ffff9d1a43d51a00 ffff9d1a1f7b6900 2 10 29 4001 0 "+word+" 10.0.0.1 "), &row))
		assert.Equal(t, want, row.Inode, word)
	}
}
