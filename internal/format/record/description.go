package record

// A description says what a key means, for those who read the code or its
// documents: a program holds nothing of it.
type description struct {
	key     key
	value   shape
	meaning string
	unit    string // of a number that counts something
	source  string // where the kernel tells it, a table being below /proc
}

// A shape is what JSON writes for a key.
type shape uint8

// The shapes of values.
const (
	isText shape = iota + 1
	isInteger
	isDecimal // a number with two decimals
	isMillis  // a number with three
	isBoolean
	isTexts   // a list of texts
	isObject  // an object: see members
	isObjects // a list of objects: see members

	orNull shape = 0x80 // joined to one of these, if there may be no value
)

// members gives the keys of the object, or of those in the list, that is the
// value of a key.
func members(k key) []key {
	switch k {
	case keyTCPInfo:
		return tcpInfoMembers[:]
	case keyOwners:
		return []key{keyPID, keyProgram, keyComm, keyFD}
	case keyInet:
		return []key{keyInetAddress, keyPrefixLength, keyBroadcast, keyPeer}
	case keyInet6:
		return []key{keyInetAddress, keyPrefixLength, keyScope}
	case keyNeighbours:
		return []key{keyNumber, keyCallsign, keyIface}
	}
	return nil
}

// A chapter has the descriptions of keys that belong together.
type chapter struct {
	title string
	note  string // sentences about all of them, or ""
	keys  []description
}

// chapters have the descriptions of all keys.
func chapters() []chapter {
	return []chapter{
		{"Sockets", "What the kernel's tables have and these do not are addresses of its memory, and numbers of rows and of buckets of hash tables.",
			socketKeys},
		{"Sockets of the internet", "Documentation, benchmarks, protocols of the IETF and what is kept for later are reserved. " +
			"Addresses that the registries leave open, as of 6to4 and Teredo, are global, and so are all that they do not name. " +
			"Of ::ffff:A.B.C.D it is the scope of the IPv4 address.", scopeKeys},
		{"Sockets of TCP", "All are null in the states SYN_RECV and TIME_WAIT.", tcpKeys},
		{"Sockets of SCTP", "From local_primary on, all are null for a listener, and from heartbeat_interval on also if an old kernel does not tell.",
			sctpKeys},
		{"Unix domain sockets", "", unixKeys},
		{"Owners of sockets", "From workload on, all are null if no process is known that has the socket, unless the cgroup of the socket itself is.",
			ownerKeys},
		{"Sockets, beside the tables", "All but backlog of TCP are null where the kernel does not tell by sock_diag(7) or may not be asked: " +
			"of a proc directory that is not the kernel's own, of a namespace that may not be entered, and of a socket without a file.",
			extraKeys},
		{"Peers of Unix domain sockets", "All are null if a socket is not connected, or waits to be accepted, or where the kernel may not be asked.",
			unixPeerKeys},
		{"Connections of TCP, with --tcp-info", "What the running kernel's struct tcp_info does not have, or has not measured yet, is null.",
			tcpInfoKeys},
		{"Old families", "What they hold is what net-tools makes of the tables.", oldKeys},
		{"Routes", "", routeKeys},
		{"Route caches", "From tos to arp, those that the table does not have are null.", routeCacheKeys},
		{"Multicast groups", "", groupKeys},
		{"Masqueraded connections", "", masqueradeKeys},
		{"Interfaces", "Aliases such as eth0:1 are interfaces too. What is received and sent is null for them, " +
			"and for an interface that net/dev does not list.", interfaceKeys},
		{"Counters", "Each counter is a row, those that are 0 too, so that a kernel with new counters has more rows, but none with other keys.",
			counterKeys},
		{"Summaries", "", countKeys},
		{"Rounds", "Rows begin with time under -c, and with event and time under --changes.", roundKeys},
	}
}
