package format

import (
	"net/netip"
	"strconv"
	"unicode/utf8"
)

// AppendAddr appends an address as glibc's inet_ntop writes it. That differs
// from netip's text in an IPv4-compatible address, ::a.b.c.d.
func AppendAddr(dst []byte, addr netip.Addr) []byte {
	if addr.Is6() && !addr.Is4In6() {
		b := addr.As16()
		if [12]byte(b[:12]) == [12]byte{} && (b[12] != 0 || b[13] != 0) {
			return netip.AddrFrom4([4]byte(b[12:])).AppendTo(append(dst, "::"...))
		}
	}
	return addr.AppendTo(dst)
}

// AppendVisible appends text with everything escaped that does not print, as
// C and Go write it: \n, \x1b, \u202e, \xff for a byte that is no UTF-8. A
// backslash is doubled, so that each text has a form of its own.
func AppendVisible[T string | []byte](dst []byte, text T) []byte {
	for i := 0; i < len(text); {
		c := text[i]
		if ' ' <= c && c <= '~' {
			if c == '\\' {
				dst = append(dst, '\\')
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
		switch {
		case r == utf8.RuneError && size == 1:
			dst = append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&0xf])
		case strconv.IsPrint(r):
			dst = utf8.AppendRune(dst, r)
		default:
			var space [12]byte
			quoted := strconv.AppendQuoteRune(space[:0], r)
			dst = append(dst, quoted[1:len(quoted)-1]...)
		}
		i += size
	}
	return dst
}

const hexDigits = "0123456789abcdef"
