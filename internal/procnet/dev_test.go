package procnet

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tableDir gives a directory that holds one table.
func tableDir(t *testing.T, name, content string) Dir {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644))
	return Dir(dir)
}

const (
	devHeading = "Inter-|   Receive                                                |  Transmit\n" +
		" face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"
	devHeadingBefore22 = "Inter-|   Receive                  |  Transmit\n" +
		" face |bytes    packets errs drop fifo frame|bytes    packets errs drop fifo colls carrier\n"
	devHeadingBefore20 = "Inter-|   Receive                  |  Transmit\n" +
		" face |packets errs drop fifo frame|packets errs drop fifo colls carrier\n"
)

func readDevices(t *testing.T, content string) []Device {
	t.Helper()
	devices, err := ReadDevices(tableDir(t, "dev", content))
	require.NoError(t, err)
	return devices
}

func TestDevicesHaveTheColumnsThatTheHeadingNames(t *testing.T) {
	const row = "  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
	for heading, want := range map[string]Device{
		devHeading: {"eth0",
			DeviceReceive{Bytes: 1, Packets: 2, Errors: 3, Dropped: 4, Overruns: 5, Frame: 6, Compressed: 7, Multicast: 8},
			DeviceTransmit{Bytes: 9, Packets: 10, Errors: 11, Dropped: 12, Overruns: 13, Collisions: 14, Carrier: 15, Compressed: 16}},
		devHeadingBefore22: {"eth0",
			DeviceReceive{Bytes: 1, Packets: 2, Errors: 3, Dropped: 4, Overruns: 5, Frame: 6},
			DeviceTransmit{Bytes: 7, Packets: 8, Errors: 9, Dropped: 10, Overruns: 11, Collisions: 12, Carrier: 13}},
		devHeadingBefore20: {"eth0",
			DeviceReceive{Packets: 1, Errors: 2, Dropped: 3, Overruns: 4, Frame: 5},
			DeviceTransmit{Packets: 6, Errors: 7, Dropped: 8, Overruns: 9, Collisions: 10, Carrier: 11}},
	} {
		assert.Equal(t, []Device{want}, readDevices(t, heading+row), heading)
	}
}

// The names and the first two counters are those that the reference shows.
func TestDeviceNamesEndWhereTheReferenceEndsThem(t *testing.T) {
	for row, want := range map[string]struct {
		name           string
		bytes, packets uint64
	}{
		"eth0:1 2":                   {"eth0", 1, 2},
		"eth0 1 2":                   {"eth0", 1, 2},
		"eth0 :1 2":                  {"eth0", 0, 0},
		"\t eth0:\t1\t2":             {"eth0", 1, 2},
		"eth0:1:1 2":                 {"eth0:1", 1, 2},
		"eth0::1 2":                  {"eth0:", 1, 2},
		"eth0:1x:1 2":                {"eth0", 1, 0},
		"eth0:1:2:1 2":               {"eth0:1", 2, 0},
		":1 2":                       {"", 1, 2},
		"e\vth0: 1 2":                {"e", 0, 0},
		"0123456789abcd:1 2":         {"0123456789abcd", 1, 2},
		"0123456789abcde:1 2":        {"0123456789abcde", 0, 0},
		"0123456789abcde 1 2":        {"0123456789abcde", 1, 2},
		"0123456789abcdef:1 2":       {"0123456789abcde", 0, 0},
		"0123456789abcd::1 2":        {"0123456789abcd:", 1, 2},
		"0123456789abcd:12:1 2":      {"0123456789abcd:", 12, 0},
		"a:1234567890123:1 2":        {"a:1234567890123", 1, 2},
		"a:12345678901234:1 2":       {"a:1234567890123", 4, 0},
		"eth0\x00x: 1 2":             {"eth0", 0, 0},
		"eth0: 1\x00 2":              {"eth0", 1, 0},
		"eth0: 1 x 3":                {"eth0", 1, 0},
		"eth0: -1 +2":                {"eth0", 1<<64 - 1, 2},
		"eth0: 99999999999999999999": {"eth0", 1<<64 - 1, 0},
	} {
		devices := readDevices(t, devHeading+row+"\n")
		require.Len(t, devices, 1, "%q", row)
		d := devices[0]
		assert.Equal(t, want.name, d.Name, "%q", row)
		assert.Equal(t, want.bytes, d.Receive.Bytes, "%q", row)
		assert.Equal(t, want.packets, d.Receive.Packets, "%q", row)
	}
}

func TestDevicesKeepTheCountersThatASecondRowLacks(t *testing.T) {
	devices := readDevices(t, devHeading+"a: 1 2 3\nb: 4\na: 5 6 x\n")
	require.Len(t, devices, 2)
	assert.Equal(t, Device{Name: "a", Receive: DeviceReceive{Bytes: 5, Packets: 6, Errors: 3}}, devices[0])
}

func TestDeviceLinesAreCutToTheReferencesBuffer(t *testing.T) {
	devices := readDevices(t, devHeading+"eth2:"+strings.Repeat(" ", 520)+"1 2 3 4\n")
	require.Len(t, devices, 2)
	assert.Equal(t, Device{Name: "eth2"}, devices[0])
	assert.Equal(t, Device{Name: "1", Receive: DeviceReceive{Bytes: 2, Packets: 3, Errors: 4}}, devices[1])
}

func TestDevicesNeedTwoLinesOfHeading(t *testing.T) {
	for _, content := range []string{"", "x", "\n", "a: 1\nb: 2\n"} {
		assert.Empty(t, readDevices(t, content), "%q", content)
	}
}

func TestDevicesOfAMissingTableNameIt(t *testing.T) {
	dir := t.TempDir()
	_, err := ReadDevices(Dir(dir))
	require.ErrorIs(t, err, fs.ErrNotExist)
	assert.ErrorContains(t, err, filepath.Join(dir, "dev"))
}
