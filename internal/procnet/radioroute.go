package procnet

import (
	"iter"
	"slices"
)

// A RadioNeighbour is a row of net/nr_neigh or net/rose_neigh: a station that
// can be reached directly.
type RadioNeighbour struct {
	Callsign string
	Device   string
}

// radioNeighbours finds the rows of net/nr_neigh or net/rose_neigh.
type radioNeighbours struct {
	table     []byte
	deviceEnd int  // where the column of the device ends
	cutFirst  bool // net-tools cuts the columns of every line, before it reads the number
	lines     fixedLines
}

// find gives the neighbours with a number: the kernel has one at most.
func (n *radioNeighbours) find(number int32) iter.Seq[RadioNeighbour] {
	return func(yield func(RadioNeighbour) bool) {
		n.lines.content = n.table
		n.lines.next() // the heading
		for n.lines.next() {
			if n.cutFirst {
				n.lines.end(15, n.deviceEnd)
			}
			if n.lines.number(0) != number {
				continue
			}
			n.lines.end(15, n.deviceEnd)
			if !yield(RadioNeighbour{Callsign: n.lines.text(6), Device: n.lines.text(16)}) {
				return
			}
		}
	}
}

// An AX25Route is a row of net/ax25_route, printed by ax25_rt_seq_show in the
// kernel's net/ax25/ax25_route.c.
type AX25Route struct {
	Callsign string
	Device   string
	Use      int32 // what used to follow the device; now the name of a mode, which is 0
}

// AX25Routes gives the rows of net/ax25_route.
func AX25Routes(table []byte) []AX25Route {
	var routes []AX25Route
	lines := fixedLines{table, new(lineBuffer)}
	lines.next() // the heading
	for lines.next() {
		lines.end(9, 14)
		routes = append(routes, AX25Route{Callsign: lines.text(0), Device: lines.text(10), Use: lines.number(15)})
	}
	return routes
}

// A NetROMRoute is a row of net/nr_nodes, printed by nr_node_show in the
// kernel's net/netrom/nr_route.c, with the best of its neighbours.
type NetROMRoute struct {
	Callsign  string
	Mnemonic  string
	Quality   int32           // of the way by the neighbour
	Neighbour *RadioNeighbour // nil when it is not listed
}

// Where net/nr_nodes has the columns of a node's first neighbour; those of
// the next one are as many bytes behind them.
const (
	netromQuality   = 24
	netromNeighbour = 32
	netromStep      = 15
)

// NetROMRoutes gives the rows of net/nr_nodes, with net/nr_neigh.
func NetROMRoutes(nodes, neighbours []byte) []NetROMRoute {
	var routes []NetROMRoute
	lines := fixedLines{nodes, new(lineBuffer)}
	// Both tables go through one buffer in net-tools.
	known := radioNeighbours{neighbours, 20, false, fixedLines{buffer: lines.buffer}}
	lines.next() // the heading
	for lines.next() {
		lines.end(9, 17)
		route := NetROMRoute{Callsign: lines.text(0), Mnemonic: lines.text(10)}
		best := int(lines.number(19))
		if shift := netromStep * (best - 1); shift >= -netromQuality && netromNeighbour+shift <= fixedLineLimit {
			route.Quality = lines.number(netromQuality + shift)
			for neighbour := range known.find(lines.number(netromNeighbour + shift)) {
				route.Neighbour = &neighbour
				break
			}
		}
		routes = append(routes, route)
	}
	return routes
}

// A RoseRoute is a row of net/rose_nodes, printed by rose_node_show in the
// kernel's net/rose/rose_route.c.
type RoseRoute struct {
	Address    string
	Neighbours []RoseNeighbour
}

// A RoseNeighbour is a neighbour of a RoseRoute.
type RoseNeighbour struct {
	Number int32
	Listed []RadioNeighbour // by that number, which net-tools shows all
}

// RoseRoutes gives the rows of net/rose_nodes, with net/rose_neigh.
func RoseRoutes(nodes, neighbours []byte) []RoseRoute {
	var routes []RoseRoute
	lines := fixedLines{nodes, new(lineBuffer)}
	known := radioNeighbours{neighbours, 21, true, fixedLines{buffer: new(lineBuffer)}}
	lines.next() // the heading
	for lines.next() {
		lines.end(10, 17)
		route := RoseRoute{Address: lines.text(0)}
		count := int(lines.number(16)) // one digit
		for i := range count {
			const first, step, digits, ended = 18, 6, 5, 3
			if i < ended {
				lines.end(first + digits + step*i)
			}
			number := lines.number(first + step*i)
			route.Neighbours = append(route.Neighbours, RoseNeighbour{number, slices.Collect(known.find(number))})
		}
		routes = append(routes, route)
	}
	return routes
}
