package engine

// verdict is what becomes of a row.
type verdict int

const (
	skip verdict = iota
	show
	stop // neither this row nor any later one is shown
)

// table says how one table of one namespace is listed. T is its row.
type table[T any] struct {
	open   func() (source[T], error)         // gives nil if nothing is listed or with an error, that of procnet.Tables.Open
	keep   func(row *T) verdict              // which rows are shown
	inode  func(row *T) uint64               // the socket's inode, to look for its owner
	retain func(arena []byte, row *T) []byte // copies what the row shares with its source; nil when it shares nothing
	owned  func(row *T) bool                 // which of the rows kept are shown, by their owners; nil for all
	see    func(row *T)                      // sees every row that is shown, early; may be nil
	beside func()                            // learns what is not in rows, while they are read; may be nil
	peer   func(row *T) uint64               // the inode of a socket whose owner is wanted too, known by what beside learns; may be nil
}

// choose leaves those rows whose owners are wanted, now that they are known.
func (t *table[T]) choose(rows []T) []T {
	if t.owned == nil {
		return rows
	}
	chosen := rows[:0]
	for i := range rows {
		if row := &rows[i]; t.owned(row) {
			if t.see != nil {
				t.see(row)
			}
			chosen = append(chosen, *row)
		}
	}
	return chosen
}
