package cli

import "sync"

// Rows are parsed in batches. A table that shows names or owners runs ahead by
// some batches, so that many lookups are under way at a time. While owners are
// being looked for, all tables together may keep some more.
const (
	batchRows     = 256
	batchesAhead  = 16
	batchesShared = 448 // about 16 MiB
)

// ahead brings together the tables of a plan while they read ahead. Some things
// begin only when all of them have read what they can: the scan is told which
// inodes will be asked for, and names are looked up.
type ahead struct {
	owners  *ownerPlan // nil when no owners are wanted
	release func()     // lets the lookups of names begin; nil when none are wanted

	mu      sync.Mutex
	waiting int // tables still reading ahead
	inodes  []uint64
	partial bool // some table has more rows than it can keep
	shared  int  // batches that may be kept beyond the tables' own
}

// complete tells that a table has been read to its end, and all its inodes.
func (a *ahead) complete(inodes []uint64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.inodes = append(a.inodes, inodes...)
	if a.waiting--; a.waiting > 0 {
		return
	}
	if a.release != nil {
		a.release()
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
	if a.release != nil {
		a.release()
	}
}

// more tells whether a table may keep one more batch than its own, because
// owners are still being looked for.
func (a *ahead) more() bool {
	if a.owners == nil || a.owners.found() {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.shared--
	return a.shared >= 0
}
