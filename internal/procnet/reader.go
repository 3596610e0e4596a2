package procnet

import (
	"bytes"
	"io"
	"os"
)

// Sizes of the chunks that a Reader hands over. The kernel gives a table a
// page at a time. A first chunk of one page lets a listing that needs only the
// first rows stop early; large chunks make hand-overs rare.
const (
	firstChunk = 4 << 10
	chunkSize  = 64 << 10
	readAhead  = 4 // chunks of one table that may exist at a time
)

// Reading says how a table is read.
type Reading struct {
	// OnDemand reads a page only when its lines are asked for, for a listing
	// that may end after the first rows. Otherwise a goroutine reads on while
	// earlier lines are parsed: reading is the kernel's work on the table and
	// the slowest step.
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
	file   *os.File
	how    Reading
	filled chan []byte
	free   chan []byte
	stop   chan struct{}
	done   chan struct{} // closed when the goroutine has ended
	ended  bool          // on demand: there is nothing more to read
	err    error         // read error, valid at the end of the table

	chunk []byte // the chunk that lines are taken from
	rest  []byte // its part not given out yet
	carry []byte // a line that began in an earlier chunk
	torn  bool   // the last line given has no newline
}

// NewReader starts reading file, which the Reader owns from here on.
func NewReader(file *os.File, how Reading) *Reader {
	r := &Reader{file: file, how: how}
	if how.OnDemand {
		r.chunk = make([]byte, firstChunk)
		return r
	}
	r.filled = make(chan []byte, readAhead)
	r.free = make(chan []byte, readAhead)
	r.stop = make(chan struct{})
	r.done = make(chan struct{})
	go r.read()
	return r
}

func (r *Reader) read() {
	defer close(r.done)
	defer r.file.Close()
	defer close(r.filled)
	made := 0
	for want := firstChunk; ; want = min(want*2, chunkSize) {
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
	if r.how.OnDemand {
		if r.ended {
			return nil
		}
		n, more := r.fill(r.chunk, 1)
		r.ended = !more
		return r.chunk[:n]
	}
	if r.chunk != nil {
		r.free <- r.chunk[:cap(r.chunk)] // never blocks: free holds every chunk there is
	}
	r.chunk = <-r.filled
	return r.chunk
}

// Err gives the error that ended the table early, or nil. It is valid once
// Next has returned false.
func (r *Reader) Err() error { return r.err }

// Close stops the reading, wherever it is, and closes the file.
func (r *Reader) Close() {
	if r.how.OnDemand {
		r.file.Close()
		return
	}
	close(r.stop)
	<-r.done
}
