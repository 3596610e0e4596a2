package names

import (
	"context"
	"net/netip"
)

// A module is what a word of nsswitch.conf(5) stands for: what glibc has a
// shared object libnss_WORD.so.2 for. It has a function for each database that
// the shared object can be asked about by number; the others are nil.
type module struct {
	user      lookup[uint32]
	host      lookup[netip.Addr]
	network   lookup[netip.Addr]
	services  list[service]
	protocols list[uint16]

	asks bool // another program, and does not only read files or ask the kernel
}

// announce has begun called before the module is asked for a name.
func (m *module) announce(begun func()) {
	m.user, m.host, m.network = announced(m.user, begun), announced(m.host, begun), announced(m.network, begun)
}

// announced gives a function with another that is called before it, nil for nil.
func announced[K any](ask lookup[K], begun func()) lookup[K] {
	if ask == nil {
		return nil
	}
	return func(ctx context.Context, key K) (string, outcome) {
		begun()
		return ask(ctx, key)
	}
}

// newModule gives the module that a word stands for.
func (c *Cache) newModule(word string) *module {
	note := func(d database) { c.unserved.note(d, word) }
	switch word {
	case "files":
		return c.files.module()
	case "compat":
		return newCompat(c.etc, func(ctx context.Context, uid uint32) (string, outcome) { return c.searchUsers(ctx, compatUsers, uid) }, note)
	case "extrausers":
		return newExtraUsers(c.path("var/lib/extrausers/passwd"))
	case "db":
		return newDB(c.path("var/lib/misc"), c.path("var/db"), note)
	case "dns":
		return newDNS(c.resolver)
	case "myhostname":
		return newMyHostname(c.root, c.socket)
	case "resolve":
		return newResolve(c.path("run/systemd/resolve/io.systemd.Resolve"))
	case "systemd":
		return newSystemd(c.root)
	case "mdns", "mdns4", "mdns6", "mdns_minimal", "mdns4_minimal", "mdns6_minimal":
		return newMDNS(word, c.path("run/avahi-daemon/socket"))
	case "sss":
		return newSSS(c.path("var/lib/sss/pipes/nss"))
	case "mymachines":
		return &module{user: func(context.Context, uint32) (string, outcome) { return "", notFound }} // it knows users by name only
	case "gw_name", "libvirt", "libvirt_guest":
		return &module{} // they know addresses by name only
	}
	return newForeign(c.root, note)
}
