package cli

import "github.com/gonetstat/gonetstat/internal/procnet"

// batch is a number of rows.
type batch[T any] struct {
	rows  []T
	arena []byte // what the rows share with their lines
	errs  []byte // complaints about garbled rows
}

// retain copies text into an arena.
func retain(arena, text []byte) (grown, copied []byte) {
	start := len(arena)
	arena = append(arena, text...)
	return arena, arena[start:len(arena):len(arena)]
}

// batches takes rows from a table's lines, some batches ahead of their use.
type batches[T any] struct {
	table  *table[T]
	reader *procnet.Reader
	closed func() // called once, when the file is closed
	ahead  int    // how many batches to keep beyond the next one
	queue  []*batch[T]
	spare  []*batch[T]
	begun  bool // the heading has been read
	ended  bool // there are no more rows
}

// take gives the next batch, or nil after the last. It belongs in spare after
// its use.
func (s *batches[T]) take() *batch[T] {
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
	var b *batch[T]
	if n := len(s.spare); n > 0 {
		b, s.spare = s.spare[n-1], s.spare[:n-1]
	} else {
		b = &batch[T]{rows: make([]T, 0, batchRows)}
	}
	s.next(b)
	s.queue = append(s.queue, b)
	if s.ended {
		s.close()
	}
}

// close closes the table.
func (s *batches[T]) close() {
	if s.closed != nil {
		s.reader.Close()
		s.closed()
		s.closed = nil
	}
}

// inodes gives the inodes of all rows that have been read ahead.
func (s *batches[T]) inodes() (inodes []uint64) {
	for _, b := range s.queue {
		for i := range b.rows {
			inodes = append(inodes, s.table.inode(&b.rows[i]))
		}
	}
	return inodes
}

// next fills a batch. At the end of the table, or of the rows to show, it sets
// ended.
func (s *batches[T]) next(b *batch[T]) {
	b.rows, b.arena, b.errs = b.rows[:0], b.arena[:0], nil
	t := s.table
	for len(b.rows) < batchRows && len(b.errs) < blockSize {
		line, ok := s.reader.Next()
		if !ok {
			s.ended = true
			return
		}
		if !s.begun {
			s.begun = true
			if t.heading != nil {
				t.heading(line)
			}
			continue
		}
		b.rows = b.rows[:len(b.rows)+1]
		row := &b.rows[len(b.rows)-1]
		verdict := skip
		if t.parse(line, row) {
			verdict = t.keep(row)
		} else {
			b.errs = append(b.errs, t.bogus...)
		}
		switch verdict {
		case show:
			if t.retain != nil {
				b.arena = t.retain(b.arena, row)
			}
			if t.lookup != nil && t.owned == nil {
				t.lookup(row)
			}
		case skip:
			b.rows = b.rows[:len(b.rows)-1]
		case stop:
			b.rows = b.rows[:len(b.rows)-1]
			s.ended = true
			return
		}
	}
}
