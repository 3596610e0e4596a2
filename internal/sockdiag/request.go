package sockdiag

import "golang.org/x/sys/unix"

// Protocol is a protocol whose sockets can be asked for, by its IPPROTO number.
type Protocol uint8

// The protocols. A kernel may lack the module for one: then the error of the
// dump is ENOENT.
const (
	TCP     Protocol = unix.IPPROTO_TCP
	UDP     Protocol = unix.IPPROTO_UDP
	UDPLite Protocol = unix.IPPROTO_UDPLITE
	Raw     Protocol = unix.IPPROTO_RAW // of any protocol
)

// Family is that of the sockets asked for.
type Family uint8

// The families. The sockets of IPv6 are those made for it, IPv4-mapped
// addresses or not, as in the tables.
const (
	BothFamilies Family = unix.AF_UNSPEC // of TCP only; they come mixed
	IPv4         Family = unix.AF_INET
	IPv6         Family = unix.AF_INET6
)

// States is a set of states of sockets: bit n is the state n of enum tcp_state
// of include/net/tcp_states.h.
type States uint32

// Sets of states. All is all that the tables list: they leave out
// TCP_BOUND_INACTIVE, a socket of TCP that has a port and does nothing.
// Listeners are not quite what net-tools lists with -l, which goes by the
// remote port: a connection can have port 0 at its far end.
const (
	All         States = 1<<(newSynRecv+1) - 1<<established
	Listeners   States = 1 << listen
	Connections        = All &^ Listeners
)

// States that matter here.
const (
	established = 1
	synRecv     = 3
	listen      = 10
	newSynRecv  = 12 // a request for a connection, which the kernel shows as synRecv
)

// StateSet gives the set of a state of the tables, which is empty if they have
// none of this number.
func StateSet(state int32) States {
	switch {
	case state == synRecv:
		return 1<<synRecv | 1<<newSynRecv
	case state < established || state >= newSynRecv:
		return 0
	}
	return 1 << state
}

// Request says what a dump gives.
type Request struct {
	Protocol Protocol
	Family   Family
	States   States
	TCPInfo  bool // Extra.Info and Extra.Congestion, for TCP
}

// Types of messages: linux/sock_diag.h, linux/inet_diag.h. The older one has no
// family in its request, struct inet_diag_req, and gives those of both.
const (
	sockDiagByFamily = unix.SOCK_DIAG_BY_FAMILY
	tcpDiagGetSock   = 18 // TCPDIAG_GETSOCK
)

// Lengths of struct inet_diag_req_v2 and of struct inet_diag_req, and where
// they have what is not 0.
const (
	inetRequestSize = 56
	requestFamily   = headerSize + 0
	requestProtocol = headerSize + 1
	requestExt      = headerSize + 2
	requestStates   = headerSize + 4

	bothRequestSize = 60
	bothExt         = headerSize + 3
	bothStates      = headerSize + 52
)

// INET_DIAG_INFO and INET_DIAG_CONG as bits of a request.
const extInfo = 1<<(attrInfo-1) | 1<<(attrCongestion-1)

// encode gives the message, with room for its header, and its type.
func (r *Request) encode() ([]byte, uint16) {
	ext := byte(0)
	if r.TCPInfo {
		ext = extInfo
	}
	if r.Family == BothFamilies {
		b := make([]byte, headerSize+bothRequestSize)
		b[bothExt] = ext
		native.PutUint32(b[bothStates:], uint32(r.States))
		return b, tcpDiagGetSock
	}
	b := make([]byte, headerSize+inetRequestSize)
	b[requestFamily] = byte(r.Family)
	b[requestProtocol] = byte(r.Protocol)
	b[requestExt] = ext
	native.PutUint32(b[requestStates:], uint32(r.States))
	return b, sockDiagByFamily
}
