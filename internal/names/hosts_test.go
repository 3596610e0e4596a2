package names

import (
	"context"
	"net/netip"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

// knowsAll is a resolver that knows every address by the same name.
func knowsAll(context.Context, netip.Addr) (string, outcome) { return "resolved", success }

// slowResolver answers after a while and remembers what it was asked.
type slowResolver struct {
	delay time.Duration
	mu    sync.Mutex
	asked []netip.Addr
	now   int // lookups under way
	most  int
}

func (r *slowResolver) ask(ctx context.Context, addr netip.Addr) (string, outcome) {
	r.mu.Lock()
	r.asked = append(r.asked, addr)
	r.now++
	r.most = max(r.most, r.now)
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		r.now--
		r.mu.Unlock()
	}()
	select {
	case <-time.After(r.delay):
	case <-ctx.Done():
		return "", notFound
	}
	if addr == ip("192.0.2.1") {
		return "", notFound
	}
	return "host-" + addr.String(), success
}

// questions counts what has been asked so far.
func (r *slowResolver) questions() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.asked)
}

func newSlow(t testing.TB, delay time.Duration) (*Cache, *slowResolver) {
	slow := &slowResolver{delay: delay}
	return newCache(t.TempDir(), slow.ask), slow
}

// addresses gives different IPv4 addresses.
func addresses(n int) []netip.Addr {
	addrs := make([]netip.Addr, n)
	for i := range addrs {
		addrs[i] = netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})
	}
	return addrs
}

func TestHostIsWhatTheResolverSays(t *testing.T) {
	c, _ := newSlow(t, 0)
	name, ok := c.Host(t.Context(), ip("10.0.0.1"))
	assert.True(t, ok)
	assert.Equal(t, "host-10.0.0.1", name)
}

func TestHostWithoutNameIsNotFoundAndRemembered(t *testing.T) {
	c, slow := newSlow(t, 0)
	for range 2 {
		_, ok := c.Host(t.Context(), ip("192.0.2.1"))
		assert.False(t, ok)
	}
	assert.Len(t, slow.asked, 1)
}

func TestControlBytesFromTheResolverAreDots(t *testing.T) {
	r := func(context.Context, netip.Addr) (string, outcome) { return "a\x1b[31m\n.example", success }
	name, _ := newCache(t.TempDir(), r).Host(t.Context(), ip("10.0.0.1"))
	assert.Equal(t, "a.[31m..example", name)
}

// The questions are those by which netstat, with glibc, was seen to ask DNS.
func TestAddressesInsideIPv6AreAskedAsIPv4(t *testing.T) {
	c, slow := newSlow(t, 0)
	for _, addr := range []string{"::1", "::2", "::10.0.0.1", "::ffff:10.0.0.1", "2001:db8::1"} {
		c.Host(t.Context(), ip(addr))
	}
	assert.Equal(t, []netip.Addr{ip("::1"), ip("0.0.0.2"), ip("10.0.0.1"), ip("10.0.0.1"), ip("2001:db8::1")}, slow.asked)
}

func TestEndpointInTheZeroNetworkHasANetworksName(t *testing.T) {
	dir := etc(t, "networks", "five 0.0.0.5", "ten 10")
	writeFile(t, dir, "nsswitch.conf", "networks: files")
	c := newCache(dir, knowsAll)
	endpoint := func(addr netip.Addr) (string, bool) { return c.Endpoint(t.Context(), addr) }
	expect(t, endpoint, map[netip.Addr]string{
		ip("0.0.0.5"): "five", ip("0.1.2.3"): "", ip("10.0.0.0"): "resolved", ip("::5"): "resolved", ip("::ffff:0.0.0.5"): "resolved",
	})
	name, _ := c.Host(t.Context(), ip("0.0.0.5"))
	assert.Equal(t, "resolved", name)
}

func TestLookupsRunSideBySideAndBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, slow := newSlow(t, 20*time.Millisecond)
		start := time.Now()
		addrs := addresses(200)
		for _, addr := range addrs {
			c.Prefetch(t.Context(), addr)
			c.Prefetch(t.Context(), addr)
		}
		for _, addr := range addrs {
			_, ok := c.Host(t.Context(), addr)
			assert.True(t, ok)
		}
		assert.Len(t, slow.asked, 200, "each address is asked for once")
		assert.Equal(t, lookups, slow.most)
		assert.Equal(t, 80*time.Millisecond, time.Since(start), "200 lookups, 64 at a time")
	})
}

func TestEarlierAddressesAreLookedUpFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := newSlow(t, time.Second)
		start := time.Now()
		addrs := addresses(1000)
		for _, addr := range addrs {
			c.Prefetch(t.Context(), addr)
		}
		c.Host(t.Context(), addrs[lookups-1])
		assert.Equal(t, time.Second, time.Since(start))
		c.Host(t.Context(), addrs[999])
		assert.Equal(t, 16*time.Second, time.Since(start))
	})
}

func TestHoldPutsLookupsOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, slow := newSlow(t, time.Second)
		addrs := addresses(200)
		first, second := c.Hold(), c.Hold()
		for _, addr := range addrs[:100] {
			c.Prefetch(t.Context(), addr)
		}
		first()
		first()
		time.Sleep(time.Hour)
		assert.Zero(t, slow.questions(), "one release counts once")
		start := time.Now()
		second()
		time.Sleep(time.Millisecond)
		third := c.Hold()
		for _, addr := range addrs[100:] {
			c.Prefetch(t.Context(), addr)
		}
		time.Sleep(time.Hour)
		assert.Equal(t, lookups, slow.questions(), "no lookup follows those that had begun")
		third()
		for _, addr := range addrs {
			_, ok := c.Host(t.Context(), addr)
			assert.True(t, ok)
		}
		assert.Equal(t, lookups, slow.most)
		assert.Equal(t, time.Hour+time.Millisecond+3*time.Second, time.Since(start))
	})
}

func TestCancelledLookupGivesNoName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := newSlow(t, time.Hour)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		addrs := addresses(200)
		for _, addr := range addrs {
			c.Prefetch(ctx, addr)
		}
		start := time.Now()
		_, ok := c.Host(ctx, addrs[199])
		assert.False(t, ok)
		assert.Equal(t, time.Second, time.Since(start))
	})
}

func TestCacheIsSafeForConcurrentUse(t *testing.T) {
	c, _ := newSlow(t, 0)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for i, addr := range addresses(500) {
				c.Prefetch(t.Context(), addr)
				name, _ := c.Host(t.Context(), addr)
				assert.Equal(t, "host-"+addr.String(), name)
				c.Service(uint16(i), "tcp")
				c.User(uint32(i))
			}
		})
	}
	group.Wait()
}

func BenchmarkKnownHost(b *testing.B) {
	c, _ := newSlow(b, 0)
	addr := ip("10.0.0.1")
	for b.Loop() {
		c.Host(b.Context(), addr)
	}
}

func BenchmarkService(b *testing.B) {
	var lines []string
	for i := range 500 {
		lines = append(lines, "service "+strconv.Itoa(i)+"/tcp")
	}
	dir := b.TempDir()
	writeFile(b, dir, "services", lines...)
	c := New(dir)
	for b.Loop() {
		c.Service(443, "tcp")
	}
}
