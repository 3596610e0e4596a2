package names

import (
	"context"
	"net/netip"
	"sync"

	"golang.org/x/sys/unix"
)

const (
	// lookups is how many addresses are looked up at a time, at most.
	lookups = 64
	// otherFiles is how many file descriptors they leave to others.
	otherFiles = 24

	// maxIPv6Name is the longest name that net-tools has room for when it asks
	// for the name of an IPv6 address. It shows an address with a longer name
	// as a number.
	maxIPv6Name = 127
)

// hosts looks up the names of addresses, each once.
type hosts struct {
	gate *gate
	find func(ctx context.Context, addr netip.Addr) (name string, ok bool)
	most int // workers that there may be

	mu      sync.Mutex
	found   map[netip.Addr]*hostLookup
	waiting []*hostLookup // not begun
	workers int
	ended   int // lookups
}

// lookupsAtATime gives how many lookups this process has file descriptors for,
// each for a socket and for what a module reads meanwhile.
func lookupsAtATime() int {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Cur >= otherFiles+2*lookups {
		return lookups
	}
	return max(1, (int(limit.Cur)-otherFiles)/2)
}

// hostLookup is the search for the name of one address.
type hostLookup struct {
	ctx  context.Context
	addr netip.Addr
	done chan struct{} // closed when name and ok are valid
	name string
	ok   bool
}

// Prefetch starts the lookup of an address's name without waiting for it.
func (c *Cache) Prefetch(ctx context.Context, addr netip.Addr) { c.hosts.start(ctx, addr) }

// Host gives the name of an address, once its lookup has ended.
func (c *Cache) Host(ctx context.Context, addr netip.Addr) (string, bool) {
	l := c.hosts.start(ctx, addr)
	if !c.waiting.until(ctx, l.done, c.asking) {
		return "", false
	}
	return l.name, l.ok
}

// Endpoint gives the name of a socket's address. It is the host's, but an IPv4
// address in 0.0.0.0/8 has a network's: net-tools takes it for one there.
func (c *Cache) Endpoint(ctx context.Context, addr netip.Addr) (string, bool) {
	if addr.Is4() && addr.As4()[0] == 0 {
		return c.Network(addr)
	}
	return c.Host(ctx, addr)
}

// start gives the lookup of an address, which it begins or puts in the queue
// if there is none yet.
func (h *hosts) start(ctx context.Context, addr netip.Addr) *hostLookup {
	h.mu.Lock()
	defer h.mu.Unlock()
	if l, ok := h.found[addr]; ok {
		return l
	}
	l := &hostLookup{ctx: ctx, addr: addr, done: make(chan struct{})}
	h.found[addr] = l
	h.waiting = append(h.waiting, l)
	if h.workers < h.most {
		h.workers++
		go h.work()
	}
	return l
}

// pending gives how many lookups have not ended.
func (h *hosts) pending() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.found) - h.ended
}

// work ends one lookup after the other, until none is waiting.
func (h *hosts) work() {
	for l := h.next(false); l != nil; l = h.next(true) {
		h.gate.wait(l.ctx)
		l.name, l.ok = h.find(l.ctx, l.addr)
		close(l.done)
	}
}

// next gives the next lookup to a worker, which may have ended one. It gives nil
// if none is waiting, and the worker is to end.
func (h *hosts) next(ended bool) *hostLookup {
	h.mu.Lock()
	defer h.mu.Unlock()
	if ended {
		h.ended++
	}
	if len(h.waiting) == 0 {
		h.workers--
		return nil
	}
	l := h.waiting[0]
	h.waiting = h.waiting[1:]
	return l
}

// findHost looks an address up as net-tools does.
func (c *Cache) findHost(ctx context.Context, addr netip.Addr) (string, bool) {
	name, ok := c.hostByAddr(ctx, addr)
	if addr.Is6() && len(name) > maxIPv6Name {
		return "", false
	}
	return name, ok
}

// hostByAddr looks an address up as glibc's gethostbyaddr does.
func (c *Cache) hostByAddr(ctx context.Context, addr netip.Addr) (name string, ok bool) {
	if addr == netip.IPv6Unspecified() {
		return "", false
	}
	if name, ok, answered := c.nscd.host(ctx, addr); answered {
		return name, ok
	}
	name, how := search(ctx, c.sources()[hostNames], addr, func(m *module) lookup[netip.Addr] { return m.host })
	return name, how == success
}
