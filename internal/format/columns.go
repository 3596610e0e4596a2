package format

import (
	"net/netip"
	"strconv"
)

// pad appends blanks until the text that began at start is width bytes long,
// as printf's %-*s does.
func pad(dst []byte, start, width int) []byte {
	for len(dst)-start < width {
		dst = append(dst, ' ')
	}
	return dst
}

// padFront puts blanks in front of the text that began at start, until it is
// width bytes long, as printf's %*s does.
func padFront(dst []byte, start, width int) []byte {
	end := len(dst)
	dst = pad(dst, start, width)
	blanks := len(dst) - end
	copy(dst[start+blanks:], dst[start:end])
	for i := range blanks {
		dst[start+i] = ' '
	}
	return dst
}

// appendLeft appends text on the left of a column.
func appendLeft(dst []byte, text string, width int) []byte {
	start := len(dst)
	return pad(append(dst, text...), start, width)
}

// appendIntLeft appends a signed number on the left of a column.
func appendIntLeft(dst []byte, v int64, width int) []byte {
	start := len(dst)
	return pad(strconv.AppendInt(dst, v, 10), start, width)
}

// appendUintLeft appends an unsigned number on the left of a column.
func appendUintLeft(dst []byte, v uint64, width int) []byte {
	start := len(dst)
	return pad(strconv.AppendUint(dst, v, 10), start, width)
}

// appendIntRight appends a signed number on the right of a column.
func appendIntRight(dst []byte, v int64, width int) []byte {
	var digits [20]byte
	text := strconv.AppendInt(digits[:0], v, 10)
	for range width - len(text) {
		dst = append(dst, ' ')
	}
	return append(dst, text...)
}

// appendAddrLeft appends an address on the left of a column.
func appendAddrLeft(dst []byte, addr netip.Addr, width int) []byte {
	start := len(dst)
	return pad(appendAddr(dst, addr), start, width)
}

// appendAddr appends an address as glibc's inet_ntop writes it. That differs
// from netip's text in an IPv4-compatible address, ::a.b.c.d.
func appendAddr(dst []byte, addr netip.Addr) []byte {
	if addr.Is6() && !addr.Is4In6() {
		b := addr.As16()
		if [12]byte(b[:12]) == [12]byte{} && (b[12] != 0 || b[13] != 0) {
			return netip.AddrFrom4([4]byte(b[12:])).AppendTo(append(dst, "::"...))
		}
	}
	return addr.AppendTo(dst)
}

// appendUintRight appends an unsigned number on the right of a column.
func appendUintRight(dst []byte, v uint64, width int) []byte {
	var digits [20]byte
	text := strconv.AppendUint(digits[:0], v, 10)
	for range width - len(text) {
		dst = append(dst, ' ')
	}
	return append(dst, text...)
}
