package procnet

import (
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readable gives the rows of a table, and how many lines are none.
func readable[T any](rows iter.Seq2[T, bool]) (good []T, bad int) {
	for row, ok := range rows {
		if ok {
			good = append(good, row)
		} else {
			bad++
		}
	}
	return good, bad
}

func TestAX25RowsHaveOneBlankBetweenWords(t *testing.T) {
	const numbers = " 3 0 10 0 3 0 300 0 0 0 10 5 2 256 11 22 12345\n"
	rows, bad := readable(NewAX25Table([]byte(
		"ffff8800 ax0 N0CALL-1 W1AW-2,DIGI-1,DIGI-2* 4 1 2" + numbers +
			" ax1 N0CALL-1 * 0 0 0\n" + // queues may be missing, both
			"ffff8800 ax0 N0CALL-1 W1AW-2 3 1 2 3 0 10 0 3 0 300 0 0 0 10 5 2 256 11\n" +
			"ffff8800  ax0  N0CALL-1  W1AW-2  3  1  2" + numbers +
			"ffff8800\tax0\tN0CALL-1\tW1AW-2\t3\t1\t2" + numbers)).Rows())
	assert.Equal(t, []AX25Socket{
		{"W1AW-2", "N0CALL-1", "ax0", 4, 1, 2, 11, 22},
		{"*", "N0CALL-1", "ax1", 0, 0, 0, 0, 0},
	}, rows[:2])
	assert.Equal(t, 2, bad)
}

func TestAX25LinesLieOverTheOnesBefore(t *testing.T) {
	rows, bad := readable(NewAX25Table([]byte("ffff8800 ax0 A B 3 1 2 3 0 10 0 3\n\n")).Rows())
	require.Zero(t, bad)
	assert.Equal(t, AX25Socket{"2", "1", "ax0", 3, 0, 10, 0, 0}, rows[1], "what is left of the row before")
	_, bad = readable(NewAX25Table([]byte("garbage\n")).Rows())
	assert.Equal(t, 1, bad)
}

func TestAX25TableWithHeadingHasColumnsAtFixedPlaces(t *testing.T) {
	table := NewAX25Table([]byte("dest_addr  src_addr   dev  st vs vr va\n" +
		"W1AW-2     N0CALL-1   ax0  3  1  2  3   000/010 000/003 0000/300 0000/000 00/10   5   2   256     11    22 12345\n" +
		"012345678|abcdefghi|ax0 4 1 2\n" +
		"012345678|abcdefghi|ax0 4 1\n"))
	require.True(t, table.Old)
	rows, bad := readable(table.Rows())
	assert.Equal(t, []AX25Socket{
		{"W1AW-2   ", " N0CALL-1", "ax0", 3, 1, 2, 11, 22},
		{"012345678", "abcdefghi", "ax0", 4, 1, 2, 0, 0},
	}, rows)
	assert.Equal(t, 1, bad)
}

func TestNetROMRowsNeedAllColumns(t *testing.T) {
	const row = "N0CALL-1  W1AW-2    N0CALL-7  nr0    01/FF 03/04 3   1   2   3   0/120   0/005   0/180   0/900   1/3   4     11    22 12345\n"
	rows, bad := readable(NetROMSockets([]byte("heading\n" + row + row[:100] + "\n" + row)))
	want := NetROMSocket{"N0CALL-1 ", "W1AW-2   ", "N0CALL-7 ", "nr0", 3, 1, 2, 11, 22}
	assert.Equal(t, []NetROMSocket{want, want}, rows)
	assert.Equal(t, 1, bad)
}

func TestRoseWordsThatFillTheirColumnsRunIntoEachOther(t *testing.T) {
	for line, want := range map[string]RoseSocket{
		"123 W1AW-2 456 N0CALL-1 rose0 1 2 3":               {"123", "W1AW-2", "456", "N0CALL-1", "rose0", 1, 2, 3},
		"1234567890 W1AW-2 0987654321 N0CALL-1 rose0 1 2 3": {"", "W1AW-2", "0987654321", "N0CALL-1", "rose0", 1, 2, 3},
		"123 DB0XYZ-11 456 N0CALL-1 rose0 1 2 3":            {"123", "DB0XYZ-11456", "456", "N0CALL-1", "rose0", 1, 2, 3},
		"123 DB0XYZ-11 456 DL1ABC-15 rose0 1 2 3":           {"123", "", "456", "DL1ABC-15", "rose0", 1, 2, 3},
		"123 W1AW-2 456 N0CALL-1 rose10 1 2 3":              {"123", "W1AW-2", "456", "", "rose10", 1, 2, 3},
		"123 W1AW-2 456 N0CALL-1 a-longer-device 1 2 3":     {"123", "", "456", "er-device", "a-longer-device", 1, 2, 3},
	} {
		rows, bad := readable(RoseSockets([]byte("heading\n" + line)))
		require.Zero(t, bad, line)
		assert.Equal(t, []RoseSocket{want}, rows, line)
	}
}

func TestRoseChannelsInHexadecimalAreNotUnderstood(t *testing.T) {
	_, bad := readable(RoseSockets([]byte("heading\n1 W1AW-2 2 N0CALL-1 rose0 00A 2 3\n")))
	assert.Equal(t, 1, bad)
}

func TestX25RowsKeepWhatTheyDoNotUnderstand(t *testing.T) {
	rows := slices.Collect(X25Sockets([]byte("heading\n" +
		"1234567890 0987654321 x25a  00A  3  1  2  3   0   3 200 180 180     11    22 12345\n" +
		"1234567890 0987654321 x25a  001  3  1  2  3   0   3 200 180 180     11    22 12345\n" +
		"*          12         x25b  01A  0  7  7  3   0   3 200 180 180     33    44 12345\n")))
	assert.Equal(t, []X25Socket{
		{"1234567890", "098765432", "x25a", 0, -1, 0, 0, 0, 0},
		{"1234567890", "098765432", "x25a", 1, 3, 1, 2, 11, 22},
		{"*         ", "12       ", "x25b", 1, 3, 1, 2, 11, 22},
	}, rows)
}

func TestIPXEndpoints(t *testing.T) {
	for word, want := range map[string]IPXEndpoint{
		"12345678:0000000000FF:4002": {0x12345678, [6]byte{5: 0xff}, 0x4002},
		"1:ab:12345":                 {1, [6]byte{0: 0xab}, 0x2345},
		"1:123456789012345:0x10":     {1, [6]byte{0x12, 0x34, 0x56, 0x78, 0x90, 0x12}, 0x10},
		"1:12G45:-1":                 {1, [6]byte{0x12}, 0xffff},
		"00000000:000000000001:0451": {0, [6]byte{}, 0x0451},
		"ffffffff:000000000001:0451": {0, [6]byte{}, 0x0451},
		"-1:1:0":                     {0xffffffff, [6]byte{0x10}, 0},
		"100000000:1:1":              {0, [6]byte{0x10}, 1},
		"x:":                         {},
		":::":                        {},
	} {
		var got IPXEndpoint
		assert.True(t, got.parse([]byte(word)), word)
		assert.Equal(t, want, got, word)
	}
	assert.False(t, new(IPXEndpoint).parse([]byte("12345678")))
}

func TestIPXRowsEndAtAnAddressWithoutPort(t *testing.T) {
	const row = "1:1:4002 Not_Connected B 16 07 1000\n"
	read := func(lines string) (rows []IPXSocket, last error) {
		for row, err := range IPXSockets([]byte("heading\n" + lines)) {
			if err == nil {
				rows = append(rows, row)
			}
			last = err
		}
		return rows, last
	}
	want := IPXSocket{Local: IPXEndpoint{1, [6]byte{0x10}, 0x4002}, TransmitQueue: 11, ReceiveQueue: 22, State: 7, UID: 1000}
	rows, err := read(row)
	require.NoError(t, err)
	assert.Equal(t, []IPXSocket{want}, rows)

	rows, err = read(row + "garbage\n" + row)
	assert.ErrorIs(t, err, ErrIPXSource)
	assert.Len(t, rows, 1)
	rows, err = read(row + "1:1:1 garbage\n" + row)
	assert.ErrorIs(t, err, ErrIPXDestination)
	assert.Len(t, rows, 1)
	_, err = read("\n")
	assert.ErrorIs(t, err, ErrIPXSource)
	_, err = read(row + "\n")
	assert.ErrorIs(t, err, ErrIPXDestination, "the row before has no remote address")
}

func TestIPXRowsKeepWhatTheyLackWithPortsSwapped(t *testing.T) {
	var ports []uint16
	for row, err := range IPXSockets([]byte("heading\n1:1:4002 2:2:0451 B 16 01 0\n\n3:3:4003\n")) {
		require.NoError(t, err)
		ports = append(ports, row.Local.Port, row.Remote.Port)
	}
	assert.Equal(t, []uint16{0x4002, 0x0451, 0x0240, 0x5104, 0x4003, 0x0451}, ports)
}
