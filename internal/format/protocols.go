package format

// Protocols selects what netstat -s prints. Counters of other protocols, such
// as IpExt, MPTcpExt and even UdpLite, are always printed; none selected means
// all.
type Protocols uint8

// The protocols that options select, and what net-tools takes for their
// counters.
const (
	ShowRaw     Protocols = 1 << iota // Ip, Icmp, Ip6, Icmp6
	ShowTCP                           // Tcp, TcpExt, Tcp6
	ShowUDP                           // Udp, Udp6
	ShowUDPLite                       // nothing
	ShowSCTP                          // Sctp
)

// selects gives the protocol by whose option counters of a kernel's group are
// selected, or 0 for a group that is always shown.
func selects(group string) Protocols {
	switch group {
	case "Ip", "Icmp", "Ip6", "Icmp6":
		return ShowRaw
	case "Tcp", "TcpExt", "Tcp6":
		return ShowTCP
	case "Udp", "Udp6":
		return ShowUDP
	case "Sctp":
		return ShowSCTP
	}
	return 0
}

// Hides tells whether options select protocols, but not that of a group of
// counters.
func (p Protocols) Hides(group string) bool {
	by := selects(group)
	return p != 0 && by != 0 && p&by == 0
}
