package procnet

import (
	"bytes"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// sctpAddresses gives the addresses of a list.
func sctpAddresses(t *testing.T, list []byte) (addresses []netip.Addr) {
	for len(list) > 0 {
		addr, rest := NextSCTPAddr(list)
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

// FuzzSCTPRow reads any text as a row of net/sctp/eps and of net/sctp/assocs.
// Printed as the kernel prints it, a row means the same again.
func FuzzSCTPRow(f *testing.F) {
	f.Add([]byte("ffff9d1a43d51a00 ffff9d1a1f7b6900 2   10  29   4001      0 33344 10.0.0.1 192.168.1.1 "))
	f.Add([]byte("ffff9d1a43d51a00 ffff9d1a1f7b6900 0   7   3 38 9876  1000 44151 0.0.0.0 "))
	f.Add([]byte("ffff9d1a41fd6000 ffff9d1a1f7b6900 2   1   3  20      0       12       34    1000 33344 4001  50002  *10.0.0.1 192.168.1.1 <-> *10.0.0.2 192.168.1.2 \t    7500    10    10   10    0    0        0        1        0   212992   212992"))
	f.Add([]byte("a b 2 1 3 20 0 0 0 0 0x1F 07 -1 <->\t*::1%lo <-> zz"))
	f.Fuzz(func(t *testing.T, line []byte) {
		var row, again SCTPSocket
		if ParseSCTPEndpoint(line, &row) {
			local := sctpAddresses(t, row.Local)
			printed := fmt.Sprintf("%16x %16x %d   %-3d %-4d %-5d %5d %5d %s",
				1, 2, row.More.Style, row.State, 3, row.LocalPort, int32(row.UID), row.Inode, join(local, ""))
			require.True(t, ParseSCTPEndpoint([]byte(printed), &again), "%q", printed)
			require.Equal(t, local, sctpAddresses(t, again.Local), "%q", printed)
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
		whole := SCTPSocket{More: SCTPMore{Known: 5}} // of a row before
		require.Equal(t, ParseSCTPAssociation(line, &row), ParseWholeSCTPAssociation(line, &whole), "%q", line)
		whole.More = SCTPMore{}
		if ParseSCTPAssociation(line, &row) {
			require.Equal(t, row, whole, "%q", line)
		}
	})
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

// join prints addresses as the kernel does, the first one marked.
func join(addresses []netip.Addr, mark string) string {
	var text strings.Builder
	for i, addr := range addresses {
		if i == 0 {
			text.WriteString(mark)
		}
		text.WriteString(addr.String() + " ")
	}
	return text.String()
}
