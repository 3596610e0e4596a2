package table

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// printed gives a table of the rows that are made.
func printed(t *testing.T, color bool, rows func(r format.Rows) []byte) string {
	t.Helper()
	o := numeric()
	o.Color = color
	f, end := printing(t, o)
	f.Begin(format.Internet, format.Space{})
	f.Print(rows(f.Rows(format.Space{})))
	return end()
}

func TestLocalEndsOfExposedListenersAreColored(t *testing.T) {
	for _, c := range []struct {
		local, peer, shown string
		exposed            bool
	}{
		{"0.0.0.0:22", "0.0.0.0:0", "0.0.0.0:22", true},
		{"[::]:22", "[::]:0", "[::]:22", true},
		{"8.8.8.8:22", "0.0.0.0:0", "8.8.8.8:22", true},
		{"[2606:4700::1]:22", "[::]:0", "[2606:4700::1]:22", true},
		{"[::ffff:8.8.8.8]:22", "[::]:0", "8.8.8.8:22", true},
		{"10.0.0.1:22", "0.0.0.0:0", "10.0.0.1:22", false},
		{"[fe80::1]:22", "[::]:0", "[fe80::1]:22", false},
		{"[::1]:22", "[::]:0", "[::1]:22", false},
		{"8.8.8.8:22", "8.8.4.4:50000", "8.8.8.8:22", false},
	} {
		row := &procnet.Socket{Local: netip.MustParseAddrPort(c.local), Remote: netip.MustParseAddrPort(c.peer), State: 7}
		for name, rows := range map[string]func(r format.Rows) []byte{
			"tcp": func(r format.Rows) []byte { return r.AppendTCP(nil, "tcp6", row) },
			"udp": func(r format.Rows) []byte { return r.AppendUDP(nil, "udp6", row) },
			"raw": func(r format.Rows) []byte { return r.AppendRaw(nil, "raw6", row) },
		} {
			colored := "  \x1b[33m" + c.shown + "\x1b[0m  "
			if text := printed(t, true, rows); c.exposed {
				assert.Contains(t, text, colored, name)
			} else {
				assert.Contains(t, text, "  "+c.shown+"  ", name)
			}
			assert.Contains(t, printed(t, false, rows), "  "+c.shown+"  ", name)
		}
	}
}

func TestListenerOfSCTPIsExposedByAnyOfItsAddresses(t *testing.T) {
	row := &procnet.SCTPSocket{Local: []byte("10.0.0.1 8.8.8.8 "), LocalPort: 22}
	listener := func(r format.Rows) []byte { return r.AppendSCTPEndpoint(nil, row) }
	association := func(r format.Rows) []byte { return r.AppendSCTPAssociation(nil, row) }
	assert.Contains(t, printed(t, true, listener), "\x1b[33m10.0.0.1,8.8.8.8:22\x1b[0m")
	assert.Contains(t, printed(t, true, association), "  10.0.0.1,8.8.8.8:22  ")
	row.Local = []byte("10.0.0.1 127.0.0.1 ")
	assert.Contains(t, printed(t, true, listener), "  10.0.0.1,127.0.0.1:22  ")
}
