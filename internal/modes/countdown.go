package modes

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/gonetstat/gonetstat/internal/process"
)

// A countdown stands between a run and its standard streams. While names are
// waited for, and nothing has been written for a while, it tells on a line of
// standard error how many there are, if that is a terminal. What is written next
// takes the place of that line.
type countdown struct {
	stdout, stderr io.Writer
	pending        func() int // names that are being looked up

	mu    sync.Mutex
	begun bool
	over  bool
	wrote time.Time // last
	shown int       // characters of the line that is shown
}

// quietFor is how long nothing is written before the line is shown, and then
// shown anew.
const quietFor = time.Second

// output gives standard output.
func (c *countdown) output() io.Writer { return wiped{c, c.stdout} }

// errors gives standard error.
func (c *countdown) errors() io.Writer { return wiped{c, c.stderr} }

// begin tells that names take long. It takes none of the runtime's timers, which
// take file descriptors.
func (c *countdown) begin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.begun {
		return
	}
	c.begun = true
	if _, terminal := process.Screen(c.stderr); terminal {
		c.wrote = time.Now()
		go func() {
			for left := quietFor; left > 0; left = c.look() {
				process.Pause(left)
			}
		}()
	}
}

// end ends the countdown.
func (c *countdown) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wipe()
	c.over = true
}

// look shows the line, or shows it anew, if nothing has been written for a while.
// It gives the time after which to look again, 0 for never.
func (c *countdown) look() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return 0
	}
	if left := quietFor - time.Since(c.wrote); left > 0 {
		return left
	}
	if names := c.pending(); names > 0 {
		c.draw(names)
	}
	return quietFor
}

// draw shows the line in place of the one before.
func (c *countdown) draw(names int) {
	c.wipe()
	line := fmt.Sprintf("names to look up: %d; -n shows numbers at once", names)
	if width, _ := process.Screen(c.stderr); width > 0 {
		line = line[:min(len(line), width-1)] // of two lines one would stay
	}
	c.shown = len(line)
	io.WriteString(c.stderr, line)
}

// wipe takes the line away.
func (c *countdown) wipe() {
	if c.shown > 0 {
		io.WriteString(c.stderr, "\r"+strings.Repeat(" ", c.shown)+"\r")
		c.shown = 0
	}
}

// wiped is a stream that is written to where the line was.
type wiped struct {
	countdown *countdown
	to        io.Writer
}

func (w wiped) Write(text []byte) (int, error) {
	w.countdown.mu.Lock()
	defer w.countdown.mu.Unlock()
	w.countdown.wipe()
	if w.countdown.begun {
		w.countdown.wrote = time.Now()
	}
	return w.to.Write(text)
}
