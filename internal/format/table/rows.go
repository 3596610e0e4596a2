package table

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// rows turns the rows of a namespace into lines of cells. There is a file for
// each kind of rows, or for a family of them.
type rows struct {
	Options
	in format.Space

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
}

func newRows(options Options, in format.Space) *rows {
	o := &options
	o.Ahead = in.Ahead
	return &rows{
		Options:     options,
		in:          in,
		internet:    internetFields(o, in.Several),
		unix:        unixFields(in.Several),
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
	}
}

// section gives the title and the columns of a section. Titles are net-tools'
// own, where it has any.
func (f *rows) section(s format.Section) (title string, columns []column) {
	switch s {
	case format.Internet:
		return "Active Internet connections " + f.which(), f.internet.columns()
	case format.Unix:
		return "Active UNIX domain sockets " + f.which(), f.unix.columns()
	case format.Groups:
		return "IPv6/IPv4 Group Memberships", f.groups.columns()
	case format.IPX:
		return "Active IPX sockets", f.ipx.columns()
	case format.AX25:
		return "Active AX.25 sockets", f.ax25.columns()
	case format.X25:
		return "Active X.25 sockets", f.x25.columns()
	case format.NetROM:
		return "Active NET/ROM sockets", f.netrom.columns()
	case format.Rose:
		return "Active ROSE sockets", f.rose.columns()
	case format.InetRoutes:
		return "Kernel IP routing table", f.routes.columns()
	case format.Inet6Routes:
		return "Kernel IPv6 routing table", f.routes6.columns()
	case format.InetRouteCache:
		return "Kernel IP routing cache", f.cached.columns()
	case format.Inet6RouteCache:
		return "Kernel IPv6 routing cache", f.routes6.columns()
	case format.Neighbours:
		return "Kernel IPv6 Neighbour Cache", f.neighbours.columns()
	case format.AX25Routes:
		return "Kernel AX.25 routing table", f.ax25Routes.columns()
	case format.NetROMRoutes:
		return "Kernel NET/ROM routing table", f.nrRoutes.columns()
	case format.RoseRoutes:
		return "Kernel ROSE routing table", f.roseRoutes.columns()
	case format.X25Routes:
		return "Kernel X.25 routing table", f.x25Routes.columns()
	case format.IPXRoutes:
		return "Kernel IPX routing table", f.ipxRoutes.columns()
	case format.AppleTalkRoutes:
		return "Kernel AppleTalk routing table", f.ddpRoutes.columns()
	case format.Interfaces:
		return "Kernel Interface table", f.interfaces.columns()
	case format.Counters:
		return "Kernel protocol counters", f.counters.columns()
	case format.Masquerades:
		return "IP masquerading entries", f.masquerades.columns()
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
