package engine

import "sync"

// turns lets tables be listed in the order in which they were added, some at a
// time: as many as may be open. A table that is gone through while it still waits
// is listed out of turn: those before it may not end until it has been gone
// through.
type turns struct {
	running *sync.WaitGroup // holds what is being listed

	mu      sync.Mutex
	free    int // how many more may be open
	waiting []*turn
}

// turn is a table's. It calls closed when it has no file open any more.
type turn struct{ list func(closed func()) }

// begin lets tables be listed, this many at a time.
func (t *turns) begin(open int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.free = open
	for t.free > 0 && len(t.waiting) > 0 {
		t.next()
	}
}

// add adds a table.
func (t *turns) add(turn *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waiting = append(t.waiting, turn)
	if t.free > 0 {
		t.next()
	}
}

// next lists the table whose turn it is.
func (t *turns) next() {
	turn := t.waiting[0]
	t.waiting = t.waiting[1:]
	t.free--
	t.running.Go(func() { turn.list(t.closed) })
}

// closed tells that a table is open no more.
func (t *turns) closed() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.free++
	if len(t.waiting) > 0 {
		t.next()
	}
}

// demand lists a table now, if it still waits.
func (t *turns) demand(wanted *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, turn := range t.waiting {
		if turn == wanted {
			t.waiting = append(t.waiting[:i], t.waiting[i+1:]...)
			t.running.Go(func() { turn.list(func() {}) })
			return
		}
	}
}
