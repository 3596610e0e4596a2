package modes

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// addresses are the addresses of a namespace's interfaces, by name.
type addresses struct {
	inet  map[string][]netdev.Inet
	inet6 map[string][]procnet.Inet6Address
}

// detailsOf reads the addresses that a form shows.
func detailsOf(s space, needs format.Needs) addresses {
	var a addresses
	if needs.Whole {
		// Without rtnetlink there are those that ioctls give.
		a.inet, _ = netdev.InetAddresses(s.socket)
	}
	if needs.Whole || needs.Interface {
		// Without the table there are no IPv6 addresses.
		rows, _ := procnet.ReadInet6Addresses(s.tables)
		a.inet6 = make(map[string][]procnet.Inet6Address)
		for _, row := range rows {
			a.inet6[row.Interface] = append(a.inet6[row.Interface], row)
		}
	}
	return a
}

// add adds its addresses to an interface.
func (a *addresses) add(in *format.Interface) {
	in.Inet6 = a.inet6[in.Name]
	in.All = a.inet[in.Name]
	if len(in.All) == 0 && in.Inet != nil {
		in.All = []netdev.Inet{*in.Inet}
	}
}
