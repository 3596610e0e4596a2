package procnet

import (
	"net/netip"
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

func TestParseWholeReadsTheRestOfAnAssociation(t *testing.T) {
	const before = "a b 1   1   7  0  -20      12       34    33 1008 11111 11112  *10.0.0.2 10.1.0.2 <-> 10.0.0.1 *10.1.0.1 "
	all := [11]int64{30000, 10, 11, 12, 1, 2, 3, 4096, 8192, 212992, 425984}
	for rest, known := range map[string]int{
		"\t   30000    10    11   12    1    2        3     4096     8192   212992   425984": 11,
		"\t   30000    10    11   12    1    2        3":                                     7,
		"\t   30000 10 x": 2,
		"":                0,
	} {
		var row SCTPSocket
		require.True(t, ParseWholeSCTPAssociation([]byte(before+rest), &row))
		want := SCTPMore{Style: 1, State: 7, Association: -20, Known: known}
		copy(want.Counted[:], all[:known])
		require.Equal(t, want, row.More, "%q", rest)
		require.Equal(t, "10.0.0.2", PrimarySCTPAddr(row.Local).String())
		require.Equal(t, "10.1.0.1", PrimarySCTPAddr(row.Peer).String())
	}
	var row SCTPSocket
	require.True(t, ParseSCTPEndpoint([]byte("a b 2 10 29 11111 0 1007 10.0.0.2 "), &row))
	require.Equal(t, SCTPMore{Style: 2}, row.More)
	require.False(t, PrimarySCTPAddr(row.Local).IsValid())
}

// The addresses are those that the reference shows.
func TestSCTPStarWithoutAddressIsAnAddressThatIsNone(t *testing.T) {
	var row SCTPSocket
	require.True(t, ParseSCTPAssociation([]byte("a b 2 1 3 20 0 0 0 0 7 1 2 10.0.0.1 * 10.0.0.3 <-> * \t 7500"), &row))
	none := netip.MustParseAddr("255.255.255.255")
	assert.Equal(t, []netip.Addr{netip.MustParseAddr("10.0.0.1"), none, netip.MustParseAddr("10.0.0.3")}, sctpAddresses(t, row.Local))
	assert.Equal(t, []netip.Addr{none}, sctpAddresses(t, row.Peer))
}

func TestSCTPAddressesAreReadAsTheCLibraryDoes(t *testing.T) {
	const none = "255.255.255.255"
	for word, want := range map[string]string{
		"10.0.0.7": "10.0.0.7", "127.1": "127.0.0.1", "0x7f.0377.65535": "127.255.255.255", "4294967294": "255.255.255.254", "0": "0.0.0.0",
		"08.0.0.1": none, "1.2.3.256": none, "1.2.3.": none, "1..2": none, "1.2.3.4.5": none, "0b1": none, "1_0": none, "-1": none, "*1": none,
		"0000:0000:0000:0000:0000:0000:0000:0001": "::1", "1:2:3:4:5:6:7:89abc": "1:2:3:4:5:6:7:89ab", "-1:0x2:3:4:5:6:7:8": "ffff:2:3:4:5:6:7:8",
		"1:2:3:4:5:6:7": none, "1:2:3:4:5:6:7:": none,
	} {
		addr, rest := NextSCTPEndpointAddr([]byte(word))
		assert.Equal(t, want, addr.String(), word)
		assert.Empty(t, rest)
	}
	var row SCTPSocket
	require.True(t, ParseSCTPEndpoint([]byte("1 2 3 4 5 6 7 8 \t127.1 10.0.0.1\t9"), &row))
	assert.Equal(t, "127.1 10.0.0.1", string(row.Local))
}
