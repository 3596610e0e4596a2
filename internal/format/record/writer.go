package record

import (
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
)

// A writer appends the fields of a row, a key and a value at a time. What the
// value is says the name of the method.
type writer struct {
	*layout
	*signs
	encoder encoder
	keys    *[]key // learns the keys but for those of the namespace, unless nil
	space   *format.Space

	items   int // where those of the list begin that is being appended
	members int // where those of the object in it do
}

// key appends what stands in front of a value. In CSV that is a comma most of
// the time, which is worth a way of its own.
func (w *writer) key(dst []byte, k key) []byte {
	if before := w.before[k]; len(before) == 1 {
		return append(dst, before[0])
	}
	return w.longKey(dst, k)
}

// longKey appends what stands in front of a value, and tells the key to who
// learns it.
func (w *writer) longKey(dst []byte, k key) []byte {
	if w.keys != nil {
		*w.keys = append(*w.keys, k)
	}
	return append(dst, w.before[k]...)
}

// end ends the row.
func (w *writer) end(dst []byte) []byte {
	if w.signs.spaceLast {
		dst = w.lives(dst)
	}
	return append(dst, w.after...)
}

// lives appends what those who live in the namespace belong to.
func (w *writer) lives(dst []byte) []byte {
	dst = append(dst, w.before[keyNetNSWorkload]...)
	if its := w.space.Lives(); its != nil {
		return w.encoder.text(dst, its.Word)
	}
	return append(dst, w.signs.null...)
}

func (w *writer) null(dst []byte, k key) []byte {
	dst = w.key(dst, k)
	if w.signs.null == "" { // copying nothing costs as much as copying a word
		return dst
	}
	return append(dst, w.signs.null...)
}

// nulls appends several keys without a value.
func (w *writer) nulls(dst []byte, keys ...key) []byte {
	for _, k := range keys {
		dst = w.null(dst, k)
	}
	return dst
}

func (w *writer) unsigned(dst []byte, k key, n uint64) []byte {
	dst = w.key(dst, k)
	if n < 10 {
		return append(dst, byte('0'+n))
	}
	return strconv.AppendUint(dst, n, 10)
}

func (w *writer) signed(dst []byte, k key, n int64) []byte {
	dst = w.key(dst, k)
	if 0 <= n && n < 10 {
		return append(dst, byte('0'+n))
	}
	return strconv.AppendInt(dst, n, 10)
}

// hundredths appends a number with two decimals.
func (w *writer) hundredths(dst []byte, k key, n uint64) []byte {
	dst = w.key(dst, k)
	if n < 1000 {
		dst = append(dst, byte('0'+n/100))
	} else {
		dst = strconv.AppendUint(dst, n/100, 10)
	}
	return append(dst, '.', byte('0'+n%100/10), byte('0'+n%10))
}

func (w *writer) boolean(dst []byte, k key, b bool) []byte {
	return strconv.AppendBool(w.key(dst, k), b)
}

// word appends a word of our own, which needs no care, or null if it is empty.
func (w *writer) word(dst []byte, k key, word string) []byte {
	if word == "" {
		return w.null(dst, k)
	}
	return w.wordValue(w.key(dst, k), word)
}

// text appends a text that others have chosen.
func (w *writer) text(dst []byte, k key, text string) []byte {
	return w.encoder.text(w.key(dst, k), text)
}

// textOrNull appends a text that others have chosen, or null if it is empty.
func (w *writer) textOrNull(dst []byte, k key, text string) []byte {
	if text == "" {
		return w.null(dst, k)
	}
	return w.text(dst, k, text)
}

// bytes does as textOrNull does.
func (w *writer) bytes(dst []byte, k key, text []byte) []byte {
	if len(text) == 0 {
		return w.null(dst, k)
	}
	return w.encoder.bytes(w.key(dst, k), text)
}

// address appends an address, or null for the zero Addr.
func (w *writer) address(dst []byte, k key, addr netip.Addr) []byte {
	if !addr.IsValid() {
		return w.null(dst, k)
	}
	return w.addressValue(w.key(dst, k), addr)
}

// wordValue appends a word without a key.
func (w *writer) wordValue(dst []byte, word string) []byte {
	if w.quoted {
		return append(append(append(dst, '"'), word...), '"')
	}
	return append(dst, word...)
}

// addressValue appends a valid address without a key.
func (w *writer) addressValue(dst []byte, addr netip.Addr) []byte {
	if w.quoted {
		return append(addr.AppendTo(append(dst, '"')), '"')
	}
	return addr.AppendTo(dst)
}
