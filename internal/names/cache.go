// Package names turns numbers into names: ports, protocols, users, networks
// and hosts. It reads the files of /etc and asks the resolver, each only when
// a name is first wanted and once per Cache, and never prints or decides
// whether a name is wanted.
package names

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
)

// Cache holds the names found so far. It is safe for concurrent use.
type Cache struct {
	services  func() map[service]string
	protocols func() map[uint16]string
	users     func() map[uint32]string
	networks  func() map[netip.Addr]string
	hosts     hosts
}

// New makes a Cache that reads the name files in etc, which is "/etc" but in
// tests, and asks the host's resolver. It does nothing until a name is wanted.
func New(etc string) *Cache {
	return newCache(etc, net.DefaultResolver)
}

// WithoutDNS makes a Cache that asks nobody: it knows what files say.
func WithoutDNS(etc string) *Cache { return newCache(etc, &noResolver{}) }

// Missed tells whether a name was looked for, since the last call, that only a
// resolver could have found.
func (c *Cache) Missed() bool {
	none, ok := c.hosts.resolver.(*noResolver)
	return ok && none.asked.Swap(false)
}

// noResolver is a resolver that cannot answer.
type noResolver struct{ asked atomic.Bool }

func (n *noResolver) LookupAddr(context.Context, string) ([]string, error) {
	n.asked.Store(true)
	return nil, errors.ErrUnsupported
}

func newCache(etc string, r resolver) *Cache {
	return &Cache{
		services:  once(etc, "services", addService),
		protocols: once(etc, "protocols", addProtocol),
		users:     once(etc, "passwd", addUser),
		networks:  once(etc, "networks", addNetwork),
		hosts: hosts{
			sources:  sync.OnceValue(func() []source { return hostSources(etc) }),
			file:     once(etc, "hosts", addHost),
			resolver: r,
			most:     lookupsAtATime(),
			found:    map[netip.Addr]*lookup{},
		},
	}
}

// once gives a function that reads a name file when it is first called.
func once[K comparable](etc, name string, add func(names map[K]string, line string)) func() map[K]string {
	return sync.OnceValue(func() map[K]string {
		names := map[K]string{}
		for line := range linesOf(etc, name) {
			add(names, line)
		}
		return names
	})
}
