package procnet

import (
	"bytes"
	"net/netip"
	"strings"
)

// An Inet6Address is a row of net/if_inet6: an IPv6 address of an interface.
// The columns are written by if6_seq_show() in net/ipv6/addrconf.c.
type Inet6Address struct {
	Interface string
	Addr      netip.Addr
	Prefix    int32  // length in bits
	Scope     uint32 // IPV6_ADDR_SCOPE_MASK and the bit of an IPv4-compatible address
}

// scopeCompatible is IPV6_ADDR_COMPATv4 of the kernel's include/net/ipv6.h.
const scopeCompatible = 0x80

// inet6Addresses takes the rows off net/if_inet6.
type inet6Addresses struct {
	scanner
	groups [8]string
	row    Inet6Address
	last   map[string]netip.Addr // of each interface
}

// ReadInet6Addresses reads net/if_inet6. The error is that of opening the
// table.
//
// net-tools reads the table as one run of fields: lines mean nothing to it,
// what does not match ends a row where it stands, and the next row begins
// there. A row that ends early keeps the values of the row before it, less the
// bit of an IPv4-compatible scope, which net-tools clears when it prints it.
// In place of an address that is none stands the one before of the interface, or
// if it has none, of another.
func ReadInet6Addresses(tables Tables) ([]Inet6Address, error) {
	content, err := readTable(tables, "if_inet6")
	if err != nil {
		return nil, err
	}
	t := inet6Addresses{scanner: scan(content), last: map[string]netip.Addr{}}
	t.row.Addr = netip.IPv6Unspecified()
	var rows []Inet6Address
	for t.next() {
		rows = append(rows, t.row)
		t.row.Scope &^= scopeCompatible
	}
	return rows, nil
}

// next reads the next row, %4s eight times, %08x, %02x three times and %20s.
// It is false at the end of the table.
func (t *inet6Addresses) next() bool {
	t.failed = false
	for i := range t.groups {
		group := t.word(4)
		if t.failed {
			if i == 0 {
				return false
			}
			break
		}
		t.groups[i] = string(group)
	}
	t.hexWithin(8) // the number of the interface
	if prefix := t.hexWithin(2); !t.failed {
		t.row.Prefix = int32(prefix)
	}
	if scope := t.hexWithin(2); !t.failed {
		t.row.Scope = scope
	}
	t.hexWithin(2) // flags
	if name := t.word(20); !t.failed {
		t.row.Interface = string(name)
	}
	text := strings.Join(t.groups[:], ":")
	if addr, err := netip.ParseAddr(text); err == nil && addr.Is6() && addr.Zone() == "" {
		t.row.Addr = addr
		t.last[t.row.Interface] = addr
	} else if addr, ok := t.last[t.row.Interface]; ok {
		t.row.Addr = addr
	}
	return true
}

// hexWithin reads %Nx: an unsigned hexadecimal number of at most width bytes,
// which include its sign and its 0x. A 0x alone is 0.
func (s *scanner) hexWithin(width int) uint32 {
	if s.failed {
		return 0
	}
	s.blanks()
	field := s.line[s.pos:min(len(s.line), s.pos+width)]
	digits := field
	negative := bytes.HasPrefix(digits, []byte("-"))
	if negative || bytes.HasPrefix(digits, []byte("+")) {
		digits = digits[1:]
	}
	some := len(digits) > 1 && digits[0] == '0' && digits[1]|0x20 == 'x'
	if some {
		digits = digits[2:]
	}
	var v uint32
	for len(digits) > 0 && hexValue[digits[0]] < 16 {
		v = v<<4 | uint32(hexValue[digits[0]])
		digits = digits[1:]
		some = true
	}
	s.pos += len(field) - len(digits)
	if !some {
		s.failed = true
		return 0
	}
	s.fields++
	if negative {
		return -v
	}
	return v
}
