package procnet

import (
	"encoding/binary"
	"math/big"
	"net/netip"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What the parsers emulate, done plainly: net-tools takes a table a line at a
// time and each line apart by a format of C's scanf.

var (
	plainDirective = regexp.MustCompile(`^%(\*?)0*([0-9]*)(?:h|l)?(?:([duxXsp])|(\[0-9A-Fa-f\]))`)
	plainBlanks    = regexp.MustCompile(`^[ \t\n\v\f\r]*`)
	plainWord      = regexp.MustCompile(`^[^ \t\n\v\f\r]+`)
	plainDigits    = regexp.MustCompile(`^[0-9A-Fa-f]+`)
	plainDecimal   = regexp.MustCompile(`^([-+]?)([0-9]+)`)
	plainHex       = regexp.MustCompile(`^([-+]?)(?:0[xX]([0-9A-Fa-f]*)|([0-9A-Fa-f]+))`)
	plainSign      = regexp.MustCompile(`^[-+]?`)
)

// sscanf does what C's does, with variables that each have the size of C's; nil
// is one whose value is of no interest. What does not match leaves its variable
// and those behind it alone. It gives how many variables were set, and how many
// bytes were read.
func sscanf(text, format string, variables ...any) (fields, read int) {
	text, _, _ = strings.Cut(text, "\x00")
	whole := len(text)
	skip := func(expression *regexp.Regexp) { text = text[len(expression.FindString(text)):] }
	for format != "" {
		switch {
		case format[0] == ' ':
			skip(plainBlanks)
			format = format[1:]
			continue
		case format[0] != '%':
			if !strings.HasPrefix(text, format[:1]) {
				return fields, whole - len(text)
			}
			text, format = text[1:], format[1:]
			continue
		}
		directive := plainDirective.FindStringSubmatch(format)
		format = format[len(directive[0]):]
		if directive[4] == "" {
			skip(plainBlanks)
		}
		field := text
		if width, _ := new(big.Int).SetString("0"+directive[2], 10); width.Sign() > 0 {
			field = text[:min(int(width.Int64()), len(text))]
		}
		var found []string
		var number uint64
		switch conversion := directive[3]; {
		case directive[4] != "":
			found = plainDigits.FindStringSubmatch(field)
		case conversion == "s":
			found = plainWord.FindStringSubmatch(field)
		case conversion == "p" && strings.HasPrefix(field, "(nil)"):
			found = []string{"(nil)"}
		case conversion == "d" || conversion == "u":
			if found = plainDecimal.FindStringSubmatch(field); found != nil {
				number = plainNumber(found, 10, conversion == "d")
			}
		default:
			if found = plainHex.FindStringSubmatch(field); found != nil {
				number = plainNumber(found, 16, false)
			}
		}
		if found == nil {
			if conversion := directive[3]; conversion != "" && conversion != "s" {
				text = text[len(plainSign.FindString(field)):]
			}
			return fields, whole - len(text)
		}
		text = text[len(found[0]):]
		if directive[1] == "" {
			set(variables[fields], number, found[0])
			fields++
		}
	}
	return fields, whole - len(text)
}

// plainNumber gives the lower 64 bits of a number that is kept within the bounds
// of its type, as strtol(3) and strtoul(3) keep it.
func plainNumber(found []string, base int, signed bool) uint64 {
	value, _ := new(big.Int).SetString("0"+strings.Join(found[2:], ""), base)
	negative := found[1] == "-"
	if signed {
		if negative {
			value.Neg(value)
		}
		if least := big.NewInt(-1 << 63); value.Cmp(least) < 0 {
			value = least
		}
		if most := big.NewInt(1<<63 - 1); value.Cmp(most) > 0 {
			value = most
		}
		return uint64(value.Int64())
	}
	if most := new(big.Int).SetUint64(1<<64 - 1); value.Cmp(most) > 0 {
		return most.Uint64() // whatever its sign
	}
	if negative {
		return -value.Uint64()
	}
	return value.Uint64()
}

// set sets a variable of sscanf.
func set(variable any, number uint64, text string) {
	switch v := variable.(type) {
	case nil:
	case *string:
		*v = text
	case *int16:
		*v = int16(number)
	case *uint16:
		*v = uint16(number)
	case *int32:
		*v = int32(number)
	case *uint32:
		*v = uint32(number)
	case *int64:
		*v = int64(number)
	case *uint64:
		*v = number
	default:
		panic("a variable of a type that C's are not of")
	}
}

// plainLine gives the first line of a table, as fgets does that takes so many
// bytes at a time. The newline stays.
func plainLine(table string, limit int) string {
	line := table[:min(len(table), limit)]
	if before, _, found := strings.Cut(line, "\n"); found {
		line = before + "\n"
	}
	return line
}

// plainLines gives all lines of a table.
func plainLines(table string, limit int) (lines []string) {
	for table != "" {
		lines = append(lines, plainLine(table, limit))
		table = table[len(lines[len(lines)-1]):]
	}
	return lines
}

// plainWords takes a text apart at white space.
func plainWords(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" \t\n\v\f\r", c) })
}

// plainText gives what C has of a text.
func plainText(text string) string {
	text, _, _ = strings.Cut(text, "\x00")
	return text
}

// plainAddr reads an address, of which digits at the end may be missing.
func plainAddr(digits string, six bool) netip.Addr {
	var b [16]byte
	for word := 0; word < 4; word++ {
		part := digits[min(8*word, len(digits)):min(8*word+8, len(digits))]
		if !six {
			part = digits
		}
		var number uint32
		sscanf(part, "%X", &number)
		binary.NativeEndian.PutUint32(b[4*word:], number)
	}
	if six {
		return netip.AddrFrom16(b)
	}
	return netip.AddrFrom4([4]byte(b[:4]))
}

// What C does of these was found out by calling it: glibc's.
func TestSscanfDoesWhatCsDoes(t *testing.T) {
	for _, test := range []struct {
		text, format string
		fields, read int
		number       uint64
	}{
		{" 12x", "%d", 1, 3, 12},
		{"-1", "%x", 1, 2, 1<<64 - 1},
		{"0xg", "%x", 1, 2, 0},
		{"0x1F", "%2x", 1, 2, 0},
		{"0x1F", "%3x", 1, 3, 1},
		{"-8", "%1x", 0, 1, 0},
		{"-z", "%x", 0, 1, 0},
		{"1 :2", "%*x:%x", 0, 1, 0},
		{"1:2", "%*x:%x", 1, 3, 2},
		{"1 2", "%*d %d", 1, 3, 2},
		{" a", "%64[0-9A-Fa-f]", 0, 0, 0},
		{"99999999999999999999", "%ld", 1, 20, 1<<63 - 1},
		{"-99999999999999999999", "%lu", 1, 21, 1<<64 - 1},
		{"\x001", "%d", 0, 0, 0},
	} {
		var number uint64
		fields, read := sscanf(test.text, test.format, &number)
		assert.Equal(t, test.fields, fields, "%q %s", test.text, test.format)
		assert.Equal(t, test.read, read, "%q %s", test.text, test.format)
		assert.Equal(t, test.number, number, "%q %s", test.text, test.format)
	}
}
