package record

import "github.com/gonetstat/gonetstat/internal/procnet"

// AppendGroup appends a multicast group that an interface has joined.
func (r *rows) AppendGroup(dst []byte, row *procnet.Group) []byte {
	family := "inet"
	if row.Addr.Is6() {
		family = "inet6"
	}
	w := r.row(kindGroup)
	dst = r.begin(&w, dst)
	for _, part := range w.parts {
		switch part {
		case 0:
			dst = w.word(dst, keyFamily, family)
		case 1:
			dst = w.text(dst, keyIface, row.Interface)
		case 2:
			dst = w.signed(dst, keyGroupUsers, int64(row.Users))
		case 3:
			dst = w.address(dst, keyGroup, row.Addr)
		}
	}
	return w.end(dst)
}
