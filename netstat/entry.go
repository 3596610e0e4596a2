package netstat

import (
	"net"
	"strconv"
	"strings"

	"github.com/gonetstat/gonetstat/common"
)

// SockTabEntry is an internet socket, as the kernel describes it in a row of
// net/tcp or of a table like it (Documentation/networking/proc_net_tcp.rst).
type SockTabEntry struct {
	Transport      string // "tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw" or "raw6"
	LocalEndpoint  *SockEndpoint
	RemoteEndpoint *SockEndpoint   // the null address and port 0 without a peer
	State          SkState         // of the connection
	TxQueue        uint64          // bytes not acknowledged by the peer; 0 for a listener
	RxQueue        uint64          // bytes not read by the process; for a listener, connections not accepted
	Tr             TimerActive     // the timer that is running
	TimerWhen      uint64          // hundredths of a second until it fires
	Retrnsmt       uint64          // timeouts since anything was acknowledged
	UID            uint32          // the user that has the socket
	Timeout        uint64          // zero window or keepalive probes without an answer
	Inode          uint64          // names the socket; 0 if it belongs to no file, as in TIME_WAIT
	Ref            uint64          // the kernel's references to the socket; see Netstat
	Pointer        uint64          // the socket's address in the kernel, hashed or 0 for most readers; see Netstat
	Process        *common.Process // that has the socket, the first of /proc if several have; nil if not known or not asked for
	// NetNS is the network namespace: what it was asked for by, a name or the
	// number of a process, or its first name with AllNetNs; "" for the program's
	// own.
	NetNS string
}

// SockEndpoint is one end of a connection. The port of a raw socket is the
// protocol of IP that it receives.
type SockEndpoint struct {
	// IP has 4 bytes for a socket of IPv4 and 16 bytes for one of IPv6, also
	// where it speaks to an IPv4 host, whose address is mapped then.
	IP   net.IP
	Port uint16
}

// String returns the transport, both endpoints and the state, then the
// process and the network namespace if there are any, with blanks between.
func (e SockTabEntry) String() string {
	words := []string{e.Transport, endText(e.LocalEndpoint), endText(e.RemoteEndpoint), e.State.String()}
	if e.Process != nil {
		words = append(words, e.Process.String())
	}
	if e.NetNS != "" {
		words = append(words, e.NetNS)
	}
	return strings.Join(words, " ")
}

// endText gives the text of an endpoint, "-" for none.
func endText(e *SockEndpoint) string {
	if e == nil {
		return "-"
	}
	return e.String()
}

// String returns the address and the port as netstat writes them, with a
// colon between and no brackets: "127.0.0.1:22", ":::22".
func (e SockEndpoint) String() string {
	return e.IP.String() + ":" + strconv.Itoa(int(e.Port))
}
