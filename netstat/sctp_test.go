//go:build linux

package netstat

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDetailsOfSCTPAreTheRestOfTheColumns(t *testing.T) {
	o := fixture
	o.Details = true
	rows, errs := collect(SCTPSockets(t.Context(), o))
	require.Empty(t, errs)
	require.Len(t, rows, 2)
	assert.Equal(t, &SCTPDetails{Style: "one-to-many"}, rows[0].Details)
	assert.Equal(t, &SCTPDetails{
		Style: "one-to-many", State: "ESTABLISHED", ID: 1,
		LocalPrimary: netip.MustParseAddr("10.0.0.1"), PeerPrimary: netip.MustParseAddr("10.1.0.2"),
		HeartbeatInterval: 30000, InStreams: 10, OutStreams: 11, MaxRetransmits: 12, InitRetries: 1, ShutdownRetries: 2,
		RetransmittedChunks: 3, WmemAlloc: 4, WmemQueued: 5, SndBuf: 212992, RcvBuf: 425984,
	}, rows[1].Details)

	o.Details = false
	for s, err := range SCTPSockets(t.Context(), o) {
		require.NoError(t, err)
		assert.Nil(t, s.Details, "nobody asked")
	}
}

func TestDetailsOfSCTPOfAnOldKernelAreFewer(t *testing.T) {
	o := tree(t, map[string]string{"net/sctp/assocs": heading +
		" 0 0 2 1 1 0 7 0 0 0 42 9876 9900 10.0.0.1 <-> 10.0.0.2\n"})
	o.Details = true
	rows, errs := collect(SCTPSockets(t.Context(), o))
	require.Empty(t, errs)
	require.Len(t, rows, 1)
	assert.Equal(t, &SCTPDetails{Style: "one-to-one", State: "COOKIE_WAIT", ID: 7}, rows[0].Details)
}
