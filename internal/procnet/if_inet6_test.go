package procnet

import (
	"fmt"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func readInet6(t *testing.T, content string) []Inet6Address {
	t.Helper()
	rows, err := ReadInet6Addresses(tableDir(t, "if_inet6", content))
	require.NoError(t, err)
	return rows
}

func TestInet6AddressesOfATable(t *testing.T) {
	assert.Equal(t, []Inet6Address{
		{"lo", netip.MustParseAddr("::1"), 128, 0x10},
		{"eth0", netip.MustParseAddr("fe80::fc:ff:fe00:1"), 64, 0x20},
	}, readInet6(t, "00000000000000000000000000000001 01 80 10 80       lo\n"+
		"fe8000000000000000fc00fffe000001 104 40 20 80     eth0\n"))
}

// The second row of each is what the reference shows of it, lines being
// nothing to it.
func TestInet6AddressesKeepWhatARowLacks(t *testing.T) {
	const first = "fe80000000000000fc54fffe0b000001 02 40 20 80     eth0\n"
	addr := netip.MustParseAddr
	for row, want := range map[string]Inet6Address{
		"fe81\n":                                 {"eth0", addr("fe81::fc54:fffe:b00:1"), 64, 0x20},
		"fe81 12":                                {"eth0", addr("fe81:12::fc54:fffe:b00:1"), 64, 0x20},
		"fe810000000000000000000000000077 01":    {"eth0", addr("fe81::77"), 64, 0x20},
		"fe810000000000000000000000000077 01 13": {"eth0", addr("fe81::77"), 19, 0x20},
		"fe810000000000000000000000000077 01 13 10 zz":                       {"eth0", addr("fe81::77"), 19, 0x10},
		"fe810000000000000000000000000077 01 0x 10 80 eth1":                  {"eth1", addr("fe81::77"), 0, 0x10},
		"fe810000000000000000000000000077 01 -1 -8 80 eth1":                  {"eth1", addr("fe81::77"), -1, 0xfffffff8},
		"fe81000000000000000000000000007712345678131080eth1":                 {"eth1", addr("fe81::77"), 19, 0x10},
		"zz810000000000000000000000000077 01 13 10 00 eth1":                  {"eth1", addr("fe80::fc54:fffe:b00:1"), 19, 0x10},
		"fe80 0000 0000 0000 fc54 fffe 0b00 0002 02 40 20 80 eth1":           {"eth1", addr("fe80::fc54:fffe:b00:2"), 64, 0x20},
		": 3 4 5 6 7 8 9 01 13 10 00 eth1":                                   {"eth1", addr("0:3:4:5:6:7:8:9"), 19, 0x10},
		"fe810000000000000000000000000077 01 13 10 80 e12345678901234567890": {"e1234567890123456789", addr("fe81::77"), 19, 0x10},
	} {
		rows := readInet6(t, first+row)
		require.GreaterOrEqual(t, len(rows), 2, "%q", row)
		assert.Equal(t, want, rows[1], "%q", row)
	}
}

func TestInet6AddressThatIsNoneIsTheInterfacesLast(t *testing.T) {
	const ok, none = "fe8000000000000000000000000000%02x 02 40 20 80 %s\n", "zz8000000000000000000000000000%02x 02 40 20 80 %s\n"
	rows := readInet6(t, fmt.Sprintf(ok+ok+none+none+none, 1, "lo", 2, "eth0", 3, "eth1", 4, "eth0", 5, "lo"))
	require.Len(t, rows, 5)
	for i, want := range []string{"fe80::1", "fe80::2", "fe80::2", "fe80::2", "fe80::1"} {
		assert.Equal(t, want, rows[i].Addr.String())
	}
}

func TestInet6AddressesForgetTheCompatibleBit(t *testing.T) {
	rows := readInet6(t, "00000000000000000000000001020304 02 40 a0 80 eth0\nfe81\n")
	require.Len(t, rows, 2)
	assert.Equal(t, uint32(0xa0), rows[0].Scope)
	assert.Equal(t, uint32(0x20), rows[1].Scope)
}
