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

// shortRead is the length below which a read tells that the table has ended:
// the kernel fills a page, of 4 KiB or more, until a row does not fit
// (seq_read_iter in fs/seq_file.c), and no row is nearly as long as the rest.
// Asking once more would make it walk through the whole hash table of tcp
// again, which takes milliseconds however few sockets there are.
const shortRead = 3 << 10

// Reader gives the lines of a table. A goroutine of its own does the reading,
// because reading is the kernel's work on the table and the slowest step:
// it goes on while earlier lines are parsed. The goroutine ends at the end of
// the table or at Close.
type Reader struct {
	file   *os.File
	filled chan []byte
	free   chan []byte
	stop   chan struct{}
	done   chan struct{} // closed when the goroutine has ended
	err    error         // read error, valid once filled is closed

	chunk []byte // the chunk that lines are taken from
	rest  []byte // its part not given out yet
	carry []byte // a line that began in an earlier chunk
	torn  bool   // the last line given has no newline
}

// NewReader starts reading file, which the Reader owns from here on.
func NewReader(file *os.File) *Reader {
	r := &Reader{
		file:   file,
		filled: make(chan []byte, readAhead),
		free:   make(chan []byte, readAhead),
		stop:   make(chan struct{}),
		done:   make(chan struct{}),
	}
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
		if got < shortRead && len(buf)-n >= shortRead {
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
		if r.chunk != nil {
			r.free <- r.chunk[:cap(r.chunk)] // never blocks: free holds every chunk there is
		}
		r.chunk = <-r.filled
		r.rest = r.chunk
		if r.chunk == nil {
			r.torn = true
			return r.carry, len(r.carry) > 0
		}
	}
}

// Err gives the error that ended the table early, or nil. It is valid once
// Next has returned false.
func (r *Reader) Err() error { return r.err }

// Close stops the reading, wherever it is, and waits for the file to be
// closed.
func (r *Reader) Close() {
	close(r.stop)
	<-r.done
}
