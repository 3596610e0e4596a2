package names

import (
	"context"
	"sync"
)

// A memo remembers what has been looked up. Of one key there is one lookup,
// which others wait for.
type memo[K comparable] struct {
	find func(K) (name string, ok bool)
	asks func() bool // whether to find may take long, because others are asked

	mu    sync.Mutex
	found map[K]*remembered
	ended int // lookups
}

// remembered is what a lookup has found.
type remembered struct {
	done chan struct{} // closed when name and ok are valid
	name string
	ok   bool
}

func newMemo[K comparable](find func(K) (string, bool), asks func() bool) *memo[K] {
	return &memo[K]{find: find, asks: asks, found: map[K]*remembered{}}
}

// get gives what is found for a key, for one who waits.
func (m *memo[K]) get(key K, w *waiting, asking *asking) (name string, ok bool) {
	m.mu.Lock()
	a, known := m.found[key]
	if !known {
		a = &remembered{done: make(chan struct{})}
		m.found[key] = a
	}
	m.mu.Unlock()
	switch {
	case known:
	case w != nil && m.asks():
		go m.look(key, a)
	default:
		m.look(key, a)
	}
	w.until(context.Background(), a.done, asking)
	return a.name, a.ok
}

// look looks a key up.
func (m *memo[K]) look(key K, a *remembered) {
	a.name, a.ok = m.find(key)
	m.mu.Lock()
	m.ended++
	m.mu.Unlock()
	close(a.done)
}

// pending gives how many lookups have not ended.
func (m *memo[K]) pending() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.found) - m.ended
}
