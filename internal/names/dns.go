package names

import (
	"context"
	"net/netip"
	"slices"
	"strings"
)

// resolver is the part of net.Resolver that is used here.
type resolver interface {
	LookupAddr(ctx context.Context, addr string) ([]string, error)
}

// A dns asks name servers, by Go's resolver.
type dns struct {
	resolver resolver
	hosts    nameFile[netip.Addr] // /etc/hosts
	sources  func() []source      // of hosts
}

func (d *dns) module() *module { return &module{host: d.host, network: d.network, asks: true} }

// host asks for the name of a host.
func (d *dns) host(ctx context.Context, addr netip.Addr) (string, outcome) {
	name, ok := d.ask(ctx, addr)
	if !ok || d.isFromFile(addr, name) {
		return "", notFound
	}
	return name, success
}

// network asks for the name of a network, which is that of its first address.
func (d *dns) network(ctx context.Context, network netip.Addr) (string, outcome) {
	name, ok := d.ask(ctx, network)
	if !ok || d.inFile(network) == name {
		return "", notFound
	}
	return name, success
}

// ask asks for the name of an address. A resolver that finds fault with a name
// gives an error and perhaps other names: then there is none, as in glibc when
// the fault is with the first.
func (d *dns) ask(ctx context.Context, addr netip.Addr) (name string, ok bool) {
	all, err := d.resolver.LookupAddr(ctx, question(addr))
	if err != nil || len(all) == 0 {
		return "", false
	}
	name = all[0]
	if name != "." { // the root of all names
		name = strings.TrimSuffix(name, ".")
	}
	return printable(name), true
}

// inFile gives the name that an address has in /etc/hosts.
func (d *dns) inFile(addr netip.Addr) string {
	name, _ := d.hosts.find(addr)
	return name
}

// isFromFile tells whether a resolver's name for an address comes from
// /etc/hosts, which Go's resolver reads too, and is not to be taken for an
// answer of DNS: it is the name of another address, or the search may end
// behind DNS.
func (d *dns) isFromFile(addr netip.Addr, name string) bool {
	asked := netip.MustParseAddr(question(addr))
	if d.inFile(asked) != name {
		return false
	}
	return asked != addr || slices.ContainsFunc(d.sources(), func(s source) bool { return s.name == "dns" && s.does[notFound] == end })
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
