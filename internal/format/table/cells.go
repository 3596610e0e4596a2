package table

import (
	"bytes"
	"context"
	"net/netip"
	"slices"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
)

// The functions of this file make fields, and cells that several kinds of rows
// have.

func textField[T any](title string, text func(row T) string) field[T] {
	return field[T]{column{title: title}, func(_ *rows, dst []byte, row T) []byte { return append(dst, text(row)...) }}
}

func stateField[T any](word func(row T) string) field[T] {
	state := textField("State", word)
	state.state = true
	return state
}

// number is any number that the kernel tells.
type number interface {
	~int16 | ~int32 | ~int64 | ~uint16 | ~uint32 | ~uint64
}

func numberField[T any, N number](title string, value func(row T) N) field[T] {
	return field[T]{column{title: title, right: true}, func(_ *rows, dst []byte, row T) []byte {
		return appendNumber(dst, value(row))
	}}
}

func appendNumber[N number](dst []byte, value N) []byte {
	if value < 0 {
		return strconv.AppendInt(dst, int64(value), 10)
	}
	return strconv.AppendUint(dst, uint64(value), 10)
}

// addressField is for a host, or nothing for an address that is not set.
func addressField[T any](title string, addr func(row T) netip.Addr) field[T] {
	return field[T]{column{title: title, short: shortenAddresses()}, func(f *rows, dst []byte, row T) []byte {
		return f.appendSet(dst, addr(row))
	}}
}

// appendSet appends the name or the number of a host, or nothing for 0.0.0.0 and
// ::, with which the kernel says that there is none.
func (f *rows) appendSet(dst []byte, addr netip.Addr) []byte {
	if addr.IsUnspecified() || !addr.IsValid() {
		return dst
	}
	return f.appendHost(dst, addr)
}

// appendHost appends the name or the number of a host that is none of a socket.
func (f *rows) appendHost(dst []byte, addr netip.Addr) []byte {
	switch {
	case f.NumericHosts || addr.IsUnspecified():
	case f.Ahead:
		f.Cache.Prefetch(context.Background(), addr)
	default:
		if name, ok := f.Cache.Host(context.Background(), addr); ok {
			return append(dst, name...)
		}
	}
	return format.AppendAddr(dst, addr)
}

// bracket puts brackets around a host that begins at start, if it is an IPv6
// address, so that a port can follow.
func bracket(dst []byte, start int) []byte {
	if host := dst[start:]; bytes.IndexByte(host, ':') >= 0 && host[0] != '[' {
		dst = append(slices.Insert(dst, start, '['), ']')
	}
	return dst
}
