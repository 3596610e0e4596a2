package procnet

import (
	"math"
	"net/netip"
)

// Socket is a row of net/tcp, net/udp, net/udplite or net/raw and of their
// IPv6 counterparts. The columns are described in the kernel's
// Documentation/networking/proc_net_tcp.rst and printed by get_tcp4_sock in
// net/ipv4/tcp_ipv4.c and its siblings. A column that a short line lacks is 0.
type Socket struct {
	Local, Remote netip.AddrPort // an unset remote end is the null address and port 0
	Inode         uint64         // the socket's inode, 0 for one without a file, as in TIME_WAIT
	TxQueue       uint64         // bytes not acknowledged by the peer; 0 for a listener
	RxQueue       uint64         // bytes not read by the process; for a listener, connections not accepted
	Expires       uint64         // jiffies (USER_HZ, 100 a second) until the timer fires
	Retransmits   uint64         // unrecovered retransmission timeouts
	Pointer       uint64         // the kernel's address of the socket, hashed
	Refs          int32          // references to the kernel's socket
	State         int32          // enum tcp_state of include/net/tcp_states.h
	Timer         int32          // the pending timer: 0 none, 1 retransmit, 2 keepalive, 3 TIME_WAIT, 4 zero window probe
	UID           uint32         // owner of the socket
	Timeout       int32          // unanswered zero window or keepalive probes
	WidePort      bool           // the remote port is what is left of a wider number, which no kernel prints
	More          SocketMore     // the columns behind Pointer, read by ParseWhole only
}

// SocketMore is what a row has behind the columns that net-tools reads. A
// connection of tcp in TIME_WAIT or SYN_RECV has none of it, and neither has a
// row of an old kernel.
type SocketMore struct {
	Known    bool   // the row has these columns
	Pingpong bool   // tcp: acknowledgments wait for data to go with
	Drops    uint32 // of udp, udplite and raw, all others being tcp's: datagrams that found no room
	RTO      uint32 // retransmission timeout, in jiffies as Expires
	ATO      uint32 // how long an acknowledgment is delayed, in jiffies
	Quick    uint32 // acknowledgments that will be sent without delay
	Window   uint32 // congestion window, in segments
	SSThresh int32  // slow start threshold, -1 for none yet; of a listener, its queue for TCP Fast Open
}

// HasPort tells whether the socket has a remote port: by that net-tools knows a
// connection of tcp from a listener. It asks before it cuts an int to a port.
func (s *Socket) HasPort() bool { return s.Remote.Port() != 0 || s.WidePort }

// BehindListeners tells of a row of tcp or tcp6 that no listener follows it.
// The kernel lists the listeners first and the connections then (tcp_get_idx
// in net/ipv4/tcp_ipv4.c); but before Linux 4.4 connections asked for, in
// SYN_RECV, stood behind their listener. A row that no kernel prints, such as a
// listener with a peer, tells nothing.
func (s *Socket) BehindListeners() bool {
	const synRecv, listen = 3, 10
	return s.Remote.Port() != 0 && !s.WidePort && s.State != synRecv && s.State != listen
}

// SocketTable is one of the tables with Socket rows.
type SocketTable struct {
	Name   string // below /proc/net
	fields int    // columns that net-tools wants to see in a row
	tcp    bool   // whose columns SocketMore has
}

// The tables with Socket rows.
var (
	TCP      = SocketTable{"tcp", 11, true}
	TCP6     = SocketTable{"tcp6", 11, true}
	UDP      = SocketTable{"udp", 10, false}
	UDP6     = SocketTable{"udp6", 10, false}
	UDPLite  = SocketTable{"udplite", 10, false}
	UDPLite6 = SocketTable{"udplite6", 10, false}
	Raw      = SocketTable{"raw", 10, false}
	Raw6     = SocketTable{"raw6", 10, false}
)

// Parse reads the row on line, which is any line but the table's first, and
// tells whether it is a row: a garbled one lacks columns at its end. It leaves
// row.More as it is.
func (t *SocketTable) Parse(line []byte, row *Socket) bool {
	s := scan(line)
	return t.parse(&s, row)
}

// ParseWhole reads the row on line as Parse does, and row.More too.
func (t *SocketTable) ParseWhole(line []byte, row *Socket) bool {
	s := scan(line)
	if !t.parse(&s, row) {
		return false
	}
	more := SocketMore{}
	if t.tcp {
		more.RTO = uint32(s.ulong())
		more.ATO = uint32(s.ulong())
		quick := uint32(s.ulong())
		more.Quick, more.Pingpong = quick>>1, quick&1 != 0
		more.Window = uint32(s.ulong())
		more.SSThresh = s.int()
	} else {
		more.Drops = uint32(s.ulong())
	}
	row.More = SocketMore{}
	if more.Known = !s.failed; more.Known {
		row.More = more
	}
	return true
}

// parse reads the columns up to Pointer.
func (t *SocketTable) parse(s *scanner, row *Socket) bool {
	s.int() // sl, the row's number
	s.literal(':')
	s.blanks()
	local := s.hexDigits(64)
	s.literal(':')
	localPort := uint16(s.hex())
	s.blanks()
	remote := s.hexDigits(64)
	s.literal(':')
	remotePort := s.hex()
	row.WidePort = remotePort > math.MaxUint16 && uint32(remotePort) != 0
	row.State = int32(s.hex())
	row.TxQueue = s.hex()
	s.literal(':')
	row.RxQueue = s.hex()
	row.Timer = int32(s.hex())
	s.literal(':')
	row.Expires = s.hex()
	row.Retransmits = s.hex()
	row.UID = uint32(s.int())
	row.Timeout = s.int()
	row.Inode = s.ulong()
	if s.fields < t.fields {
		return false
	}
	row.Refs = s.int()
	row.Pointer = s.hex()
	// The local address decides how net-tools reads both.
	if len(local) > 8 {
		row.Local = netip.AddrPortFrom(address6(local), localPort)
		row.Remote = netip.AddrPortFrom(address6(remote), uint16(remotePort))
	} else {
		row.Local = netip.AddrPortFrom(address4(local), localPort)
		row.Remote = netip.AddrPortFrom(address4(remote), uint16(remotePort))
	}
	return true
}

// address4 reads an IPv4 address: a word in network order, printed as a number
// in the machine's order.
func address4(digits []byte) netip.Addr {
	s := scan(digits)
	var b [4]byte
	wordOrder.PutUint32(b[:], uint32(s.hex()))
	return netip.AddrFrom4(b)
}

// address6 reads an IPv6 address: four words, each printed like an IPv4
// address. Words that a short text lacks are 0.
func address6(digits []byte) netip.Addr {
	var b [16]byte
	for word := 0; word < len(b) && len(digits) > 0; word += 4 {
		n := min(8, len(digits))
		var v uint32
		for _, digit := range digits[:n] {
			v = v<<4 | uint32(hexValue[digit])
		}
		wordOrder.PutUint32(b[word:], v)
		digits = digits[n:]
	}
	return netip.AddrFrom16(b)
}
