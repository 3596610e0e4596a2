package record

// oldKeys are the keys of the old families' sockets and routes, which have
// several of those of other sockets and routes too. What they hold is what
// net-tools makes of the tables.
var oldKeys = []description{
	{keyUserCallsign, isText | orNull, "call sign of the user of a socket of netrom; null if it is *",
		"", "net/nr: user_addr; nr_info_show in net/netrom/af_netrom.c"},
	{keyLocalCallsign, isText | orNull, "of rose, beside local_address; null if it is *",
		"", "net/rose: src_call; rose_info_show in net/rose/af_rose.c"},
	{keyPeerCallsign, isText | orNull, "of rose, beside peer_address; null if it is *",
		"", "net/rose: dest_call"},
	{keyChannel, isInteger, "number of the logical channel of a socket of x25 or rose; 0 without a connection",
		"", "net/x25: lci; x25_seq_socket_show in net/x25/x25_proc.c"},
	{keyNeighbourNumber, isInteger, "number of the neighbour to which a socket of rose is connected",
		"", "net/rose: neigh"},
	{keyVS, isInteger, "number of the next frame to send, V(S)",
		"", "net/ax25, net/nr, net/x25: vs"},
	{keyVR, isInteger, "number of the next frame to receive, V(R)",
		"", "net/ax25, net/nr, net/x25: vr"},

	{keyMnemonic, isText | orNull, "of a node of netrom; null if it has none",
		"", "net/nr_nodes: mnemonic; nr_node_show in net/netrom/nr_route.c"},
	{keyQuality, isInteger, "of the route by the neighbour, from 0 to 255",
		"", "net/nr_nodes: qual"},
	{keyNeighbourCallsign, isText | orNull, "call sign of the best neighbour towards a node of netrom; null if it is not listed",
		"", "net/nr_neigh: callsign"},
	{keyNeighbours, isObjects, "list of the neighbours towards an address of rose: objects with number, callsign and iface, " +
		"of which the last two are null if the neighbour is not listed",
		"", "net/rose_nodes: neigh; rose_node_show in net/rose/rose_route.c"},
	{keyNumber, isInteger, "of a neighbour of rose",
		"", "net/rose_nodes: neigh"},
	{keyCallsign, isText | orNull, "call sign of a neighbour of rose",
		"", "net/rose_neigh: callsign"},
	{keyDigits, isInteger, "how many digits of the destination of a route of x25 count; 0 for any destination",
		"digits", "net/x25/route: Digits; x25_seq_route_show in net/x25/x25_proc.c"},
	{keyRouterNetwork, isText | orNull, "of ipx, eight hexadecimal digits; null if the network is connected directly",
		"", "net/ipx/route: Router_Net"},
	{keyRouterNode, isText | orNull, "of ipx, twelve hexadecimal digits; null if the network is connected directly",
		"", "net/ipx/route: Router_Node"},
}
