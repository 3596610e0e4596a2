package record

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendMasquerade appends a masqueraded connection.
func (r *rows) AppendMasquerade(dst []byte, row *procnet.Masquerade) []byte {
	w := r.row(kindMasquerade)
	dst = r.begin(&w, dst)
	dst = w.word(dst, keyProto, strings.ToLower(row.Protocol))
	dst = w.word(dst, keyFamily, "inet")
	dst = w.address(dst, keySourceAddress, row.Source.Addr())
	dst = w.unsigned(dst, keySourcePort, uint64(row.Source.Port()))
	dst = w.address(dst, keyDestinationAddress, row.Destination.Addr())
	dst = w.unsigned(dst, keyDestinationPort, uint64(row.Destination.Port()))
	dst = w.unsigned(dst, keyMasqueradedPort, uint64(row.Port))
	dst = w.unsigned(dst, keyInitialSequence, row.InitialSequence)
	dst = w.signed(dst, keyDelta, int64(row.Delta))
	if row.HasPrevious {
		dst = w.signed(dst, keyPreviousDelta, int64(row.PreviousDelta))
	} else {
		dst = w.null(dst, keyPreviousDelta)
	}
	return w.end(w.hundredths(dst, keyExpiresSeconds, row.Expires))
}
