package names

import (
	"context"
	"math/rand/v2"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"
)

// A resolver asks name servers for the name of an address.
type resolver = lookup[netip.Addr]

// newDNS gives the module that asks name servers, by a resolver. A network has
// the name of its first address.
func newDNS(ask resolver) *module {
	host := func(ctx context.Context, addr netip.Addr) (string, outcome) {
		name, how := ask(ctx, asked(addr))
		return printable(name), how
	}
	return &module{host: host, network: host, asks: true}
}

// asked gives the address that glibc asks DNS for: the IPv4 address inside an
// IPv4-mapped or IPv4-compatible one.
func asked(addr netip.Addr) netip.Addr {
	if addr.Is6() && addr != netip.IPv6Loopback() && !addr.IsUnspecified() {
		if b := addr.As16(); [12]byte(b[:12]) == [12]byte{} {
			return netip.AddrFrom4([4]byte(b[12:]))
		}
	}
	return addr.Unmap()
}

// newNameServers gives a resolver that asks the name servers of a resolv.conf(5),
// one after the other and as often as it says, until one answers.
func newNameServers(conf func() resolvConf) resolver {
	return func(ctx context.Context, addr netip.Addr) (string, outcome) {
		c := conf()
		first := 0
		if c.rotate {
			first = rand.IntN(len(c.servers))
		}
		for i := range c.attempts * len(c.servers) {
			q := newQuestion(uint16(rand.Uint32()), addr)
			a, err := c.ask(ctx, c.servers[(first+i)%len(c.servers)], q)
			switch {
			case ctx.Err() != nil:
				return "", notFound
			case err == nil && !a.isRefusal():
				return a.name()
			}
		}
		return "", notFound
	}
}

// ask asks one server: by UDP, and by TCP for what does not fit into a datagram.
func (c *resolvConf) ask(ctx context.Context, server netip.AddrPort, q question) (a answer, err error) {
	if !c.tcp {
		a, err = c.exchange(ctx, server, unix.SOCK_DGRAM, q)
		if err != nil || a.isRefusal() || !a.isCut() {
			return a, err
		}
	}
	return c.exchange(ctx, server, unix.SOCK_STREAM, q)
}

// exchange sends a question and waits for its answer.
func (c *resolvConf) exchange(ctx context.Context, server netip.AddrPort, typ int, q question) (answer, error) {
	conn, err := dial(server, typ, time.Now().Add(c.timeout))
	if err != nil {
		return answer{}, err
	}
	defer conn.endWith(ctx)()
	if typ == unix.SOCK_DGRAM {
		return q.overDatagrams(conn)
	}
	if err := conn.established(); err != nil {
		return answer{}, err
	}
	return q.overStream(conn)
}
