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

// A block is a piece of a table's listing, for standard output or for standard
// error.
type block struct {
	text []byte
	errs bool
}

// blockSize is how much text a table gathers before it hands it on, and
// blocksAhead how many such blocks wait for the tables listed before.
const (
	blockSize   = 32 << 10
	blocksAhead = 4
)

// listing is a table being listed. Its text is read from blocks; missing and
// err are valid once blocks is closed.
type listing struct {
	blocks  chan block
	free    chan []byte // text that has been written
	stopped <-chan struct{}
	missing bool  // the kernel has no such table, or does not show it
	err     error // what ended the table early
}

func newListing() *listing {
	return &listing{blocks: make(chan block, blocksAhead), free: make(chan []byte, blocksAhead+2)}
}

// buffer gives an empty buffer for a block of text.
func (l *listing) buffer() []byte {
	select {
	case text := <-l.free:
		return text[:0]
	default:
		return make([]byte, 0, blockSize+blockSize/4)
	}
}

// send hands on a block and tells whether anyone still wants more.
func (l *listing) send(b block) bool {
	select {
	case l.blocks <- b:
		return true
	case <-l.stopped:
		return false
	}
}

// recycle takes back a buffer whose text has been written.
func (l *listing) recycle(text []byte) {
	select {
	case l.free <- text:
	default:
	}
}

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

// list lists a table: it reads rows, looks ahead as far as names and owners
// need it, and hands on text. It calls closed as soon as it has no file open.
func list[T any](l *listing, t *table[T], tables procnet.Tables, ahead *ahead, closed func()) {
	defer close(l.blocks)
	file, err := tables.Open(t.name)
	if err != nil {
		closed()
		ahead.complete(nil)
		l.missing = lacks(err)
		if !l.missing {
			l.err = err
		}
		return
	}
	// A table is read on demand when nothing but listeners is shown.
	if t.reading.OnDemand && procnet.NoListeners(tables, t.name) {
		file.Close()
		closed()
		ahead.complete(nil)
		return
	}
	source := &batches[T]{table: t, reader: procnet.NewReader(file, t.reading), closed: closed}
	defer source.close()
	if ahead.owners != nil || t.lookup != nil {
		source.ahead = batchesAhead
	}
	source.fill()
	for !source.ended && ahead.more() {
		source.read()
	}
	if source.ended {
		ahead.complete(source.inodes())
	} else {
		ahead.overflow()
	}
	ahead.owners.wait()
	writer := &blockWriter{listing: l, text: l.buffer()}
	for b := source.take(); b != nil; b = source.take() {
		if !writer.errors(b.errs) {
			return
		}
		t.choose(b)
		for i := range b.rows {
			writer.text = t.append(writer.text, &b.rows[i])
			if len(writer.text) >= blockSize && !writer.flush() {
				return
			}
		}
		source.spare = append(source.spare, b)
	}
	l.err = source.reader.Err()
	writer.flush()
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

// blockWriter gathers a table's text into blocks.
type blockWriter struct {
	listing *listing
	text    []byte
}

// flush hands on what has been gathered and tells whether to go on.
func (w *blockWriter) flush() bool {
	if len(w.text) > 0 && !w.listing.send(block{text: w.text}) {
		return false
	}
	w.text = w.listing.buffer()
	return true
}

// errors hands on complaints, behind the rows before them.
func (w *blockWriter) errors(text []byte) bool {
	return len(text) == 0 || w.flush() && w.listing.send(block{text: text, errs: true})
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
