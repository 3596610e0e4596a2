package record

import (
	"slices"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A kind of row has keys of its own.
type kind int

// The kinds of rows.
const (
	kindTCP      kind = iota // sockets
	kindDatagram             // of udp, udplite and raw
	kindSCTP                 //
	kindUnix                 //
	kindIPX                  //
	kindAX25                 //
	kindX25                  //
	kindNetROM               //
	kindRose                 //
	kindGroup                // multicast groups
	kindRoute                // routes
	kindRoute6
	kindCachedRoute
	kindNeighbour
	kindAX25Route
	kindNetROMRoute
	kindRoseRoute
	kindX25Route
	kindIPXRoute
	kindAppleTalkRoute
	kindInterface
	kindCounter
	kindMasquerade
	kindCount
	numKinds
)

// kinds say for each kind in which sections its rows are and of how many parts
// they consist, 0 meaning one, and have an example.
var kinds = [numKinds]struct {
	sections []format.Section
	parts    int
	example  func(r *rows)
}{
	kindTCP:      {in(format.Internet), 6, func(r *rows) { r.AppendTCP(nil, "tcp", &procnet.Socket{}) }},
	kindDatagram: {in(format.Internet), 5, func(r *rows) { r.AppendUDP(nil, "udp", &procnet.Socket{}) }},
	kindSCTP:     {in(format.Internet), 4, func(r *rows) { r.AppendSCTPEndpoint(nil, &procnet.SCTPSocket{}) }},
	kindUnix:     {in(format.Unix), 8, func(r *rows) { r.AppendUnix(nil, &procnet.UnixSocket{}, true) }},
	kindIPX:      {in(format.IPX), 0, func(r *rows) { r.AppendIPX(nil, &procnet.IPXSocket{}) }},
	kindAX25:     {in(format.AX25), 0, func(r *rows) { r.AppendAX25(nil, &procnet.AX25Socket{}) }},
	kindX25:      {in(format.X25), 0, func(r *rows) { r.AppendX25(nil, &procnet.X25Socket{}) }},
	kindNetROM:   {in(format.NetROM), 0, func(r *rows) { r.AppendNetROM(nil, &procnet.NetROMSocket{}) }},
	kindRose:     {in(format.Rose), 0, func(r *rows) { r.AppendRose(nil, &procnet.RoseSocket{}) }},
	kindGroup:    {in(format.Groups), 4, func(r *rows) { r.AppendGroup(nil, &procnet.Group{}) }},
	kindRoute:    {in(format.InetRoutes), 0, func(r *rows) { r.AppendRoute(nil, &procnet.Route{}) }},
	kindRoute6: {in(format.Inet6Routes, format.Inet6RouteCache), 0, func(r *rows) {
		r.AppendRoute6(nil, &procnet.Route6{})
	}},
	kindCachedRoute: {in(format.InetRouteCache), 0, func(r *rows) {
		r.AppendCachedRoute(nil, &procnet.CachedRoute{}, procnet.RouteCacheNew)
	}},
	kindNeighbour:      {in(format.Neighbours), 0, func(r *rows) { r.AppendNeighbour(nil, &procnet.Neighbour{}) }},
	kindAX25Route:      {in(format.AX25Routes), 0, func(r *rows) { r.AppendAX25Route(nil, &procnet.AX25Route{}) }},
	kindNetROMRoute:    {in(format.NetROMRoutes), 0, func(r *rows) { r.AppendNetROMRoute(nil, &procnet.NetROMRoute{}) }},
	kindRoseRoute:      {in(format.RoseRoutes), 0, func(r *rows) { r.AppendRoseRoute(nil, &procnet.RoseRoute{}) }},
	kindX25Route:       {in(format.X25Routes), 0, func(r *rows) { r.AppendX25Route(nil, &procnet.X25Route{}) }},
	kindIPXRoute:       {in(format.IPXRoutes), 0, func(r *rows) { r.AppendIPXRoute(nil, &procnet.IPXRoute{}) }},
	kindAppleTalkRoute: {in(format.AppleTalkRoutes), 0, func(r *rows) { r.AppendAppleTalkRoute(nil, &procnet.AppleTalkRoute{}) }},
	kindInterface: {in(format.Interfaces), 0, func(r *rows) {
		r.AppendInterface(nil, &format.Interface{Interface: &netdev.Interface{}})
	}},
	kindCounter: {in(format.Counters), 0, func(r *rows) {
		r.AppendSNMP(nil, procnet.CounterGroup{Counters: make([]procnet.Counter, 1)})
	}},
	kindMasquerade: {in(format.Masquerades), 0, func(r *rows) { r.AppendMasquerade(nil, &procnet.Masquerade{}) }},
	kindCount:      {in(format.Summary), 0, func(r *rows) { r.AppendCount(nil, &format.Count{}) }},
}

func in(sections ...format.Section) []format.Section { return sections }

// isIn tells whether one of the sections has rows of the kind.
func (k kind) isIn(sections []format.Section) bool {
	return slices.ContainsFunc(sections, func(s format.Section) bool { return slices.Contains(kinds[k].sections, s) })
}

// keysOf gives the keys of each part of the rows of a kind, but for those of the
// namespace: those that its example has. A part that options leave out has none.
// If an object is no value, there are its members in its place.
func keysOf(k kind, o Options, nested bool) [][]key {
	parts := make([][]key, max(1, kinds[k].parts))
	f := &form{encoder: new(jsonEncoder), options: o}
	for part := range parts {
		f.layouts[k] = &layout{parts: []int{part}}
		kinds[k].example(&rows{form: f, signs: signs{nested: nested}, keys: &parts[part]})
	}
	return parts
}
