package cli

import "github.com/gonetstat/gonetstat/internal/procnet"

// verdict is what becomes of a row.
type verdict int

const (
	skip verdict = iota
	show
	stop // neither this row nor any later one is shown
)

// table says how one table is listed. T is its row.
type table[T any] struct {
	reading procnet.Reading
	name    string                            // below /proc/net
	heading func(line []byte)                 // sees the first line; may be nil
	parse   func(line []byte, row *T) bool    // false for a garbled row
	bogus   string                            // what is said of a garbled row
	keep    func(row *T) verdict              // which rows are shown
	owned   func(row *T) bool                 // which of them, by their owners; nil for all
	inode   func(row *T) uint64               // the socket's inode, to look for its owner
	lookup  func(row *T)                      // starts the lookup of names; nil when none are shown
	retain  func(arena []byte, row *T) []byte // copies what the row shares with its line; nil when it shares nothing
	append  func(dst []byte, row *T) []byte   // the row as text
}

// choose leaves those rows in a batch whose owners are wanted, now that they
// are known, and starts the lookups of their names.
func (t *table[T]) choose(b *batch[T]) {
	if t.owned == nil {
		return
	}
	chosen := b.rows[:0]
	for i := range b.rows {
		if row := &b.rows[i]; t.owned(row) {
			if t.lookup != nil {
				t.lookup(row)
			}
			chosen = append(chosen, *row)
		}
	}
	b.rows = chosen
}
