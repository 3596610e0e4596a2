package names

import (
	"net"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// told has a Cache tell a test when it waits, by the time since the start.
func told(c *Cache) (telling *Cache, times *[]time.Duration) {
	c.asking.pause = time.Sleep
	start := time.Now()
	times = new([]time.Duration)
	return c.Telling(func() { *times = append(*times, time.Since(start)) }), times
}

func TestWaitingForASlowNameIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow, _ := newSlow(t, time.Second)
		c, times := told(slow)
		name, ok := c.Host(t.Context(), ip("10.0.0.1"))
		assert.True(t, ok)
		assert.Equal(t, "host-10.0.0.1", name)
		assert.Equal(t, []time.Duration{haste}, *times)
		c.Host(t.Context(), ip("10.0.0.1"))
		assert.Len(t, *times, 1, "a name that is known")
		c.Host(t.Context(), ip("10.0.0.2"))
		assert.Equal(t, []time.Duration{haste, time.Second + haste}, *times)
	})
}

// Names that are quick each may be slow all in all.
func TestWaitingForManyNamesIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow, _ := newSlow(t, 20*time.Millisecond)
		c, times := told(slow)
		for _, addr := range addresses(6) {
			c.Host(t.Context(), addr)
		}
		assert.Equal(t, []time.Duration{50 * time.Millisecond, 110 * time.Millisecond}, *times)
	})
}

func TestWaitingForNamesOfFilesIsNotTold(t *testing.T) {
	etc := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(etc, "nsswitch.conf"), []byte("hosts: files\n"), 0o644))
	c := New(etc)
	release := c.Hold()
	time.AfterFunc(2*haste, release) // as tables that take long to read
	c, times := told(c)
	_, ok := c.Host(t.Context(), ip("10.0.0.1"))
	assert.False(t, ok)
	assert.Empty(t, *times)
}

func TestWaitingForASlowUserIsTold(t *testing.T) {
	root := t.TempDir()
	answer := make(chan bool)
	socket, _ := serve(t, root, "var/run/nscd/socket", func(net.Conn) { <-answer })
	require.FileExists(t, socket)
	c := New(filepath.Join(root, "etc"))
	count := 0
	telling := c.Telling(func() {
		count++
		assert.Equal(t, 1, c.Pending())
		close(answer)
	})
	_, ok := telling.User(4711)
	assert.False(t, ok)
	assert.Equal(t, 1, count)
	assert.Zero(t, c.Pending())
	telling.User(4711)
	assert.Equal(t, 1, count)
}

func TestPendingNamesAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := newSlow(t, time.Second)
		assert.Zero(t, c.Pending())
		for _, addr := range addresses(lookups + 7) {
			c.Prefetch(t.Context(), addr)
		}
		assert.Equal(t, lookups+7, c.Pending())
		time.Sleep(time.Second)
		synctest.Wait()
		assert.Equal(t, 7, c.Pending())
		time.Sleep(time.Second)
		synctest.Wait()
		assert.Zero(t, c.Pending())
	})
}

func TestNobodyNeedsToBeTold(t *testing.T) {
	var none *Cache
	assert.Nil(t, none.Telling(func() {}))
	c := New(t.TempDir())
	assert.Same(t, c, c.Telling(nil))
}
