package netstat

import (
	"fmt"
	"math/bits"
	"strings"
)

// Protocol is a set of protocols, each of which has a table of its own. One
// of IPv6 has "6" in its name; its sockets may speak to IPv4 hosts too, whose
// addresses are mapped then ([net/netip.Addr.Unmap]).
type Protocol uint8

// The protocols, in the order in which their tables are listed.
const (
	TCP Protocol = 1 << iota
	TCP6
	UDP
	UDP6
	UDPLite
	UDPLite6
	Raw
	Raw6
)

// protocolNames are the names of the tables below /proc/net. That of the protocol
// 1<<i is at i.
var protocolNames = [...]string{"tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6"}

// String returns the name of the protocol's table below /proc/net, such as
// "tcp6". The names of several are joined by "|".
func (p Protocol) String() string {
	var names []string
	for i, name := range protocolNames {
		if p == 1<<i {
			return name
		}
		if p&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, "|")
}

// table is the name of the table of one protocol.
func (p Protocol) table() string { return protocolNames[bits.TrailingZeros8(uint8(p))] }

// MarshalText returns what String does.
func (p Protocol) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText returns.
func (p *Protocol) UnmarshalText(text []byte) error {
	var set Protocol
	if len(text) > 0 {
		for word := range strings.SplitSeq(string(text), "|") {
			i := indexOf(protocolNames[:], word)
			if i < 0 {
				return fmt.Errorf("netstat: no protocol is called %.40q", word)
			}
			set |= 1 << i
		}
	}
	*p = set
	return nil
}

// UnmarshalJSON reads what MarshalText returns as a JSON string, or the number of
// the set.
func (p *Protocol) UnmarshalJSON(text []byte) error { return unmarshalJSON(text, p) }

// Family is a set of address families.
type Family uint8

// The families.
const (
	Inet  Family = 1 << iota // IPv4
	Inet6                    // IPv6
)

// String returns "inet", "inet6" or both joined by "|".
func (f Family) String() string {
	switch f & (Inet | Inet6) {
	case Inet:
		return "inet"
	case Inet6:
		return "inet6"
	case Inet | Inet6:
		return "inet|inet6"
	}
	return ""
}

// MarshalText returns what String does.
func (f Family) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads what MarshalText returns.
func (f *Family) UnmarshalText(text []byte) error {
	for set := range Inet | Inet6 + 1 {
		if set.String() == string(text) {
			*f = set
			return nil
		}
	}
	return fmt.Errorf("netstat: no address family is called %.40q", text)
}
