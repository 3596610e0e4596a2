package procnet

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestUnusedTables(t *testing.T) {
	const noTCP6 = "TCP6: inuse 0\nUDP6: inuse 1\n"
	for _, c := range []struct {
		sockstat, sockstat6 string
		tcp, tcp6           bool
	}{
		{"sockets: used 13\nTCP: inuse 0 orphan 9 tw 0 alloc 10 mem 0\n", noTCP6, true, true},
		{"sockets: used 13\nTCP: inuse 1 orphan 9 tw 0 alloc 10 mem 0\n", noTCP6, false, true},
		{"sockets: used 13\nTCP: inuse 0 orphan 0 tw 1 alloc 10 mem 0\n", noTCP6, false, false},
		{"sockets: used 13\nTCP: inuse 0 orphan 0 tw 0 alloc 10 mem 0\n", "TCP6: inuse 1\n", false, false},
		{"sockets: used 13\nTCP: inuse 0\n", noTCP6, false, false},
		{"", noTCP6, false, false},
		{"sockets: used 13\nTCP: inuse 0 orphan 9 tw 0 alloc 10 mem 0\n", "", false, false},
	} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "sockstat"), []byte(c.sockstat), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "sockstat6"), []byte(c.sockstat6), 0o644))
		assert.Equal(t, c.tcp, Unused(Dir(dir), "tcp"), "%+v", c)
		assert.Equal(t, c.tcp6, Unused(Dir(dir), "tcp6"), "%+v", c)
		assert.False(t, Unused(Dir(dir), "udp"))
	}
	assert.False(t, Unused(Dir(t.TempDir()), "tcp6"), "without counters")
}
