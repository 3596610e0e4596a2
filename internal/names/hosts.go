package names

import (
	"context"
	"net/netip"
	"slices"
	"strings"
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

// resolver is the part of net.Resolver that is used here.
type resolver interface {
	LookupAddr(ctx context.Context, addr string) ([]string, error)
}

// hosts looks up the names of addresses, each once.
type hosts struct {
	sources  func() []source
	file     func() map[netip.Addr]string
	resolver resolver
	most     int // workers that there may be

	mu      sync.Mutex
	found   map[netip.Addr]*lookup
	waiting []*lookup // not begun
	workers int
	holds   int // while there are any, no lookup begins
}

// lookupsAtATime gives how many lookups this process has file descriptors for,
// each for a socket and for what the resolver reads meanwhile.
func lookupsAtATime() int {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Cur >= otherFiles+2*lookups {
		return lookups
	}
	return max(1, (int(limit.Cur)-otherFiles)/2)
}

// lookup is the search for the name of one address.
type lookup struct {
	ctx  context.Context
	addr netip.Addr
	done chan struct{} // closed when name and ok are valid
	name string
	ok   bool
}

// Hold puts off lookups until release is called, for every call of Hold. The
// socket on which DNS is asked is in the tables of sockets like any other, and
// one that comes or goes while the kernel's table is being read makes rows
// appear twice or not at all. So a listing reads its tables first, or as much
// of them as it can keep, and is not held up by Host before it has.
func (c *Cache) Hold() (release func()) {
	h := &c.hosts
	h.mu.Lock()
	defer h.mu.Unlock()
	h.holds++
	return sync.OnceFunc(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.holds--
		h.hire(len(h.waiting))
	})
}

// Prefetch starts the lookup of an address's name without waiting for it.
func (c *Cache) Prefetch(ctx context.Context, addr netip.Addr) { c.hosts.start(ctx, addr) }

// Host gives the name of an address, once its lookup has ended.
func (c *Cache) Host(ctx context.Context, addr netip.Addr) (string, bool) {
	l := c.hosts.start(ctx, addr)
	select {
	case <-l.done:
		return l.name, l.ok
	case <-ctx.Done():
		return "", false
	}
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
func (h *hosts) start(ctx context.Context, addr netip.Addr) *lookup {
	h.mu.Lock()
	defer h.mu.Unlock()
	if l, ok := h.found[addr]; ok {
		return l
	}
	l := &lookup{ctx: ctx, addr: addr, done: make(chan struct{})}
	h.found[addr] = l
	h.waiting = append(h.waiting, l)
	h.hire(1)
	return l
}

// hire starts workers, unless there are as many as may be.
func (h *hosts) hire(workers int) {
	for ; workers > 0 && h.workers < h.most && h.holds == 0; workers-- {
		h.workers++
		go h.work()
	}
}

// work ends one lookup after the other, until none is waiting
// or they are put off.
func (h *hosts) work() {
	for {
		h.mu.Lock()
		if len(h.waiting) == 0 || h.holds > 0 {
			h.workers--
			h.mu.Unlock()
			return
		}
		l := h.waiting[0]
		h.waiting = h.waiting[1:]
		h.mu.Unlock()

		l.name, l.ok = h.find(l.ctx, l.addr)
		close(l.done)
	}
}

// find looks an address up where nsswitch.conf(5) says.
func (h *hosts) find(ctx context.Context, addr netip.Addr) (name string, ok bool) {
	for _, s := range h.sources() {
		how := notFound
		switch s.name {
		case "files":
			name, ok = h.file()[addr]
		case "dns":
			name, ok = h.resolve(ctx, addr)
		default:
			name, ok, how = "", false, unavailable
		}
		if ok {
			how = success
		}
		if s.ends[how] {
			break
		}
	}
	if addr.Is6() && len(name) > maxIPv6Name {
		return "", false
	}
	return name, ok
}

// resolve asks the resolver. One that finds fault with a name gives an error
// and perhaps other names: then there is none, as in glibc when the fault is
// with the first.
func (h *hosts) resolve(ctx context.Context, addr netip.Addr) (string, bool) {
	all, err := h.resolver.LookupAddr(ctx, question(addr))
	if err != nil || len(all) == 0 {
		return "", false
	}
	name := all[0]
	if name != "." { // the root of all names
		name = strings.TrimSuffix(name, ".")
	}
	name = printable(name)
	return name, !h.isFromFile(addr, name)
}

// isFromFile tells whether a resolver's name for an address comes from
// /etc/hosts, which Go's resolver reads too, and is not to be taken for an
// answer of DNS: it is the name of another address, or the search may end
// behind DNS.
func (h *hosts) isFromFile(addr netip.Addr, name string) bool {
	asked := netip.MustParseAddr(question(addr))
	if h.file()[asked] != name {
		return false
	}
	return asked != addr || slices.ContainsFunc(h.sources(), func(s source) bool { return s.name == "dns" && s.ends[notFound] })
}

// question gives the text by which an address is looked up. Glibc asks DNS for
// the IPv4 address inside an IPv4-mapped or IPv4-compatible one. Go does so
// with a mapped address.
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
