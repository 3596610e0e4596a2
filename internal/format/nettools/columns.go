package nettools

import (
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
)

// pad appends blanks until the text that began at start is width bytes long,
// as printf's %-*s does.
func pad(dst []byte, start, width int) []byte {
	for len(dst)-start < width {
		dst = append(dst, ' ')
	}
	return dst
}

// maxText is how much text with the name of a host in it net-tools has room for,
// even where it does not cut it to a column.
const maxText = 127

// cut cuts the text that began at start to that much.
func cut(dst []byte, start int) []byte { return dst[:min(len(dst), start+maxText)] }

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
	return pad(format.AppendAddr(dst, addr), start, width)
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
