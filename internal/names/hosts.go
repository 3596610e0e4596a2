package names

import (
	"context"
	"net/netip"
	"strings"
	"sync"
)

// lookups is how many addresses are looked up at a time.
const lookups = 64

// resolver is the part of net.Resolver that is used here.
type resolver interface {
	LookupAddr(ctx context.Context, addr string) ([]string, error)
}

// hosts looks up the names of addresses, each once.
type hosts struct {
	resolver resolver
	mu       sync.Mutex
	slots    chan struct{}
	found    map[netip.Addr]*lookup
}

// lookup is the outcome of looking up one address.
type lookup struct {
	done chan struct{} // closed when name is valid
	name string        // "" when there is none
}

// Prefetch starts the lookup of an address's name without waiting for it.
func (c *Cache) Prefetch(ctx context.Context, addr netip.Addr) { c.hosts.start(ctx, addr) }

// Host gives the name of an address, once its lookup has ended.
func (c *Cache) Host(ctx context.Context, addr netip.Addr) (string, bool) {
	l := c.hosts.start(ctx, addr)
	select {
	case <-l.done:
		return l.name, l.name != ""
	case <-ctx.Done():
		return "", false
	}
}

func (h *hosts) start(ctx context.Context, addr netip.Addr) *lookup {
	h.mu.Lock()
	defer h.mu.Unlock()
	if l, ok := h.found[addr]; ok {
		return l
	}
	if h.found == nil {
		h.found = map[netip.Addr]*lookup{}
		h.slots = make(chan struct{}, lookups)
	}
	l := &lookup{done: make(chan struct{})}
	h.found[addr] = l
	go func() {
		defer close(l.done)
		h.slots <- struct{}{}
		defer func() { <-h.slots }()
		all, err := h.resolver.LookupAddr(ctx, question(addr))
		if err == nil && len(all) > 0 {
			l.name = strings.TrimSuffix(all[0], ".")
		}
	}()
	return l
}

// question gives the text by which an address is looked up. Glibc asks DNS for
// the IPv4 address inside an IPv4-mapped or IPv4-compatible one, and looks for
// neither as IPv4 in /etc/hosts. Go does so with a mapped address.
func question(addr netip.Addr) string {
	if addr.Is6() && addr != netip.IPv6Loopback() && !addr.IsUnspecified() {
		b := addr.As16()
		if [12]byte(b[:12]) == [12]byte{} {
			b[10], b[11] = 0xff, 0xff
			return netip.AddrFrom16(b).String()
		}
	}
	return addr.String()
}
