package names

import (
	"context"
	"sync"
)

// A gate is where questions wait while they are put off.
type gate struct {
	mu    sync.Mutex
	holds int
	open  chan struct{} // closed when there are no holds; nil before the first
}

// hold closes the gate until release is called.
func (g *gate) hold() (release func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.holds == 0 {
		g.open = make(chan struct{})
	}
	g.holds++
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.holds--; g.holds == 0 {
			close(g.open)
		}
	})
}

// wait waits until the gate is open.
func (g *gate) wait(ctx context.Context) {
	g.mu.Lock()
	open := g.open
	g.mu.Unlock()
	if open == nil {
		return
	}
	select {
	case <-open:
	case <-ctx.Done():
	}
}

// Hold puts off questions for names until release is called, for every call of
// Hold. The sockets on which they are asked are in the tables of sockets like
// any other, and one that comes or goes while the kernel's table is being read
// makes rows appear twice or not at all. So a listing reads its tables first,
// or as much of them as it can keep, and asks for no name before it has.
func (c *Cache) Hold() (release func()) { return c.gate.hold() }

// HoldUsers does the same where the names of users are asked for on sockets.
// Where they come from files alone, it gives nil.
func (c *Cache) HoldUsers() (release func()) {
	if !c.asksForUsers() {
		return nil
	}
	return c.gate.hold()
}
