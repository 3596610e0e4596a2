package procnet

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"
)

// Rows as kernels print them, from Linux 2.2 to 6.x.
var socketRows = []string{
	string(tcpLine),
	string(tcp6Line),
	"   0: 0100007F:0019 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 20587 1 ffff9a2c4d5e6700 100 0 0 10 0                     ",
	"  12: 0F02000A:8124 0202000A:01BB 06 00000000:00000000 03:000008A5 00000000     0        0 0 3 0000000000000000                                      ",
	"   3: 0F02000A:0016 0202000A:C4E1 01 00000024:00000000 01:00000014 00000000     0        0 21456 4 c0a1d000 21 4 31 10 -1                            ",
	"  543: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 18233 2 00000000d1f2c3a4 0         ",
	"   1: 00000000:0001 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 9921 2 000000005ec1ab12 0",
	"  58: 00000000000000000000000000000000:003A 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 20733 2 0000000012ab34cd 0",
	"   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 4294967295        0 12345 1 0 100",
}

// FuzzSocketRow reads any text as a row. What is found in it is what a plain
// reader of scanf formats finds; printed as the kernel prints it, it means the
// same again.
func FuzzSocketRow(f *testing.F) {
	for _, row := range socketRows {
		f.Add([]byte(row))
	}
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6"} {
		for _, row := range recordedLines(f, table) {
			f.Add([]byte(row))
		}
	}
	f.Add([]byte("-1:0:0 0:0 0x-1 0x:0 00:-1 -0 99999999999999999999 -1 18446744073709551616"))
	f.Fuzz(func(t *testing.T, line []byte) {
		for _, table := range []*SocketTable{&TCP, &UDP} {
			var row, whole Socket
			ok := table.Parse(line, &row)
			want, wantOK := plainSocket(string(line), table)
			require.Equal(t, wantOK, ok, "%q in %s", line, table.Name)
			require.Equal(t, wantOK, table.ParseWhole(line, &whole))
			if !ok {
				continue
			}
			require.Equal(t, want, whole, "%q", line)
			want.More = SocketMore{}
			require.Equal(t, want, row, "%q", line)
			var again Socket
			printed := printSocket(&row)
			require.True(t, table.Parse([]byte(printed), &again), "%q", printed)
			require.Equal(t, row, again, "%q", printed)
		}
	})
}

// plainSocket reads a row of a table, which lacks none of the columns that
// net-tools wants to see.
func plainSocket(line string, table *SocketTable) (row Socket, ok bool) {
	var local, remote string
	var localPort uint16
	var remotePort uint64
	var quick uint32
	format := "%d: %64[0-9A-Fa-f]:%X %64[0-9A-Fa-f]:%X %X %lX:%lX %X:%lX %lX %d %d %lu %d %lX"
	variables := []any{nil, &local, &localPort, &remote, &remotePort, &row.State, &row.TxQueue, &row.RxQueue, &row.Timer,
		&row.Expires, &row.Retransmits, &row.UID, &row.Timeout, &row.Inode, &row.Refs, &row.Pointer}
	more := &row.More
	if table.Name == "tcp" {
		format += " %lu %lu %lu %lu %d"
		variables = append(variables, &more.RTO, &more.ATO, &quick, &more.Window, &more.SSThresh)
	} else {
		format += " %lu"
		variables = append(variables, &more.Drops)
	}
	fields, _ := sscanf(line, format, variables...)
	if fields < table.fields {
		return Socket{}, false
	}
	if fields == len(variables) {
		more.Known, more.Quick, more.Pingpong = true, quick/2, quick%2 == 1
	} else {
		*more = SocketMore{}
	}
	six := len(local) > 8
	row.Local = netip.AddrPortFrom(plainAddr(local, six), localPort)
	row.Remote = netip.AddrPortFrom(plainAddr(remote, six), uint16(remotePort))
	row.WidePort = remotePort > 0xFFFF && remotePort<<32 != 0
	return row, true
}

// printSocket prints a row as get_tcp4_sock in the kernel's net/ipv4/tcp_ipv4.c
// or its IPv6 sibling does.
func printSocket(row *Socket) string {
	remotePort := uint32(row.Remote.Port())
	if row.WidePort {
		remotePort |= 0x10000
	}
	return fmt.Sprintf("%4d: %s:%04X %s:%04X %02X %08X:%08X %02X:%08X %08X %5d %8d %d %d %016x 20 4 30 10 -1",
		1, printAddr(row.Local.Addr()), row.Local.Port(), printAddr(row.Remote.Addr()), remotePort,
		uint32(row.State), row.TxQueue, row.RxQueue, uint32(row.Timer), row.Expires, row.Retransmits,
		int32(row.UID), row.Timeout, row.Inode, row.Refs, row.Pointer)
}

func printAddr(addr netip.Addr) string {
	text := ""
	for b := addr.AsSlice(); len(b) > 0; b = b[4:] {
		text += fmt.Sprintf("%08X", binary.NativeEndian.Uint32(b))
	}
	return text
}
