package engine

import "slices"

// Rows are read in batches: handing one on wakes a goroutine, which takes as long as
// a hundred rows. A table whose rows are seen early, or wait for their owners, runs
// ahead by some batches. While owners are being looked for, all tables together may
// keep some more.
const (
	batchRows     = 1024
	batchesAhead  = 4
	batchesShared = 112 // about 16 MiB
)

// A Batch is a number of rows of a table, in their order.
type Batch[T any] struct {
	Rows         []T
	Garbled      int // how many lines between them are no rows
	FirstGarbled int // number of the first of these, counted from 1 with the heading

	arena []byte // what the rows share with their source
}

// retain copies text into an arena.
func retain(arena, text []byte) (grown, copied []byte) {
	start := len(arena)
	arena = append(arena, text...)
	return arena, arena[start:len(arena):len(arena)]
}

// batches takes rows from a table's source, some batches ahead of their use.
type batches[T any] struct {
	table  *table[T]
	source source[T]
	closed func() // called once, when the source is closed
	ahead  int    // how many batches to keep beyond the next one
	queue  []*Batch[T]
	spare  []*Batch[T]
	full   bool // some batch had no room for more
	ended  bool // there are no more rows
}

// take gives the next batch, or nil after the last. It belongs in spare after
// its use.
func (s *batches[T]) take() *Batch[T] {
	s.fill()
	if len(s.queue) == 0 {
		return nil
	}
	b := s.queue[0]
	s.queue = append(s.queue[:0], s.queue[1:]...)
	return b
}

// fill reads ahead.
func (s *batches[T]) fill() {
	for len(s.queue) <= s.ahead && !s.ended {
		s.read()
	}
}

// read reads one more batch.
func (s *batches[T]) read() {
	var b *Batch[T]
	if n := len(s.spare); n > 0 {
		b, s.spare = s.spare[n-1], s.spare[:n-1]
	} else {
		b = &Batch[T]{}
	}
	s.next(b)
	s.queue = append(s.queue, b)
	if s.ended {
		s.close()
	}
}

// close closes the source.
func (s *batches[T]) close() {
	if s.closed != nil {
		s.source.close()
		s.closed()
		s.closed = nil
	}
}

// inodes gives the inodes of all rows that have been read ahead, and of their
// peers.
func (s *batches[T]) inodes() (inodes []uint64) {
	for _, b := range s.queue {
		for i := range b.Rows {
			inodes = append(inodes, s.table.inode(&b.Rows[i]))
			if s.table.peer != nil {
				if peer := s.table.peer(&b.Rows[i]); peer != 0 {
					inodes = append(inodes, peer)
				}
			}
		}
	}
	return inodes
}

// room makes room for one more row. Most tables have few of them or none, and batches
// of one that has many are as large as they get from the beginning.
func (s *batches[T]) room(rows []T) []T {
	switch {
	case len(rows) < cap(rows):
		return rows
	case s.full:
		return slices.Grow(rows, batchRows-len(rows))
	}
	return slices.Grow(rows, max(4, 3*len(rows)))
}

// next fills a batch. At the end of the table, or of the rows to show, it sets
// ended.
func (s *batches[T]) next(b *Batch[T]) {
	b.Rows, b.arena, b.Garbled = b.Rows[:0], b.arena[:0], 0
	t := s.table
	for len(b.Rows)+b.Garbled < batchRows {
		b.Rows = s.room(b.Rows)[:len(b.Rows)+1]
		row := &b.Rows[len(b.Rows)-1]
		verdict := skip
		switch s.source.next(row) {
		case isRow:
			verdict = t.keep(row)
		case garbled:
			if b.Garbled++; b.Garbled == 1 {
				b.FirstGarbled = s.source.line()
			}
		case isEnd:
			verdict = stop
		}
		switch verdict {
		case show:
			if t.retain != nil {
				b.arena = t.retain(b.arena, row)
			}
			if t.see != nil && t.owned == nil {
				t.see(row)
			}
		case skip:
			b.Rows = b.Rows[:len(b.Rows)-1]
		case stop:
			b.Rows = b.Rows[:len(b.Rows)-1]
			s.ended = true
			return
		}
	}
	s.full = true
}
