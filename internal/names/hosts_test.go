package names

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

// fakeResolver answers after a while and remembers what it was asked.
type fakeResolver struct {
	delay time.Duration
	mu    sync.Mutex
	asked []string
	now   int // lookups under way
	most  int
}

func (r *fakeResolver) LookupAddr(ctx context.Context, addr string) ([]string, error) {
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
		return nil, ctx.Err()
	}
	if addr == "192.0.2.1" {
		return nil, errors.New("no such host")
	}
	return []string{"host-" + addr + ".", "second."}, nil
}

func newFake(delay time.Duration) (*Cache, *fakeResolver) {
	fake := &fakeResolver{delay: delay}
	c := New("/nonexistent")
	c.hosts.resolver = fake
	return c, fake
}

func TestHostIsTheFirstNameWithoutItsDot(t *testing.T) {
	c, _ := newFake(0)
	name, ok := c.Host(t.Context(), netip.MustParseAddr("10.0.0.1"))
	assert.True(t, ok)
	assert.Equal(t, "host-10.0.0.1", name)
}

func TestHostWithoutNameIsNotFound(t *testing.T) {
	c, fake := newFake(0)
	for range 2 {
		_, ok := c.Host(t.Context(), netip.MustParseAddr("192.0.2.1"))
		assert.False(t, ok)
	}
	assert.Len(t, fake.asked, 1, "a failure is remembered")
}

// TestAddressesInsideIPv6AreAskedAsIPv4 asks as glibc's getnameinfo was seen
// to ask DNS: the resolver asks about IPv4 for a mapped address.
func TestAddressesInsideIPv6AreAskedAsIPv4(t *testing.T) {
	c, fake := newFake(0)
	for _, addr := range []string{"::1", "::2", "::10.0.0.1", "::ffff:10.0.0.1", "2001:db8::1"} {
		c.Host(t.Context(), netip.MustParseAddr(addr))
	}
	assert.Equal(t, []string{"::1", "::ffff:0.0.0.2", "::ffff:10.0.0.1", "::ffff:10.0.0.1", "2001:db8::1"}, fake.asked)
}

func TestLookupsRunSideBySideAndBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, fake := newFake(20 * time.Millisecond)
		start := time.Now()
		var addrs []netip.Addr
		for i := range 200 {
			addrs = append(addrs, netip.AddrFrom4([4]byte{10, 0, 1, byte(i)}))
			c.Prefetch(t.Context(), addrs[i])
			c.Prefetch(t.Context(), addrs[i])
		}
		for _, addr := range addrs {
			_, ok := c.Host(t.Context(), addr)
			assert.True(t, ok)
		}
		assert.Len(t, fake.asked, 200, "each address is asked for once")
		assert.Equal(t, lookups, fake.most)
		assert.Equal(t, 80*time.Millisecond, time.Since(start), "200 lookups, 64 at a time")
	})
}

func TestCancelledLookupGivesNoName(t *testing.T) {
	c, _ := newFake(time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, ok := c.Host(ctx, netip.MustParseAddr("10.0.0.1"))
	assert.False(t, ok)
}
