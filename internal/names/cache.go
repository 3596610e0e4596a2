// Package names turns numbers into names: ports, protocols, users, networks
// and hosts. It asks the modules of nsswitch.conf(5) as glibc does, each only
// when a name is first wanted and for each name once per Cache, and never
// prints or decides whether a name is wanted. It is large because each module of
// glibc's has a file or a protocol of its own: each is a file here.
package names

import (
	"net/netip"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/sys/unix"
)

// Cache holds the names found so far. It is safe for concurrent use, but for
// In and LocalUsers.
type Cache struct {
	*found
	waiting *waiting // who is told when a name takes long; nil for nobody
}

// found is what a Cache and those that Telling makes of it have in common.
type found struct {
	etc, root string
	resolver  resolver
	socket    func(domain, typ, proto int) (int, error)

	localUsers bool // no other program is asked about users

	gate     gate
	asking   *asking
	nscd     *nscd
	files    *files
	sources  func() map[database][]source
	unserved unserved

	services  func() map[service]string
	protocols func() map[uint16]string
	users     *memo[uint32]
	networks  *memo[netip.Addr]
	hosts     hosts
}

// New makes a Cache that reads the name files in etc, which is "/etc" but in
// tests, and asks the host's name servers. What modules keep elsewhere is looked
// for in the directory that etc is in. It does nothing until a name is wanted.
func New(etc string) *Cache {
	return newCache(etc, newNameServers(sync.OnceValue(func() resolvConf { return readResolvConf(etc) })))
}

func newCache(etc string, r resolver) *Cache {
	c := &Cache{found: &found{etc: etc, root: filepath.Dir(filepath.Clean(etc)), resolver: r, socket: unix.Socket, asking: newAsking()}}
	c.nscd = newNSCD(c.path("var/run/nscd/socket"), c.asking.begin)
	c.files = newFiles(etc)
	c.sources = sync.OnceValue(c.findSources)
	c.services = sync.OnceValue(c.listServices)
	c.protocols = sync.OnceValue(c.listProtocols)
	c.users = newMemo(c.findUser, c.asksForUsers)
	c.networks = newMemo(c.findNetwork, c.asksForNetworks)
	c.hosts = hosts{gate: &c.gate, find: c.findHost, most: lookupsAtATime(), found: map[netip.Addr]*hostLookup{}}
	return c
}

// In has addresses be named that are those of the host in another network
// namespace: that of the sockets which a function like unix.Socket makes.
func (c *Cache) In(socket func(domain, typ, proto int) (int, error)) { c.socket = socket }

// LocalUsers has no other program be asked for the names of users, which then
// come from files alone.
func (c *Cache) LocalUsers() { c.localUsers = true }

// path gives a path below the root directory.
func (c *Cache) path(path string) string { return filepath.Join(c.root, path) }

// findSources gives the sources of names, each with its module.
func (c *Cache) findSources() map[database][]source {
	found := readSources(c.etc)
	modules := map[string]*module{}
	for _, sources := range found {
		for i, s := range sources {
			m, made := modules[s.name]
			if !made {
				m = c.newModule(s.name)
				if m.asks {
					m.announce(c.asking.begin)
				}
				modules[s.name] = m
			}
			sources[i].module = m
		}
	}
	return found
}

// asksForUsers tells whether another program is asked for the names of users.
func (c *Cache) asksForUsers() bool {
	if c.localUsers {
		return false
	}
	return c.nscd.isThere() || c.asks(userNames)
}

// asksForNetworks tells the same of the names of networks.
func (c *Cache) asksForNetworks() bool { return c.asks(networkNames) }

// asks tells whether a database has a source that asks.
func (c *Cache) asks(d database) bool {
	return slices.ContainsFunc(c.sources()[d], func(s source) bool { return s.module.asks })
}
