package cli

import "github.com/gonetstat/gonetstat/internal/procnet"

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
