package procnet

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTablesWithoutListenersAreKnownBySocketsInUse(t *testing.T) {
	const (
		none, some   = "sockets: used 13\nTCP: inuse 0 orphan 9 tw 4 alloc 10 mem 0\n", "TCP: inuse 1 orphan 0 tw 0 alloc 1 mem 0\n"
		none6, some6 = "TCP6: inuse 0\nUDP6: inuse 1\n", "TCP6: inuse 1\nUDP6: inuse 0\n"
	)
	for _, c := range []struct {
		sockstat, sockstat6 string
		tcp, tcp6           bool
	}{
		{none, none6, true, true},
		{some, none6, false, true},
		{none, some6, true, false},
		{"", none6, false, true},
		{none, "", true, false},
		{"sockets: used 13\nTCP: orphan 0 tw 0\nUDP: inuse 0\n", "UDP6: inuse 0\n", false, false},
		{"TCP: inuse\n", "TCP6: inuse\n", false, false},
		{"TCP: inuse 00\n", "TCP6: inuse -0\n", false, false},
	} {
		tables := sockstats(t, c.sockstat, c.sockstat6)
		assert.Equal(t, c.tcp, NoListeners(tables, "tcp"), "%+v", c)
		assert.Equal(t, c.tcp6, NoListeners(tables, "tcp6"), "%+v", c)
		assert.False(t, NoListeners(tables, "udp"))
	}
	assert.False(t, NoListeners(Dir(t.TempDir()), "tcp"), "without counters")
	assert.False(t, NoListeners(Dir(t.TempDir()), "tcp6"), "without counters")
}

func TestTablesWithoutSocketsInUseAreEmpty(t *testing.T) {
	tables := sockstats(t, "sockets: used 3\nTCP: inuse 0 orphan 0 tw 0 alloc 1 mem 0\nUDP: inuse 0 mem 2\nUDPLITE: inuse 1\nRAW: inuse 0\nFRAG: inuse 0 memory 0\n",
		"TCP6: inuse 0\nUDP6: inuse 2\nUDPLITE6: inuse 0\nRAW6: memory 0\n")
	assert.Equal(t, map[string]bool{"udp": true, "raw": true, "udplite6": true}, Empty(tables), "of tcp it does not say so")
	assert.Empty(t, Empty(Dir(t.TempDir())))
}
