package procnet

import (
	"bytes"
	"io"
	"os"
)

// Sizes of the chunks that a table is read in. The kernel gives it a page at a
// time. The first chunk is one page, which is all there is of most tables and
// all that a listing of only the first rows needs; large chunks make hand-overs
// rare.
const (
	firstChunk = 4 << 10
	chunkSize  = 64 << 10
	readAhead  = 4 // large chunks of one table that may exist at a time
)

// Reading says how a table is read.
type Reading struct {
	// OnDemand reads a page only when its lines are asked for, for a listing
	// that may end after the first rows. Otherwise a goroutine reads all pages
	// but the first, while earlier lines are parsed: reading is the kernel's
	// work on the table and the slowest step.
	OnDemand bool
	// ShortRows says that no row is nearly as long as a KiB. Then a read that
	// leaves room for more than that was the last: the kernel fills a page, of
	// 4 KiB or more, until a row does not fit (seq_read_iter in
	// fs/seq_file.c). Asking once more would make it walk through the whole
	// hash table of tcp again, which takes milliseconds however few sockets
	// there are.
	ShortRows bool
}

// shortRead is the length of a read behind which a short row would have fitted.
const shortRead = 3 << 10

// Reader gives the lines of a table. Its goroutine, if it has one, ends at the
// end of the table or at Close.
type Reader struct {
	file  *os.File
	how   Reading
	ended bool  // there is nothing more to read
	err   error // read error, valid at the end of the table

	first  []byte      // the space of the first chunk, or of all on demand
	filled chan []byte // nil before there is a goroutine
	free   chan []byte
	stop   chan struct{}
	done   chan struct{} // closed when the goroutine has ended

	chunk []byte // the chunk of the goroutine's that lines are taken from
	rest  []byte // the part of a chunk that has not been given out yet
	carry []byte // a line that began in an earlier chunk
	torn  bool   // the last line given has no newline
}

// NewReader makes a Reader of file, which it owns from here on.
func NewReader(file *os.File, how Reading) *Reader {
	return &Reader{file: file, how: how, first: make([]byte, firstChunk)}
}

// readOn starts the goroutine that reads the rest of the table.
func (r *Reader) readOn() {
	r.filled = make(chan []byte, readAhead)
	r.free = make(chan []byte, readAhead)
	r.stop = make(chan struct{})
	r.done = make(chan struct{})
	go r.read()
}

func (r *Reader) read() {
	defer close(r.done)
	defer close(r.filled)
	made := 0
	for want := 2 * firstChunk; ; want = min(want*2, chunkSize) {
		var buf []byte
		select {
		case <-r.stop:
			return
		case buf = <-r.free:
		default:
			if made < readAhead {
				made++
				buf = make([]byte, chunkSize)
				break
			}
			select {
			case <-r.stop:
				return
			case buf = <-r.free:
			}
		}
		n, more := r.fill(buf, want)
		if n > 0 {
			r.filled <- buf[:n] // never blocks: filled holds every chunk there is
		}
		if !more {
			return
		}
	}
}

// fill reads until buf holds want bytes and tells whether there may be more.
func (r *Reader) fill(buf []byte, want int) (n int, more bool) {
	for n < want {
		got, err := r.file.Read(buf[n:])
		n += got
		if err != nil {
			if err != io.EOF {
				r.err = err
			}
			return n, false
		}
		if r.how.ShortRows && got < shortRead && len(buf)-n >= firstChunk-shortRead {
			return n, false
		}
	}
	return n, true
}

// Next gives the next line without its newline, or false at the end of the
// table. The line is valid until the next call.
func (r *Reader) Next() ([]byte, bool) {
	r.carry = r.carry[:0]
	for {
		if i := bytes.IndexByte(r.rest, '\n'); i >= 0 {
			line := r.rest[:i]
			r.rest = r.rest[i+1:]
			if len(r.carry) > 0 {
				r.carry = append(r.carry, line...)
				return r.carry, true
			}
			return line, true
		}
		r.carry = append(r.carry, r.rest...)
		r.rest = r.more()
		if len(r.rest) == 0 {
			r.torn = true
			return r.carry, len(r.carry) > 0
		}
	}
}

// more gives the next part of the table, or nothing at its end.
func (r *Reader) more() []byte {
	switch {
	case r.ended:
		return nil
	case r.filled != nil:
		if r.chunk != nil {
			r.free <- r.chunk[:cap(r.chunk)] // never blocks: free holds every chunk there is
		}
		r.chunk = <-r.filled
		return r.chunk
	}
	want := shortRead
	if r.how.OnDemand {
		want = 1
	}
	n, more := r.fill(r.first, want)
	r.ended = !more
	if more && !r.how.OnDemand {
		r.readOn()
	}
	return r.first[:n]
}

// Err gives the error that ended the table early, or nil. It is valid once
// Next has returned false.
func (r *Reader) Err() error { return r.err }

// Close stops the reading, wherever it is, and closes the file.
func (r *Reader) Close() {
	if r.stop != nil {
		close(r.stop)
		<-r.done
	}
	r.file.Close()
}
