package procnet

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	plainName  = regexp.MustCompile(`^[^ \t\n\v\f\r:]*`)
	plainAlias = regexp.MustCompile(`^:[0-9]*:`)
)

// plainDeviceName takes the name of the interface off a row of net/dev.
func plainDeviceName(line string) (name, rest string) {
	line = line[len(plainBlanks.FindString(line)):]
	name = plainName.FindString(line)
	rest = line[len(name):]
	switch alias := plainAlias.FindString(rest); {
	case len(name) >= 15 || len(name)+len(alias)-1 > 15:
		return line[:min(len(line), 15)], line[min(len(line), 15):]
	case alias != "":
		return name + alias[:len(alias)-1], rest[len(alias):]
	}
	return name, strings.TrimPrefix(rest, ":")
}

// plainDevices reads a table of interfaces.
func plainDevices(table string) (devices []Device) {
	lines := plainLines(table, 511)
	if len(lines) < 2 {
		return nil
	}
	heading := plainText(lines[1])
	for _, line := range lines[2:] {
		name, rest := plainDeviceName(plainText(line))
		place := slices.IndexFunc(devices, func(d Device) bool { return d.Name == name })
		if place < 0 {
			place = len(devices)
			devices = append(devices, Device{Name: name})
		}
		rx, tx := &devices[place].Receive, &devices[place].Transmit
		var columns []any
		switch {
		case strings.Contains(heading, "compressed"):
			columns = []any{&rx.Bytes, &rx.Packets, &rx.Errors, &rx.Dropped, &rx.Overruns, &rx.Frame, &rx.Compressed, &rx.Multicast,
				&tx.Bytes, &tx.Packets, &tx.Errors, &tx.Dropped, &tx.Overruns, &tx.Collisions, &tx.Carrier, &tx.Compressed}
		case strings.Contains(heading, "bytes"):
			columns = []any{&rx.Bytes, &rx.Packets, &rx.Errors, &rx.Dropped, &rx.Overruns, &rx.Frame,
				&tx.Bytes, &tx.Packets, &tx.Errors, &tx.Dropped, &tx.Overruns, &tx.Collisions, &tx.Carrier}
		default:
			columns = []any{&rx.Packets, &rx.Errors, &rx.Dropped, &rx.Overruns, &rx.Frame,
				&tx.Packets, &tx.Errors, &tx.Dropped, &tx.Overruns, &tx.Collisions, &tx.Carrier}
		}
		sscanf(rest, strings.Repeat("%lu", len(columns)), columns...)
	}
	return devices
}

// FuzzDeviceTable reads any text as net/dev and finds what a plain reader finds.
func FuzzDeviceTable(f *testing.F) {
	f.Add(devHeading + // Linux 6.18
		"    lo: 1713810   29041    0    0    0     0          0         0  1713810   29041    0    0    0     0       0          0\n" +
		"  ifb0:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0\n" +
		"  eth0: 480333817   34207    0    0    0     0          0         0  3554397   31996    0    0    0     0       0          0\n")
	f.Add(devHeadingBefore22 + "  eth0:1: 1 2 3\n  eth0:12345678901234: 4 5\nppp0:6 7 8 9 10 11\n")
	f.Add(devHeadingBefore20 + "    lo:     12    0    0    0    0       12    0    0    0     0    0\n")
	f.Add(devHeading + "0123456789abc:1:1 2\n0123456789abc:12:3 4\n" + strings.Repeat(" ", 505) + "eth0: 123456\n")
	f.Add("x\ncompressed\neth0:1:1 2\n:\n0123456789abcdef 1\n0123456789abcde:-1\n\x00\n")
	f.Fuzz(func(t *testing.T, content string) {
		devices, err := ReadDevices(memory{"dev": content})
		require.NoError(t, err)
		require.Equal(t, plainDevices(content), devices)
	})
}

// plainInet6Addresses reads a table of IPv6 addresses, in which a row begins
// wherever the one before it ended.
func plainInet6Addresses(table string) (rows []Inet6Address) {
	row := Inet6Address{Addr: netip.IPv6Unspecified()}
	last := map[string]netip.Addr{}
	var groups [8]string
	variables := append(groupVariables(&groups), nil, &row.Prefix, &row.Scope, nil, &row.Interface)
	for {
		fields, read := sscanf(table, eightGroups+" %08x %02x %02x %02x %20s\n", variables...)
		if fields == 0 {
			return rows
		}
		table = table[read:]
		var addr netip.Addr
		if setPlainAddr6(&addr, &groups); addr.IsValid() {
			last[row.Interface] = addr
		}
		if known, ok := last[row.Interface]; ok {
			row.Addr = known
		}
		rows = append(rows, row)
		row.Scope &^= 0x80
	}
}

// FuzzInet6AddressTable reads any text as net/if_inet6 and finds what a plain
// reader finds.
func FuzzInet6AddressTable(f *testing.F) {
	f.Add("00000000000000000000000000000001 01 80 10 80       lo\n" + // Linux 6.18
		"fe8000000000000000fc00fffe000001 04 40 20 80     eth0\n" +
		"fd000000000000000000000000000002 04 40 00 82     eth0\n")
	f.Add("fe80000000000000fc54fffe0b000001 02 40 a0 80     eth0\nfe81 -0x \x00%")
	f.Add("fe80000000000000fc54fffe0b000001 02 40 20 80 a-name-of-more-than-20-bytes\n")
	f.Add("fe8000000000000000fc00fffe000001 104 40 20 80     eth0\nfe81::-z +8 -8 1234567890123456789012345")
	f.Fuzz(func(t *testing.T, content string) {
		rows, err := ReadInet6Addresses(memory{"if_inet6": content})
		require.NoError(t, err)
		require.Equal(t, plainInet6Addresses(content), rows)
	})
}
