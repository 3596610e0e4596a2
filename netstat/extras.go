package netstat

import "time"

// Extras is what the kernel tells of a socket in answers of sock_diag(7) that no
// table has (linux/inet_diag.h).
type Extras struct {
	HasV6Only bool   // V6Only is known: of IPv6, and a listener or not connected
	V6Only    bool   // it takes no IPv4 (IPV6_V6ONLY, ipv6(7))
	HasMark   bool   // Mark is known, which takes CAP_NET_ADMIN
	Mark      uint32 // of its packets (SO_MARK, socket(7))
	// Device is the interface that it is bound to (SO_BINDTODEVICE, socket(7)), which
	// may be a VRF; "" without one.
	Device string
	// BacklogLimit is how many connections may wait until a listener of tcp accepts
	// them (listen(2)). How many wait is its RxQueue.
	BacklogLimit uint32
	// Cgroup is the path of the cgroup2 that the socket was made in, "" if it is not
	// known. Any byte but NUL and newline may be in it.
	Cgroup string
	// TCP is nil unless Options.TCPInfo asks for it, and but for a connection of tcp.
	TCP *TCPInfo
}

// TCPInfo is what the kernel measures of a connection: struct tcp_info of
// linux/tcp.h, filled by tcp_get_info in net/ipv4/tcp.c. What an older kernel does
// not tell is 0.
type TCPInfo struct {
	Congestion       string        // name of the congestion control
	RTT, RTTVar      time.Duration // smoothed round trip time and its mean deviation, in steps of 1 µs
	MinRTT           time.Duration // the smallest seen of late
	MSS              uint32        // size of a segment that is sent, in bytes
	PMTU             uint32        // largest packet that the path takes, in bytes
	Cwnd             uint32        // congestion window, in segments
	Retransmits      uint32        // timeouts in a row that have not been answered
	TotalRetransmits uint32        // segments sent again since the connection began
	Lost             uint32        // segments taken for lost at the moment
	BytesAcked       uint64        // acknowledged by the peer
	BytesReceived    uint64        // acknowledged to the peer
	SegsOut, SegsIn  uint32        // segments sent and received
	DeliveryRate     uint64        // measured last, in bytes a second
	PacingRate       uint64        // limit of sending, in bytes a second
	Busy             time.Duration // time with data on the way
	RwndLimited      time.Duration // of that, limited by the peer's window
	SndbufLimited    time.Duration // of that, limited by the buffer for sending
}
