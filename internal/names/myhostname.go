package names

import (
	"context"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/netdev"
)

// newMyHostname gives the module that knows this host's own addresses, and
// those of its gateways, as nss-myhostname(8) does. It asks the kernel, by
// sockets that a function like unix.Socket makes.
func newMyHostname(root string, socket func(domain, typ, proto int) (int, error)) *module {
	m := &myHostname{
		name:      sync.OnceValue(hostName),
		hasIPv6:   sync.OnceValue(func() bool { return hasIPv6(root) }),
		addresses: setOf(func() ([]netip.Addr, error) { return netdev.HostAddresses(socket) }),
		gateways:  setOf(func() ([]netip.Addr, error) { return netdev.DefaultGateways(socket) }),
	}
	return &module{host: m.host}
}

type myHostname struct {
	name      func() string
	hasIPv6   func() bool
	addresses func() map[netip.Addr]bool
	gateways  func() map[netip.Addr]bool
}

func (m *myHostname) host(_ context.Context, addr netip.Addr) (string, outcome) {
	switch {
	case addr.Is6() && !m.hasIPv6():
		return "", notFound
	case addr == netip.AddrFrom4([4]byte{127, 0, 0, 1}), addr == netip.IPv6Loopback():
		return "localhost", success
	case addr == netip.AddrFrom4([4]byte{127, 0, 0, 2}), m.addresses()[addr]:
		return m.name(), success
	case m.gateways()[addr]:
		return "_gateway", success
	}
	return "", notFound
}

// hostName gives the name that this host has, or is given where it has none.
func hostName() string {
	var uname unix.Utsname
	_ = unix.Uname(&uname) // which cannot fail
	name := printable(unix.ByteSliceToString(uname.Nodename[:]))
	if name == "" || name == "(none)" {
		return "localhost"
	}
	return name
}

// hasIPv6 tells whether this host has IPv6 and has not switched it off.
func hasIPv6(root string) bool {
	off, _ := readFile(filepath.Join(root, "proc/sys/net/ipv6/conf/all/disable_ipv6"))
	_, there := readFile(filepath.Join(root, "proc/net/if_inet6"))
	return there && strings.TrimSpace(string(off)) != "1"
}

// setOf gives the set of some addresses. Those that cannot be had are none.
func setOf(list func() ([]netip.Addr, error)) func() map[netip.Addr]bool {
	return sync.OnceValue(func() map[netip.Addr]bool {
		set := map[netip.Addr]bool{}
		addresses, _ := list()
		for _, addr := range addresses {
			set[addr] = true
		}
		return set
	})
}
