package procnet

import (
	"bytes"
	"encoding/binary"
	"net/netip"
	"strconv"
)

// NextSCTPAddr gives the first of a list of addresses and those behind it. A
// word that is no address is read as 255.255.255.255; the list has ended when
// the address is not valid. The star on a primary address is ignored.
func NextSCTPAddr(list []byte) (addr netip.Addr, rest []byte) {
	word, rest := nextWord(list)
	if len(word) == 0 {
		return netip.Addr{}, nil
	}
	return sctpAddr(bytes.TrimPrefix(word, []byte("*"))), rest
}

// NextSCTPEndpointAddr is NextSCTPAddr for an endpoint as net-tools reads it. The
// kernel marks none of its addresses, and one with a star is none.
func NextSCTPEndpointAddr(list []byte) (addr netip.Addr, rest []byte) {
	word, rest := nextWord(list)
	if len(word) == 0 {
		return netip.Addr{}, nil
	}
	return sctpAddr(word), rest
}

// noAddr is what net-tools makes of a word that is no address.
var noAddr = netip.AddrFrom4([4]byte{255, 255, 255, 255})

func sctpAddr(word []byte) netip.Addr {
	if bytes.IndexByte(word, ':') >= 0 {
		return sctpAddr6(word)
	}
	if addr, ok := inetAddr(word); ok {
		return addr
	}
	return noAddr
}

// sctpAddr6 reads an IPv6 address as the kernel prints it here: eight groups of
// digits, none of them left out. Net-tools takes four characters of each.
func sctpAddr6(word []byte) netip.Addr {
	var b [16]byte
	rest := word
	for i := 0; i < len(b); i += 2 {
		if i > 0 {
			if len(rest) == 0 || rest[0] != ':' {
				return shortAddr6(word)
			}
			rest = rest[1:]
		}
		group := scan(rest[:min(4, len(rest))])
		binary.BigEndian.PutUint16(b[i:], uint16(group.hex()))
		if group.failed {
			return shortAddr6(word)
		}
		rest = rest[group.pos:]
	}
	return netip.AddrFrom16(b)
}

// shortAddr6 reads an address that lacks groups, in the place of which net-tools
// has what was in its memory.
func shortAddr6(word []byte) netip.Addr {
	addr, err := netip.ParseAddr(string(word))
	if err != nil {
		return noAddr
	}
	return addr.WithZone("")
}

// inetAddr reads an IPv4 address as inet_addr(3) does: one to four numbers in
// C's notation, the last of which fills the bytes that are left.
func inetAddr(word []byte) (netip.Addr, bool) {
	var b [4]byte
	for i := range b {
		digits, rest, more := bytes.Cut(word, []byte{'.'})
		n, ok := inetNumber(string(digits))
		if !ok {
			return netip.Addr{}, false
		}
		if !more {
			var last [4]byte
			binary.BigEndian.PutUint32(last[:], uint32(n))
			copy(b[i:], last[i:])
			return netip.AddrFrom4(b), n>>(8*(len(b)-i)) == 0
		}
		b[i], word = byte(n), rest
		if n > 0xff {
			return netip.Addr{}, false
		}
	}
	return netip.Addr{}, false
}

// inetNumber reads a number in C's notation.
func inetNumber(digits string) (uint64, bool) {
	base := 10
	switch {
	case len(digits) > 2 && digits[0] == '0' && digits[1]|0x20 == 'x':
		digits, base = digits[2:], 16
	case len(digits) > 1 && digits[0] == '0':
		base = 8
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return n, err == nil
}

// PrimarySCTPAddr gives the address of a list that the kernel has marked with a
// star as the one in use, or the zero Addr.
func PrimarySCTPAddr(list []byte) netip.Addr {
	star := bytes.IndexByte(list, '*')
	if star < 0 {
		return netip.Addr{}
	}
	addr, _ := NextSCTPAddr(list[star:])
	return addr
}
