package sockdiag

import (
	"bytes"
)

// Attributes of a message: enum of linux/inet_diag.h.
const (
	attrInfo       = 2  // INET_DIAG_INFO
	attrCongestion = 4  // INET_DIAG_CONG
	attrProtocol   = 10 // INET_DIAG_PROTOCOL
	attrV6Only     = 11 // INET_DIAG_SKV6ONLY
	attrMark       = 15 // INET_DIAG_MARK
	attrCgroupID   = 21 // INET_DIAG_CGROUP_ID
)

// Extra is what sock_diag tells of a socket beside its row. The kernel leaves
// out what it does not know or what the process may not know.
type Extra struct {
	Cookie uint64 // the kernel's number for the socket; no two have the same while it runs
	// Device is the index of the interface that the socket is bound to by
	// SO_BINDTODEVICE, which may be a VRF, or 0.
	Device uint32
	// BacklogLimit is how many connections may wait until they are accepted,
	// of a listener of TCP. How many wait is its RxQueue.
	BacklogLimit uint32
	CgroupID     uint64 // of the cgroup2 that the socket was made in, 0 before Linux 5.8 and without a socket of a process
	Mark         uint32 // SO_MARK
	HasMark      bool   // CAP_NET_ADMIN in the namespace's user namespace is there
	V6Only       bool   // IPV6_V6ONLY
	HasV6Only    bool   // of IPv6, and a listener or not connected
	Protocol     uint8  // of a raw socket

	// These belong to the chunk of the row.
	Info       TCPInfo // nil unless asked for, and but for a connection with a socket
	Congestion []byte  // the name of the congestion control, as Info
}

// parse reads what is beside the row in a message.
func (e *Extra) parse(msg []byte) {
	*e = Extra{
		Cookie: cookie(msg),
		Device: native.Uint32(msg[msgIf:]),
	}
	state := msg[msgState]
	switch {
	case state == listen:
		e.BacklogLimit = native.Uint32(msg[msgWqueue:])
	case state == synRecv && native.Uint32(msg[msgInode:]) == 0:
		// A request for a connection has here the interface that it came from
		// (inet_request_sock.ir_iif).
		e.Device = 0
	}
	for typ, value := range attributes(msg[msgSize:]).all {
		e.attribute(typ, value)
	}
	if state == listen {
		// Its numbers mean something else, and are in the row.
		e.Info = nil
	}
}

// attribute takes one attribute, if it is as long as it has to be.
func (e *Extra) attribute(typ uint16, value []byte) {
	switch {
	case typ == attrInfo:
		e.Info = value
	case typ == attrCongestion:
		name, _, _ := bytes.Cut(value, []byte{0})
		e.Congestion = name[:min(len(name), congestionNameSize)]
	case typ == attrV6Only && len(value) >= 1:
		e.V6Only, e.HasV6Only = value[0] != 0, true
	case typ == attrProtocol && len(value) >= 1:
		e.Protocol = value[0]
	case typ == attrMark && len(value) >= 4:
		e.Mark, e.HasMark = native.Uint32(value), true
	case typ == attrCgroupID && len(value) >= 8:
		e.CgroupID = native.Uint64(value)
	}
}

// congestionNameSize is TCP_CA_NAME_MAX.
const congestionNameSize = 16
