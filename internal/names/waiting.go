package names

import (
	"context"
	"sync"
	"time"

	"github.com/gonetstat/gonetstat/internal/process"
)

// haste is how often is told that names are waited for.
const haste = 50 * time.Millisecond

// Telling gives a Cache with the same names for one goroutine that makes text of
// rows. It is told, by a call of tell in that goroutine, when it waits for a name
// and names have been waited for longer than a moment, so that it can have shown
// what it has so far. Where only files are read, it is not.
func (c *Cache) Telling(tell func()) *Cache {
	if c == nil || tell == nil {
		return c
	}
	return &Cache{c.found, &waiting{tell}}
}

// Pending gives how many names are being looked up or wait for that.
func (c *Cache) Pending() int {
	return c.hosts.pending() + c.users.pending() + c.networks.pending()
}

// waiting is one who waits for names.
type waiting struct{ tell func() }

// until waits until a lookup is done, and returns false if the context ends
// before.
func (w *waiting) until(ctx context.Context, done <-chan struct{}, asking *asking) bool {
	if w == nil {
		return isDone(ctx, done, nil)
	}
	select {
	case <-done:
		return true
	default:
	}
	// A clock takes a thread, and files take no time.
	if !isDone(ctx, done, asking.begun) && !isDone(ctx, done, asking.tick()) && ctx.Err() == nil {
		w.tell()
	}
	return isDone(ctx, done, nil)
}

// isDone waits until a lookup is done, which it returns, or its context has ended
// or something else has.
func isDone(ctx context.Context, done, other <-chan struct{}) bool {
	select {
	case <-done:
		return true
	case <-ctx.Done():
	case <-other:
	}
	return false
}

// asking is what those who wait know of questions to others than files: whether
// there was one, and a clock. That is none of the runtime's timers, which take
// file descriptors.
type asking struct {
	once  sync.Once
	begun chan struct{} // closed when the first is asked
	pause func(time.Duration)

	mu   sync.Mutex
	next chan struct{} // closed at the next tick; nil if nobody waits for it
}

func newAsking() *asking { return &asking{begun: make(chan struct{}), pause: process.Pause} }

// begin tells that someone is asked.
func (a *asking) begin() { a.once.Do(func() { close(a.begun) }) }

// tick gives what is closed when the clock ticks next, which stands still while
// nobody looks at it.
func (a *asking) tick() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.next == nil {
		a.next = make(chan struct{})
		go a.run(a.next)
	}
	return a.next
}

// run runs the clock until it ticks.
func (a *asking) run(next chan struct{}) {
	a.pause(haste)
	a.mu.Lock()
	a.next = nil
	a.mu.Unlock()
	close(next)
}
