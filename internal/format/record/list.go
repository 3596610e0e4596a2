package record

import (
	"net/netip"
	"strconv"
)

// openList begins a list, whose items follow, each behind w.item.
func (w *writer) openList(dst []byte, k key) []byte {
	dst = append(w.key(dst, k), w.signs.openList...)
	w.items = len(dst)
	return dst
}

// item appends what separates an item from the one before it.
func (w *writer) item(dst []byte) []byte {
	if len(dst) > w.items {
		dst = append(dst, w.between...)
	}
	return dst
}

// closeList ends a list of words, numbers and addresses.
func (w *writer) closeList(dst []byte) []byte { return append(dst, w.signs.closeList...) }

// closeTexts ends a list with members that others have chosen.
func (w *writer) closeTexts(dst []byte) []byte { return w.closeList(w.encoder.texts(dst, w.items)) }

// openObject begins an object in a list, whose members follow.
func (w *writer) openObject(dst []byte) []byte {
	dst = append(w.item(dst), w.signs.openObject...)
	w.members = len(dst)
	return dst
}

// member appends the key of a member.
func (w *writer) member(dst []byte, k key) []byte {
	return w.encoder.member(dst, k, len(dst) == w.members)
}

// closeObject ends an object.
func (w *writer) closeObject(dst []byte) []byte { return append(dst, w.signs.closeObject...) }

// memberAddress appends a member that is an address, null for the zero Addr.
func (w *writer) memberAddress(dst []byte, k key, addr netip.Addr) []byte {
	dst = w.member(dst, k)
	if !addr.IsValid() {
		return append(dst, w.signs.null...)
	}
	return w.addressValue(dst, addr)
}

// memberText appends a member that is a text, null if it is empty.
func (w *writer) memberText(dst []byte, k key, text string) []byte {
	dst = w.member(dst, k)
	if text == "" {
		return append(dst, w.signs.null...)
	}
	return w.encoder.memberText(dst, text)
}

// memberSigned appends a member that is a number, null unless it is known.
func (w *writer) memberSigned(dst []byte, k key, n int64, known bool) []byte {
	dst = w.member(dst, k)
	if !known {
		return append(dst, w.signs.null...)
	}
	return strconv.AppendInt(dst, n, 10)
}
