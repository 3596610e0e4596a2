package names

import "sync"

// A memo remembers what has been looked up. Of one key there is one lookup,
// which others wait for.
type memo[K comparable] struct {
	find func(K) (name string, ok bool)

	mu    sync.Mutex
	found map[K]func() (string, bool)
}

func newMemo[K comparable](find func(K) (string, bool)) *memo[K] {
	return &memo[K]{find: find, found: map[K]func() (string, bool){}}
}

func (m *memo[K]) get(key K) (name string, ok bool) {
	m.mu.Lock()
	get, known := m.found[key]
	if !known {
		get = sync.OnceValues(func() (string, bool) { return m.find(key) })
		m.found[key] = get
	}
	m.mu.Unlock()
	return get()
}
