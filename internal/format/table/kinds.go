package table

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// kinds are the columns of each kind of rows. There is a file for each kind, or
// for a family of them.
type kinds struct {
	internet    fields[internetRow]
	unix        fields[unixRow]
	groups      fields[*procnet.Group]
	ipx         fields[*procnet.IPXSocket]
	ax25        fields[*procnet.AX25Socket]
	x25         fields[*procnet.X25Socket]
	netrom      fields[*procnet.NetROMSocket]
	rose        fields[*procnet.RoseSocket]
	routes      fields[*procnet.Route]
	routes6     fields[*procnet.Route6]
	cached      fields[cachedRow]
	neighbours  fields[*procnet.Neighbour]
	ax25Routes  fields[*procnet.AX25Route]
	nrRoutes    fields[*procnet.NetROMRoute]
	roseRoutes  fields[roseHop]
	x25Routes   fields[*procnet.X25Route]
	ipxRoutes   fields[*procnet.IPXRoute]
	ddpRoutes   fields[*procnet.AppleTalkRoute]
	interfaces  fields[*format.Interface]
	counters    fields[counterRow]
	masquerades fields[*procnet.Masquerade]
	counts      fields[*format.Count]
}

// newKinds gives the columns that options ask for, in a list of several
// namespaces or of one.
func newKinds(o *Options, several bool) *kinds {
	return &kinds{
		internet:    internetFields(o, several),
		unix:        unixFields(o, several),
		groups:      groupFields(),
		ipx:         ipxFields(o),
		ax25:        ax25Fields(),
		x25:         x25Fields(),
		netrom:      netromFields(),
		rose:        roseFields(),
		routes:      routeFields(o),
		routes6:     route6Fields(o),
		cached:      cachedRouteFields(o),
		neighbours:  neighbourFields(o),
		ax25Routes:  ax25RouteFields(),
		nrRoutes:    netromRouteFields(),
		roseRoutes:  roseRouteFields(),
		x25Routes:   x25RouteFields(),
		ipxRoutes:   ipxRouteFields(),
		ddpRoutes:   appleTalkRouteFields(),
		interfaces:  interfaceFields(o),
		counters:    counterFields(),
		masquerades: masqueradeFields(o),
		counts:      countFields(several),
	}
}

// section gives the title and the columns of a section. Titles are net-tools'
// own, where it has any.
func (k *kinds) section(s format.Section, o *Options) (title string, columns []column) {
	switch s {
	case format.Internet:
		return "Active Internet connections " + o.which(), k.internet.columns()
	case format.Unix:
		return "Active UNIX domain sockets " + o.which(), k.unix.columns()
	case format.Groups:
		return "IPv6/IPv4 Group Memberships", k.groups.columns()
	case format.IPX:
		return "Active IPX sockets", k.ipx.columns()
	case format.AX25:
		return "Active AX.25 sockets", k.ax25.columns()
	case format.X25:
		return "Active X.25 sockets", k.x25.columns()
	case format.NetROM:
		return "Active NET/ROM sockets", k.netrom.columns()
	case format.Rose:
		return "Active ROSE sockets", k.rose.columns()
	case format.InetRoutes:
		return "Kernel IP routing table", k.routes.columns()
	case format.Inet6Routes:
		return "Kernel IPv6 routing table", k.routes6.columns()
	case format.InetRouteCache:
		return "Kernel IP routing cache", k.cached.columns()
	case format.Inet6RouteCache:
		return "Kernel IPv6 routing cache", k.routes6.columns()
	case format.Neighbours:
		return "Kernel IPv6 Neighbour Cache", k.neighbours.columns()
	case format.AX25Routes:
		return "Kernel AX.25 routing table", k.ax25Routes.columns()
	case format.NetROMRoutes:
		return "Kernel NET/ROM routing table", k.nrRoutes.columns()
	case format.RoseRoutes:
		return "Kernel ROSE routing table", k.roseRoutes.columns()
	case format.X25Routes:
		return "Kernel X.25 routing table", k.x25Routes.columns()
	case format.IPXRoutes:
		return "Kernel IPX routing table", k.ipxRoutes.columns()
	case format.AppleTalkRoutes:
		return "Kernel AppleTalk routing table", k.ddpRoutes.columns()
	case format.Interfaces:
		return "Kernel Interface table", k.interfaces.columns()
	case format.Counters:
		return "Kernel protocol counters", k.counters.columns()
	case format.Masquerades:
		return "IP masquerading entries", k.masquerades.columns()
	case format.Summary:
		return "Summary of sockets", k.counts.columns()
	}
	return "", nil
}

// which says in net-tools' words which sockets are listed.
func (o *Options) which() string {
	switch {
	case o.All:
		return "(servers and established)"
	case o.Listening:
		return "(only servers)"
	}
	return "(w/o servers)"
}
