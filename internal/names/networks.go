package names

import (
	"context"
	"net/netip"
	"strings"
)

// Network gives the name of an IPv4 network, such as 10.0.0.0. Of several
// names in a file the first wins.
func (c *Cache) Network(addr netip.Addr) (string, bool) {
	return c.networks.get(addr, c.waiting, c.asking)
}

// findNetwork looks a network up as glibc's getnetbyaddr does.
func (c *Cache) findNetwork(network netip.Addr) (string, bool) {
	ctx := context.Background()
	c.gate.wait(ctx)
	name, how := search(ctx, c.sources()[networkNames], network, func(m *module) lookup[netip.Addr] { return m.network })
	return name, how == success
}

// addNetwork reads a line of networks(5).
func addNetwork(names map[netip.Addr]string, line string) {
	name, rest := word(uncomment(line))
	text, _ := word(rest)
	network := networkNumber(text)
	if _, taken := names[network]; !taken {
		names[network] = printable(name)
	}
}

// networkNumber reads up to four numbers, in C's notation and with dots
// between them; those left out at the end are 0. Anything else is
// 255.255.255.255, the value by which inet_network(3) reports an error and
// which glibc takes for the network all the same.
func networkNumber(text string) netip.Addr {
	invalid := netip.AddrFrom4([4]byte{255, 255, 255, 255})
	parts := strings.Split(text, ".")
	var network [4]byte
	if len(parts) > len(network) {
		return invalid
	}
	for i, part := range parts {
		n, ok := number(part, 0)
		if !ok || n > 255 || part[0] < '0' || part[0] > '9' {
			return invalid
		}
		network[i] = byte(n)
	}
	return netip.AddrFrom4(network)
}
