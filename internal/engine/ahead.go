package engine

import "sync"

// ahead brings together the tables of a plan while they read ahead. Some things
// begin only when all of them have read what they can: the search for owners is
// told which inodes will be asked for, and the plan's Ready is called.
type ahead struct {
	owners *Owners // nil when no owners are wanted
	ready  func()  // may be nil

	mu      sync.Mutex
	waiting int // tables still reading ahead, and one for a plan that may get more
	inodes  []uint64
	partial bool // some table has more rows than it can keep
	shared  int  // batches that may be kept beyond the tables' own
}

// expect tells that one more table will read ahead.
func (a *ahead) expect() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting++
}

// sealed tells that no more tables will come. There may have been none, for
// which nobody looks for owners.
func (a *ahead) sealed(any bool) {
	if !any {
		a.owners = nil
	}
	a.complete(nil)
}

// complete tells that a table has been read to its end, and all its inodes.
func (a *ahead) complete(inodes []uint64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.inodes = append(a.inodes, inodes...)
	if a.waiting--; a.waiting > 0 {
		return
	}
	if a.ready != nil {
		a.ready()
	}
	if a.owners != nil && !a.partial {
		a.owners.scan.Limit(a.inodes)
	}
}

// overflow tells that a table has more rows than it can keep, so that nothing
// can wait for its end.
func (a *ahead) overflow() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting--
	a.partial, a.inodes = true, nil
	if a.ready != nil {
		a.ready()
	}
}

// more tells whether a table may keep one more batch than its own, because
// owners are still being looked for.
func (a *ahead) more() bool {
	if a.owners == nil || a.owners.ended() {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.shared--
	return a.shared >= 0
}
