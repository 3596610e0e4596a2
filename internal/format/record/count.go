package record

import "github.com/gonetstat/gonetstat/internal/format"

// countedProtocol gives the names of the protocol and the family of what is
// counted.
func countedProtocol(proto string) (name, family string) {
	switch proto {
	case "unix":
		return proto, proto
	case "sctp6":
		return "sctp", "inet6"
	}
	return protocol(proto)
}

// AppendCount appends a line of a summary.
func (r *rows) AppendCount(dst []byte, row *format.Count) []byte {
	w := r.row(kindCount)
	dst = r.begin(&w, dst)
	dst = w.word(dst, keyCounted, row.Counted)
	if row.Proto == "" {
		dst = w.nulls(dst, keyCountProto, keyCountFamily)
	} else {
		name, family := countedProtocol(row.Proto)
		dst = w.word(dst, keyCountProto, name)
		dst = w.word(dst, keyCountFamily, family)
	}
	dst = w.textOrNull(dst, keyCountName, row.Name)
	dst = w.unsigned(dst, keyCount, row.Number)
	dst = w.boolean(dst, keyAtLeast, row.AtLeast)
	return w.end(dst)
}
