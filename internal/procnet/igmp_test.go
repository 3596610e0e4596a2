package procnet

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const igmpHeading = "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"

// readGroups gives what a table holds: its rows, and the lines that are none.
func readGroups(tables *GroupTables, content string) (rows []Group, bogus []GroupLineError) {
	for group, err := range tables.Rows([]byte(content)) {
		if err != nil {
			bogus = append(bogus, *err.(*GroupLineError))
			continue
		}
		rows = append(rows, group)
	}
	return rows, bogus
}

func addr(text string) netip.Addr { return netip.MustParseAddr(text) }

// little skips a test of net/igmp, whose addresses are in the byte order of the
// host, where that is not the one of the test's table.
func little(t *testing.T) {
	if wordOrder.Uint16([]byte{1, 0}) != 1 {
		t.Skip("the table is that of a little-endian host")
	}
}

func TestGroupsOfBothFamiliesAreRead(t *testing.T) {
	little(t)
	var tables GroupTables
	rows, bogus := readGroups(&tables, igmpHeading+
		"1\tlo        :     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n"+
		"2\tbr-0123456789ab:     1      V3\n\t\t\t\tFB0000E0    12 0:00000000\t\t1\n")
	assert.Empty(t, bogus)
	assert.Equal(t, []Group{
		{"lo", 1, addr("224.0.0.1")},
		{"br-0123456789ab", 12, addr("224.0.0.251")},
	}, rows)
	rows, bogus = readGroups(&tables, "1    lo              ff020000000000000000000000000001     3 0000000C 0\n")
	assert.Empty(t, bogus)
	assert.Equal(t, []Group{{"lo", 3, addr("ff02::1")}}, rows)
}

func TestATableWithoutHeadingMakesAllLaterOnesIPv6(t *testing.T) {
	var tables GroupTables
	readGroups(&tables, "1    lo              ff020000000000000000000000000001     3 0000000C 0\n")
	rows, bogus := readGroups(&tables, igmpHeading+"1\tlo        :     1      V3\n\t\t\t\tFB0000E0     1 0:00000000\t\t0\n")
	assert.Empty(t, rows)
	assert.Equal(t, []GroupLineError{{"igmp6", 1}, {"igmp6", 2}}, bogus)
}

func TestNamesOfInterfacesEndAtTheLastColonOf15Bytes(t *testing.T) {
	for line, want := range map[string]string{
		"1\teth0      :     2":        "eth0",
		"1 eth0:":                     "eth0",
		"-1  a:b :":                   "a:b",
		"1\t: x":                      "",
		"1\tno colon":                 "no colon\n",
		"1\ta-very-long-name-indeed:": "a-very-long-nam",
		"1\teth0\t:":                  "eth0\t",
	} {
		rows, bogus := readGroups(new(GroupTables), igmpHeading+line+"\n\tFFFFFFFF 1\n")
		assert.Empty(t, bogus, line)
		require.Len(t, rows, 1, line)
		assert.Equal(t, want, rows[0].Interface, line)
	}
}

func TestALineWithoutNumberIsNoInterfaceAndKeepsTheLastOne(t *testing.T) {
	rows, bogus := readGroups(new(GroupTables), igmpHeading+"1\tlo :\nx\teth0 :\n\tFFFFFFFF 1\n1\t \n\n")
	assert.Equal(t, []Group{{"lo", 1, addr("255.255.255.255")}}, rows)
	assert.Equal(t, []GroupLineError{{"igmp", 2}, {"igmp", 4}, {"igmp", 5}}, bogus)
}

func TestInterfacesWithoutNumbersAreThoseOfOldKernels(t *testing.T) {
	rows, bogus := readGroups(new(GroupTables), "Device    : Count Querier\tGroup\nlo        :     1\n\tFFFFFFFF 1\n")
	assert.Equal(t, []Group{{"lo", 1, addr("255.255.255.255")}}, rows)
	assert.Empty(t, bogus)
}

func TestAShortNameLiesOverALongOne(t *testing.T) {
	rows, _ := readGroups(new(GroupTables), "Device\nlongname12345 :\na\n\tFFFFFFFF 1\n")
	require.Len(t, rows, 1)
	assert.Equal(t, "a\nngname12345", rows[0].Interface)
}

func TestALongLineOfGroupsComesInPieces(t *testing.T) {
	_, bogus := readGroups(new(GroupTables), strings.Repeat("x", 8190)+"\n")
	assert.Equal(t, []GroupLineError{{"igmp6", 0}}, bogus)
	_, bogus = readGroups(new(GroupTables), strings.Repeat("x", 8191)+"\n")
	assert.Equal(t, []GroupLineError{{"igmp6", 0}, {"igmp6", 1}}, bogus)
}

func TestIPv6GroupsWithOddColumns(t *testing.T) {
	const digits = "ff0200000000000000000001ff001122"
	for line, want := range map[string]Group{
		"1lo " + digits + "-3":                       {"lo", -3, addr("ff02::1:ff00:1122")},
		"1 lo " + digits + "AB 3":                    {"lo", 3, addr("ff02::1:ff00:1122")},
		"1 abcdefghijklmno" + digits + " 9999999999": {"abcdefghijklmno", 1410065407, addr("ff02::1:ff00:1122")},
		"1 lo " + digits + digits + "0":              {"lo", 0, addr("ff02::1:ff00:1122")},
		"1 lo ff02 3":                                {"lo", 3, addr("0:ff02::")},
	} {
		rows, bogus := readGroups(new(GroupTables), line)
		assert.Empty(t, bogus, line)
		assert.Equal(t, []Group{want}, rows, line)
	}
	for _, line := range []string{"", "1", "1 lo", "1 lo " + digits, "x lo " + digits + " 1", "1 abcdefghijklmnop " + digits + " 1", "1 lo 0x1 1"} {
		rows, bogus := readGroups(new(GroupTables), line+"\n")
		assert.Empty(t, rows, line)
		assert.Equal(t, []GroupLineError{{"igmp6", 0}}, bogus, line)
	}
}
