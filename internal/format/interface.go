package format

import (
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// An Interface is all there is to tell about an interface. What a form does
// not need may be missing.
type Interface struct {
	*netdev.Interface
	Index    int32                  // the kernel's number for it; 0 when unknown
	Counters *procnet.Device        // nil when net/dev does not list it
	All      []netdev.Inet          // all IPv4 addresses, the first being Inet, the one that net-tools shows
	Inet6    []procnet.Inet6Address // those of this interface
}

// InterfaceFlag is a flag of an interface and its name in linux/if.h.
type InterfaceFlag struct {
	Bit  uint16
	Name string
}

// InterfaceFlags are the flags that net-tools names, in its order.
var InterfaceFlags = [...]InterfaceFlag{
	{unix.IFF_UP, "UP"},
	{unix.IFF_BROADCAST, "BROADCAST"},
	{unix.IFF_DEBUG, "DEBUG"},
	{unix.IFF_LOOPBACK, "LOOPBACK"},
	{unix.IFF_POINTOPOINT, "POINTOPOINT"},
	{unix.IFF_NOTRAILERS, "NOTRAILERS"},
	{unix.IFF_RUNNING, "RUNNING"},
	{unix.IFF_NOARP, "NOARP"},
	{unix.IFF_PROMISC, "PROMISC"},
	{unix.IFF_ALLMULTI, "ALLMULTI"},
	{unix.IFF_SLAVE, "SLAVE"},
	{unix.IFF_MASTER, "MASTER"},
	{unix.IFF_MULTICAST, "MULTICAST"},
	{unix.IFF_DYNAMIC, "DYNAMIC"},
}

// AppendScopeNames appends the names of the bits of an IPv6 address's scope,
// IPV6_ADDR_LOOPBACK and so on of the kernel's include/net/ipv6.h. The low bits
// have no names, and an address is global when only the bit of an
// IPv4-compatible one is set.
func AppendScopeNames(dst []byte, scope uint32) []byte {
	const compatible = 0x80
	separator := byte('<')
	name := func(name string) {
		dst = append(append(dst, separator), name...)
		separator = ','
	}
	if scope&compatible != 0 {
		name("compat")
	}
	if scope&^compatible == 0 {
		name("global")
	}
	if scope&0x20 != 0 {
		name("link")
	}
	if scope&0x40 != 0 {
		name("site")
	}
	if scope&0x10 != 0 {
		name("host")
	}
	if separator == ',' {
		dst = append(dst, '>')
	}
	return dst
}
