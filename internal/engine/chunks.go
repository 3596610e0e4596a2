package engine

import (
	"io"
	"sync"

	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// chunksAhead is how many chunks of a dump may exist at a time beside the first.
const chunksAhead = 3

// chunks reads a dump chunk by chunk. What does not fit in the first one is read
// by a goroutine while rows are parsed and shown: the kernel makes the rows when
// they are read, which takes longer than all that follows.
type chunks struct {
	conn *sockdiag.Conn
	dump *sockdiag.Dump
	pool *sync.Pool // of *[sockdiag.ChunkSize]byte, for the first chunk

	ended  bool // the dump has been read to its end
	filled chan chunk
	free   chan []byte
	stop   chan struct{}
	done   chan struct{} // closed when the goroutine has ended
	taken  []byte        // the buffer of the chunk that was given last
}

// chunk is what one call of Dump.Next gives.
type chunk struct {
	rows sockdiag.Rows
	err  error
	buf  []byte
}

// first gives the first chunk.
func (c *chunks) first() (sockdiag.Rows, error) {
	c.taken = c.pool.Get().(*[sockdiag.ChunkSize]byte)[:]
	rows, err := c.dump.Next(c.taken)
	c.ended = err != nil
	return rows, err
}

// next gives the next chunk, io.EOF behind the last one.
func (c *chunks) next() (sockdiag.Rows, error) {
	switch {
	case c.ended:
		return sockdiag.Rows{}, io.EOF
	case c.filled == nil:
		c.readOn()
	default:
		c.free <- c.taken // never blocks: free holds every buffer there is
	}
	next := <-c.filled
	c.taken, c.ended = next.buf, next.err != nil
	return next.rows, next.err
}

// readOn starts the goroutine that reads the rest.
func (c *chunks) readOn() {
	c.filled = make(chan chunk, chunksAhead+1)
	c.free = make(chan []byte, chunksAhead+1)
	c.stop = make(chan struct{})
	c.done = make(chan struct{})
	c.free <- c.taken
	go c.read()
}

func (c *chunks) read() {
	defer close(c.done)
	for made := 0; ; {
		var buf []byte
		select {
		case <-c.stop:
			return
		case buf = <-c.free:
		default:
			if made < chunksAhead {
				made++
				buf = make([]byte, sockdiag.ChunkSize)
				break
			}
			select {
			case <-c.stop:
				return
			case buf = <-c.free:
			}
		}
		rows, err := c.dump.Next(buf)
		c.filled <- chunk{rows, err, buf} // never blocks: filled holds every buffer there is
		if err != nil {
			return
		}
	}
}

// close stops the reading, wherever it is.
func (c *chunks) close() {
	if c.stop != nil {
		close(c.stop)
		<-c.done
	}
	if c.taken != nil {
		c.pool.Put((*[sockdiag.ChunkSize]byte)(c.taken))
	}
	c.conn.Close()
}
