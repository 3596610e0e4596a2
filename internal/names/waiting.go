package names

import (
	"context"
	"sync"
	"time"
)

// haste is for how long all in all names may be waited for before that is told.
const haste = 50 * time.Millisecond

// Telling gives a Cache with the same names for one goroutine that makes text of
// rows. It is told, by a call of tell in that goroutine, whenever it waits for
// names for longer than a moment, so that it can have shown what it has so far.
// Where only files are read, it is not.
func (c *Cache) Telling(tell func()) *Cache {
	if c == nil || tell == nil {
		return c
	}
	return &Cache{c.found, &waiting{tell: tell, left: haste}}
}

// Pending gives how many names are being looked up or wait for that.
func (c *Cache) Pending() int {
	return c.hosts.pending() + c.users.pending() + c.networks.pending()
}

// waiting is one who waits for names.
type waiting struct {
	tell func()
	left time.Duration // until it is told
}

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
	// Timers cost system calls, and files take no time.
	if !isDone(ctx, done, asking.begun) {
		if ctx.Err() != nil {
			return false
		}
		w.timed(ctx, done)
	}
	return isDone(ctx, done, nil)
}

// timed waits until a lookup is done or has taken too long, which it tells.
func (w *waiting) timed(ctx context.Context, done <-chan struct{}) {
	start := time.Now()
	timer := time.NewTimer(w.left)
	defer timer.Stop()
	select {
	case <-done:
		w.left = max(0, w.left-time.Since(start))
	case <-ctx.Done():
	case <-timer.C:
		w.tell()
		w.left = haste
	}
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

// asking tells whether anyone but files has been asked for a name.
type asking struct {
	once  *sync.Once
	begun chan struct{} // closed when the first is asked
}

func newAsking() asking { return asking{new(sync.Once), make(chan struct{})} }

// begin tells that someone is asked.
func (a asking) begin() { a.once.Do(func() { close(a.begun) }) }
