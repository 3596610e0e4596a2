package engine

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

func TestListOfListenersStopsReading(t *testing.T) {
	listener := &procnet.Socket{State: 10}
	connection := &procnet.Socket{State: 1, Remote: netip.MustParseAddrPort("127.0.0.1:9")}
	f := &Filter{Which: All, States: []string{"LISTEN", "LISTENING"}}
	assert.True(t, f.wantsListeners())
	keep := TCP.keep(f, f.wantsListeners())
	assert.Equal(t, show, keep(listener))
	assert.Equal(t, stop, keep(connection))
	assert.Equal(t, skip, UDP.keep(f, false)(connection))
}
