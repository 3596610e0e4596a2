package procnet

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	masqueradeHeading    = "Prc FromIP   FPrt ToIP     TPrt Masq Init-seq  Delta PDelta Expires (free=40959,40960,40960)\n"
	oldMasqueradeHeading = "Prc FromIP   FPrt ToIP     TPrt Masq Init-seq  Delta Expires (free=40959,40960,40960)\n"
	masqueradeRow        = "TCP 0A000001:0401 C0A80001:0050 EA60 0000002A    11    22  90000"
)

func TestMasqueradedConnectionsOfBothForms(t *testing.T) {
	want := Masquerade{
		Protocol:        "TCP",
		Source:          netip.MustParseAddrPort("10.0.0.1:1025"),
		Destination:     netip.MustParseAddrPort("192.168.0.1:80"),
		Port:            60000,
		InitialSequence: 42,
		Delta:           11,
		PreviousDelta:   22,
		HasPrevious:     true,
		Expires:         90000,
	}
	rows, err := Masquerades([]byte(masqueradeHeading + masqueradeRow + "  \n\n" + masqueradeRow))
	require.NoError(t, err)
	assert.Equal(t, []Masquerade{want, want}, rows)

	want.PreviousDelta, want.HasPrevious = 0, false
	rows, err = Masquerades([]byte(oldMasqueradeHeading + strings.Replace(masqueradeRow, "    22", "", 1) + "\n"))
	require.NoError(t, err)
	assert.Equal(t, []Masquerade{want}, rows)
}

func TestMasqueradedConnectionsAreRefusedAsAWhole(t *testing.T) {
	for table, want := range map[string]error{
		"": ErrMasqueradeEmpty,
		masqueradeHeading + masqueradeRow + "\ngarbage\n":                      ErrMasqueradeFormat,
		masqueradeHeading + masqueradeRow + " more\n":                          ErrMasqueradeFormat,
		oldMasqueradeHeading + masqueradeRow + "\n":                            ErrMasqueradeFormat,
		masqueradeHeading + "TCP":                                              ErrMasqueradeFormat,
		masqueradeHeading + strings.Replace(masqueradeRow, ":", " : ", 1):      ErrMasqueradeFormat,
		masqueradeHeading + strings.Replace(masqueradeRow, "TCP", "tcp", 1):    ErrMasqueradeProtocol,
		masqueradeHeading + strings.Replace(masqueradeRow, "TCP", "T\x00P", 1): ErrMasqueradeProtocol,
		strings.Repeat("x", 256) + "\n" + masqueradeRow:                        ErrMasqueradeFormat,
	} {
		_, err := Masquerades([]byte(table))
		assert.ErrorIs(t, err, want, table)
	}
}

func TestATableOfMasqueradedConnectionsMayBeWithoutRows(t *testing.T) {
	for _, table := range []string{"\n", masqueradeHeading, strings.TrimSpace(masqueradeHeading)} {
		rows, err := Masquerades([]byte(table))
		require.NoError(t, err)
		assert.Empty(t, rows)
	}
}

func TestMasqueradeNumbersAreCutToTheirSizes(t *testing.T) {
	rows, err := Masquerades([]byte(masqueradeHeading + "UDP 100000001:12345 -1:-1 10000 FFFFFFFFFFFFFFFF 65535 -70000 -1\n"))
	require.NoError(t, err)
	assert.Equal(t, []Masquerade{{
		Protocol:        "UDP",
		Source:          netip.MustParseAddrPort("0.0.0.1:9029"),
		Destination:     netip.MustParseAddrPort("255.255.255.255:65535"),
		InitialSequence: 1<<64 - 1,
		Delta:           -1,
		PreviousDelta:   -4464,
		HasPrevious:     true,
		Expires:         1<<64 - 1,
	}}, rows)
}
