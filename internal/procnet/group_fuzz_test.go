package procnet

import (
	"bytes"
	"encoding/hex"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// plainGroups reads net/igmp and net/igmp6 as plainly as can be.
type plainGroups struct {
	inet6, indexed bool
	device         [16]byte // room for the name of an interface and a NUL
}

// read gives the rows of a table, and the numbers of the lines that are none.
func (p *plainGroups) read(table string) (rows []Group, bogus []GroupLineError) {
	for number, line := range plainLines(table, 8191) {
		line = plainText(line)
		if number == 0 {
			if strings.Contains(line, "Device") {
				p.indexed = strings.HasPrefix(line, "Idx")
				continue
			}
			p.inet6 = true
		}
		var row Group
		var digits string
		var fields int
		switch {
		case p.inet6:
			fields, _ = sscanf(line, "%d %15s %64[0-9A-Fa-f] %d", nil, &row.Interface, &digits, &row.Users)
			fields -= 2
			address, _ := hex.DecodeString((digits + strings.Repeat("0", 32))[:32])
			row.Addr, _ = netip.AddrFromSlice(address)
			if n := len(digits) % 8; len(digits) < 32 && n > 0 { // a group that is cut short is a smaller number
				b := row.Addr.As16()
				group := b[len(digits)/8*4:][:4]
				short, _ := hex.DecodeString(strings.Repeat("0", 8-n) + digits[len(digits)-n:])
				copy(group, short)
				row.Addr = netip.AddrFrom16(b)
			}
		case strings.HasPrefix(line, "\t"):
			row.Interface = string(p.device[:bytes.IndexByte(p.device[:], 0)])
			fields, _ = sscanf(line, " %8[0-9A-Fa-f] %d", &digits, &row.Users)
			row.Addr = plainAddr(digits, false)
		case p.takeDevice(line):
			continue
		}
		if fields == 2 {
			rows = append(rows, row)
		} else {
			bogus = append(bogus, GroupLineError{Table: map[bool]string{false: "igmp", true: "igmp6"}[p.inet6], Line: number})
		}
	}
	return rows, bogus
}

// takeDevice reads the line of an interface: what the number and blanks leave,
// up to 15 bytes, and of these what stands before the last colon.
func (p *plainGroups) takeDevice(line string) bool {
	if p.indexed {
		fields, read := sscanf(line, "%d ", nil)
		if fields == 0 {
			return false
		}
		line = line[read:]
	}
	line = line[:min(15, len(line))]
	if line == "" {
		return false
	}
	copy(p.device[:], line)
	name := string(p.device[:bytes.IndexByte(p.device[:], 0)])
	if colon := strings.LastIndexByte(name, ':'); colon >= 0 {
		name = strings.TrimRight(name[:colon], " ")
		copy(p.device[:], name+strings.Repeat("\x00", colon+1-len(name)))
	}
	return true
}

// FuzzGroupTables reads any texts as net/igmp and net/igmp6, one after the
// other, and finds what a plain reader finds.
func FuzzGroupTables(f *testing.F) {
	f.Add(igmpHeading+"1\tlo :\n\t010000E0 1\n2\t:\n\tzz\n\n\t1 -1\n", "1 lo ff02 1\nx\n2 eth0 ff0200000000000000000000000000012345 -0\n")
	f.Add("Device\nlongname12345 :\na\n\tFFFFFFFF 1\n", "Device\n1\t2\x003\n\t\x00\n")
	f.Add(igmpHeading+strings.Repeat("x", 8190)+"\n"+strings.Repeat("x", 8191)+"\n", "1 a-name-of-more-than-15 ff02 1\n")
	six := recorded(f, "igmp6")
	for _, table := range recorded(f, "igmp") {
		for _, table6 := range six {
			f.Add(table, table6)
		}
	}
	f.Fuzz(func(t *testing.T, igmp, igmp6 string) {
		var plain plainGroups
		var tables GroupTables
		for _, content := range []string{igmp, igmp6} {
			want, wantBogus := plain.read(content)
			rows, bogus := readGroups(&tables, content)
			require.Equal(t, want, rows)
			require.Equal(t, wantBogus, bogus)
		}
	})
}
