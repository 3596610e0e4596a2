package procnet

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"net/netip"
	"regexp"
	"strings"
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
	f.Add([]byte("-1:0:0 0:0 0x-1 0x:0 00:-1 -0 99999999999999999999 -1 18446744073709551616"))
	f.Fuzz(func(t *testing.T, line []byte) {
		for _, table := range []*SocketTable{&TCP, &UDP} {
			var row Socket
			ok := table.Parse(line, &row)
			want, wantOK := plainSocket(string(line), table.fields)
			require.Equal(t, wantOK, ok, "%q in %s", line, table.Name)
			if !ok {
				continue
			}
			require.Equal(t, want, row, "%q", line)
			var whole Socket
			require.True(t, table.ParseWhole(line, &whole))
			require.Equal(t, want.plus(plainMore(string(line), table)), whole, "%q", line)
			var again Socket
			printed := printSocket(&row)
			require.True(t, table.Parse([]byte(printed), &again), "%q", printed)
			require.Equal(t, row, again, "%q", printed)
		}
	})
}

// A plain is a slow reader of what scanf reads: each conversion is a regular
// expression and a number of any length.
type plain struct {
	rest  string
	count int
	ended bool
}

var (
	plainDecimal = regexp.MustCompile(`^[ \t\n\v\f\r]*([-+]?)([0-9]+)`)
	plainHex     = regexp.MustCompile(`^[ \t\n\v\f\r]*([-+]?)(?:0[xX]([0-9A-Fa-f]*)|([0-9A-Fa-f]+))`)
	plainDigits  = regexp.MustCompile(`^[0-9A-Fa-f]{1,64}`)
	plainBlanks  = regexp.MustCompile(`^[ \t\n\v\f\r]*`)
	plainColon   = regexp.MustCompile(`^:`)
)

func (p *plain) match(expression *regexp.Regexp) []string {
	if p.ended {
		return nil
	}
	found := expression.FindStringSubmatch(p.rest)
	if found == nil {
		p.ended = true
		return nil
	}
	p.rest = p.rest[len(found[0]):]
	return found
}

// number gives the lower 64 bits of a number that is kept within the bounds of
// its type.
func (p *plain) number(found []string, base int, signed bool) uint64 {
	if found == nil {
		return 0
	}
	p.count++
	value, _ := new(big.Int).SetString("0"+strings.Join(found[2:], ""), base)
	negative := found[1] == "-"
	most := new(big.Int).SetUint64(1<<64 - 1)
	switch {
	case signed && negative:
		value.Neg(value)
		if least := big.NewInt(-1 << 63); value.Cmp(least) < 0 {
			value = least
		}
		return uint64(value.Int64())
	case signed:
		most = big.NewInt(1<<63 - 1)
		fallthrough
	default:
		if value.Cmp(most) > 0 {
			return most.Uint64()
		}
	}
	if negative {
		return -value.Uint64()
	}
	return value.Uint64()
}

func (p *plain) decimal() int32 { return int32(p.number(p.match(plainDecimal), 10, true)) }
func (p *plain) ulong() uint64  { return p.number(p.match(plainDecimal), 10, false) }
func (p *plain) hex() uint64    { return p.number(p.match(plainHex), 16, false) }
func (p *plain) colon()         { p.match(plainColon) }

func (p *plain) digits() string {
	p.match(plainBlanks)
	found := p.match(plainDigits)
	if found == nil {
		return ""
	}
	p.count++
	return found[0]
}

// plus gives the row with more columns.
func (s Socket) plus(more SocketMore) Socket {
	s.More = more
	return s
}

// plainMore reads what stands behind the columns of plainSocket.
func plainMore(line string, table *SocketTable) SocketMore {
	p := plain{rest: line}
	_, ok := readPlainSocket(&p, table.fields)
	if !ok || p.ended {
		return SocketMore{}
	}
	var more SocketMore
	if table.Name == "udp" {
		more = SocketMore{Known: true, Drops: uint32(p.ulong())}
	} else {
		more.RTO, more.ATO = uint32(p.ulong()), uint32(p.ulong())
		quick := uint32(p.ulong())
		more.Quick, more.Pingpong = quick/2, quick%2 == 1
		more.Window, more.SSThresh = uint32(p.ulong()), p.decimal()
		more.Known = true
	}
	if p.ended {
		return SocketMore{}
	}
	return more
}

// plainSocket reads a row of which it wants to see so many fields.
func plainSocket(line string, fields int) (row Socket, ok bool) {
	return readPlainSocket(&plain{rest: line}, fields)
}

func readPlainSocket(p *plain, fields int) (row Socket, ok bool) {
	p.decimal()
	p.colon()
	local := p.digits()
	p.colon()
	localPort := uint16(p.hex())
	remote := p.digits()
	p.colon()
	remotePort := uint16(p.hex())
	row.State = int32(p.hex())
	row.TxQueue = p.hex()
	p.colon()
	row.RxQueue = p.hex()
	row.Timer = int32(p.hex())
	p.colon()
	row.Expires = p.hex()
	row.Retransmits = p.hex()
	row.UID = uint32(p.decimal())
	row.Timeout = p.decimal()
	row.Inode = p.ulong()
	if p.count < fields {
		return Socket{}, false
	}
	row.Refs = p.decimal()
	row.Pointer = p.hex()
	row.Local = netip.AddrPortFrom(plainAddr(local, len(local) > 8), localPort)
	row.Remote = netip.AddrPortFrom(plainAddr(remote, len(local) > 8), remotePort)
	return row, true
}

// plainAddr reads an address, of which digits at the end may be missing.
func plainAddr(digits string, six bool) netip.Addr {
	var b [16]byte
	for word := 0; word < 4; word++ {
		part := digits[min(8*word, len(digits)):min(8*word+8, len(digits))]
		if !six {
			part = digits
		}
		number := plain{rest: part}
		binary.NativeEndian.PutUint32(b[4*word:], uint32(number.hex()))
	}
	if six {
		return netip.AddrFrom16(b)
	}
	return netip.AddrFrom4([4]byte(b[:4]))
}

// printSocket prints a row as get_tcp4_sock in the kernel's net/ipv4/tcp_ipv4.c
// or its IPv6 sibling does.
func printSocket(row *Socket) string {
	return fmt.Sprintf("%4d: %s:%04X %s:%04X %02X %08X:%08X %02X:%08X %08X %5d %8d %d %d %016x 20 4 30 10 -1",
		1, printAddr(row.Local.Addr()), row.Local.Port(), printAddr(row.Remote.Addr()), row.Remote.Port(),
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
