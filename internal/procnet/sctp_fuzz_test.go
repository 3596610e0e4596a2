package procnet

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/big"
	"net/netip"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// sctpAddresses gives the addresses of a list of an association.
func sctpAddresses(t *testing.T, list []byte) []netip.Addr { return addressesBy(t, NextSCTPAddr, list) }

// addressesBy gives the addresses of a list, one after the other.
func addressesBy(t *testing.T, next func([]byte) (netip.Addr, []byte), list []byte) (addresses []netip.Addr) {
	for len(list) > 0 {
		addr, rest := next(list)
		require.Less(t, len(rest), len(list), "a list of addresses does not end")
		if !addr.IsValid() {
			require.Empty(t, bytes.Trim(list, " \t\n\v\f\r"))
			break
		}
		addresses = append(addresses, addr)
		list = rest
	}
	return addresses
}

var (
	plainAnyBase  = regexp.MustCompile(`^([-+]?)(?:0[xX]([0-9A-Fa-f]+)|0([0-7]*)|([1-9][0-9]*))`)
	plainThirteen = regexp.MustCompile(`^[ \t\n\v\f\r]*[^ \t\n\v\f\r]+(?:[ \t\n\v\f\r]+[^ \t\n\v\f\r]+){12}[ \t\n\v\f\r]?`)
	plainEight    = regexp.MustCompile(`^[ \t\n\v\f\r]*[^ \t\n\v\f\r]+(?:[ \t\n\v\f\r]+[^ \t\n\v\f\r]+){7}[ \t\n\v\f\r]?`)
	plainTabbed   = regexp.MustCompile(`^\t*([^\t]*)`)
	plainLists    = regexp.MustCompile(`^[-<>\t]*([^-<>\t]*)[-<>\t]*([^-<>\t]*)[-<>\t]?`)
)

// strtoul does what C's does when it is told base 0.
func strtoul(text string) uint64 {
	found := plainAnyBase.FindStringSubmatch(text)
	if found == nil {
		return 0
	}
	base := 10
	switch {
	case found[2] != "":
		base = 16
	case found[4] == "":
		base = 8
	}
	return plainNumber(found, base, false)
}

// plainSCTPAddresses reads a list of addresses, with a star before those that
// are marked.
func plainSCTPAddresses(list, star string) (addresses []netip.Addr) {
	for _, word := range plainWords(list) {
		addresses = append(addresses, plainSCTPAddress(strings.TrimPrefix(word, star)))
	}
	return addresses
}

var (
	plainInet    = regexp.MustCompile(`^(?:(?:0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*)(?:\.|$)){1,4}$`)
	plainNumbers = regexp.MustCompile(`[^.]+`)
)

// plainSCTPAddress reads an address.
func plainSCTPAddress(word string) netip.Addr {
	none := netip.MustParseAddr("255.255.255.255")
	if strings.Contains(word, ":") {
		var groups [8]uint16
		var variables []any
		for i := range groups {
			variables = append(variables, &groups[i])
		}
		if fields, _ := sscanf(word, strings.TrimSuffix(strings.Repeat("%4X:", 8), ":"), variables...); fields == 8 {
			var b []byte
			for _, group := range groups {
				b = binary.BigEndian.AppendUint16(b, group)
			}
			return netip.AddrFrom16([16]byte(b))
		}
		addr, err := netip.ParseAddr(word)
		if err != nil {
			return none
		}
		return addr.WithZone("")
	}
	if !plainInet.MatchString(word) || strings.HasSuffix(word, ".") {
		return none
	}
	numbers := plainNumbers.FindAllString(word, -1)
	value, room := new(big.Int), big.NewInt(256)
	for i, number := range numbers {
		n, _ := new(big.Int).SetString(number, 0)
		if i == len(numbers)-1 {
			room.Lsh(big.NewInt(1), uint(8*(5-len(numbers))))
		}
		if n.Cmp(room) >= 0 {
			return none
		}
		value.Add(value.Mul(value, room), n)
	}
	return netip.AddrFrom4([4]byte(value.FillBytes(make([]byte, 4))))
}

// plainAtoi reads a number, or 0 where there is none.
func plainAtoi(word string) (number int32) {
	sscanf(word, "%d", &number)
	return number
}

// plainEndpoint reads a row of net/sctp/eps.
func plainEndpoint(line string) (row SCTPSocket, local []netip.Addr, ok bool) {
	line = plainText(line)
	words := plainWords(line)
	if len(words) < 8 {
		return row, nil, false
	}
	row = SCTPSocket{State: plainAtoi(words[3]), LocalPort: uint16(plainAtoi(words[5])), UID: uint32(plainAtoi(words[6])),
		Inode: strtoul(words[7]), More: SCTPMore{Style: plainAtoi(words[2])}}
	behind := line[len(plainEight.FindString(line)):]
	return row, plainSCTPAddresses(plainTabbed.FindStringSubmatch(behind)[1], ""), true
}

// plainAssociation reads a row of net/sctp/assocs.
func plainAssociation(line string) (row SCTPSocket, local, peer []netip.Addr, ok bool) {
	line = plainText(line)
	words := plainWords(line)
	if len(words) < 13 {
		return row, nil, nil, false
	}
	row = SCTPSocket{
		State: plainAtoi(words[3]), TxQueue: uint32(plainAtoi(words[7])), RxQueue: uint32(plainAtoi(words[8])),
		UID: uint32(plainAtoi(words[9])), Inode: strtoul(words[10]),
		LocalPort: uint16(plainAtoi(words[11])), PeerPort: uint16(plainAtoi(words[12])),
		More: SCTPMore{Style: plainAtoi(words[2]), State: plainAtoi(words[4]), Association: plainAtoi(words[6])},
	}
	behind := line[len(plainThirteen.FindString(line)):]
	lists := plainLists.FindStringSubmatch(behind)
	var counted []any
	for i := range row.More.Counted {
		counted = append(counted, &row.More.Counted[i])
	}
	row.More.Known, _ = sscanf(behind[len(lists[0]):], strings.Repeat("%ld", len(counted)), counted...)
	return row, plainSCTPAddresses(lists[1], "*"), plainSCTPAddresses(lists[2], "*"), true
}

// FuzzSCTPRow reads any text as a row of net/sctp/eps and of net/sctp/assocs. It
// means what a plain reader finds. Printed as the kernel prints it, a row means
// the same again.
func FuzzSCTPRow(f *testing.F) {
	f.Add([]byte("ffff9d1a43d51a00 ffff9d1a1f7b6900 2   10  29   4001      0 33344 10.0.0.1 192.168.1.1 "))
	f.Add([]byte("ffff9d1a43d51a00 ffff9d1a1f7b6900 0   7   3 38 9876  1000 44151 0.0.0.0 "))
	f.Add([]byte("ffff9d1a41fd6000 ffff9d1a1f7b6900 2   1   3  20      0       12       34    1000 33344 4001  50002  *10.0.0.1 192.168.1.1 <-> *10.0.0.2 192.168.1.2 \t    7500    10    10   10    0    0        0        1        0   212992   212992"))
	f.Add([]byte("a b 2 1 3 20 0 0 0 0 0x1F 07 -1 <->\t*::1%lo <-> zz"))
	f.Add([]byte("1 2 3 4 5 6 7 -0x1F ::1%lo *zz **::1 \x00"))
	f.Add([]byte("1 2 3 4 5 6 7 8 127.1 0x7f.0377.65535 08.1 4294967295 1.2.3.256 1:2:3:4:5:6:7:89abc -1:0x2:3:4:5:6:7:8 1:2:3\t9"))
	f.Add([]byte("a b -1 1 3 20 -2 0 0 0 0 1 2 *::1 <-> *::2 --5 99999999999999999999 x"))
	f.Add([]byte("a b 2 1 3 20 0 0 0 0 7 1 2 10.0.0.1 * 10.0.0.3 <-> *\t7500"))
	f.Add([]byte("1 2 3 4 5 6 7 8 9 10 -017 12 -13<->-<1.2.3.4>5.6.7.8"))
	for _, table := range []string{"sctp/eps", "sctp/assocs"} {
		for _, row := range recordedLines(f, table) {
			f.Add([]byte(row))
		}
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		var row, again SCTPSocket
		want, wantLocal, wantOK := plainEndpoint(string(line))
		require.Equal(t, wantOK, ParseSCTPEndpoint(line, &row))
		if wantOK {
			require.Equal(t, wantLocal, addressesBy(t, NextSCTPEndpointAddr, row.Local))
			row.Local = nil
			require.Equal(t, want, row)
		}
		want, wantLocal, wantPeer, wantOK := plainAssociation(string(line))
		require.Equal(t, wantOK, ParseWholeSCTPAssociation(line, &row))
		require.Equal(t, wantOK, ParseSCTPAssociation(line, &again))
		if wantOK {
			require.Equal(t, wantLocal, sctpAddresses(t, row.Local))
			require.Equal(t, wantPeer, sctpAddresses(t, row.Peer))
			row.Local, row.Peer = nil, nil
			require.Equal(t, want, row)
			again.Local, again.Peer, want.More = nil, nil, SCTPMore{}
			require.Equal(t, want, again)
		}
		if ParseSCTPEndpoint(line, &row) {
			local := addressesBy(t, NextSCTPEndpointAddr, row.Local)
			printed := fmt.Sprintf("%16x %16x %d   %-3d %-4d %-5d %5d %5d %s",
				1, 2, row.More.Style, row.State, 3, row.LocalPort, int32(row.UID), row.Inode, join(local, ""))
			require.True(t, ParseSCTPEndpoint([]byte(printed), &again), "%q", printed)
			require.Equal(t, local, addressesBy(t, NextSCTPEndpointAddr, again.Local), "%q", printed)
			row.Local, again.Local = nil, nil
			require.Equal(t, row, again, "%q", printed)
		}
		if ParseSCTPAssociation(line, &row) {
			local, peer := sctpAddresses(t, row.Local), sctpAddresses(t, row.Peer)
			if len(local) == 0 || len(peer) == 0 {
				return // the kernel prints none without addresses
			}
			printed := fmt.Sprintf("%16x %16x %-3d %-3d %-2d %-4d %4d %8d %8d %7d %5d %-5d %5d %s<-> %s\t%8d",
				1, 2, 2, row.State, 3, 0, 20, int32(row.TxQueue), int32(row.RxQueue), int32(row.UID), row.Inode,
				row.LocalPort, row.PeerPort, join(local, "*"), join(peer, "*"), 7500)
			require.True(t, ParseSCTPAssociation([]byte(printed), &again), "%q", printed)
			require.Equal(t, local, sctpAddresses(t, again.Local), "%q", printed)
			require.Equal(t, peer, sctpAddresses(t, again.Peer), "%q", printed)
			row.Local, row.Peer, again.Local, again.Peer = nil, nil, nil, nil
			require.Equal(t, row, again, "%q", printed)
		}
	})
}

// join prints addresses as the kernel does, the first one marked.
func join(addresses []netip.Addr, mark string) string {
	var text strings.Builder
	for i, addr := range addresses {
		if i == 0 {
			text.WriteString(mark)
		}
		text.WriteString(addr.StringExpanded() + " ")
	}
	return text.String()
}
