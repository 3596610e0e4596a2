package procnet

// An IPXRoute is a row of net/ipx/route. Kernels have had none since 4.18.
type IPXRoute struct {
	Network       uint64
	RouterNetwork uint64
	RouterNode    [6]byte
}

// ipxWords is how many words net-tools wants to see in a row.
const ipxWords = 3

// IPXRoutes gives the rows of net/ipx/route. A number is read as far as it
// goes: the "Directly Connected" of a network without a router is D and C.
func IPXRoutes(table []byte) []IPXRoute {
	var routes []IPXRoute
	_, table = cutLine(table, routeRowLimit) // the heading
	for len(table) > 0 {
		var line []byte
		line, table = cutLine(table, routeRowLimit)
		s := scan(line)
		network, router, node := s.word(len(line)), s.word(len(line)), s.word(len(line))
		if s.fields < ipxWords {
			continue
		}
		routes = append(routes, IPXRoute{ipxNetwork(network), ipxNetwork(router), ipxNode(node)})
	}
	return routes
}

func ipxNetwork(word []byte) uint64 {
	s := scan(word)
	return s.hex()
}

// ipxNode reads an address of up to twelve digits, the first of which are the
// first in the address.
func ipxNode(word []byte) (node [6]byte) {
	for i := range min(len(word), 2*len(node)) {
		digit := hexValue[word[i]]
		if digit > 15 {
			break
		}
		node[i/2] |= digit << (4 * (1 - i%2))
	}
	return node
}
