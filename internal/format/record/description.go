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
	isBoolean
	isTexts   // a list of texts
	isObjects // a list of objects: see members

	orNull shape = 0x80 // joined to one of these, if there may be no value
)

// members gives the keys of the objects in the list that is the value of a key.
func members(k key) []key {
	switch k {
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
	keys  []description
}

// chapters have the descriptions of all keys.
func chapters() []chapter {
	return []chapter{
		{"Sockets", socketKeys},
		{"Sockets of TCP", tcpKeys},
		{"Sockets of SCTP", sctpKeys},
		{"Unix domain sockets", unixKeys},
		{"Owners of sockets", ownerKeys},
		{"Old families", oldKeys},
		{"Routes", routeKeys},
		{"Route caches", routeCacheKeys},
		{"Multicast groups", groupKeys},
		{"Masqueraded connections", masqueradeKeys},
		{"Interfaces", interfaceKeys},
		{"Counters", counterKeys},
	}
}
