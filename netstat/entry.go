package netstat

import (
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// SockTabEntry is an internet socket, as the kernel describes it in a row of
// net/tcp or of a table like it (Documentation/networking/proc_net_tcp.rst).
type SockTabEntry struct {
	Transport      string // "tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw" or "raw6"
	LocalEndpoint  *SockEndpoint
	RemoteEndpoint *SockEndpoint // the null address and port 0 without a peer
	State          SkState       // of the connection
	TxQueue        uint64        // bytes not acknowledged by the peer; 0 for a listener
	RxQueue        uint64        // bytes not read by the process; for a listener, connections not accepted
	Tr             TimerActive   // the timer that is running
	TimerWhen      uint64        // hundredths of a second until it fires
	Retrnsmt       uint64        // timeouts since anything was acknowledged
	UID            uint32        // the user that has the socket
	Timeout        uint64        // zero window or keepalive probes without an answer
	Inode          uint64        // names the socket; 0 if it belongs to no file, as in TIME_WAIT
	Ref            uint64        // the kernel's references to the socket
	Pointer        uint64        // the socket's address in the kernel, hashed or 0 for most readers
	Process        *Process      // that has the socket; nil if not known or not asked for
	NetNS          string        // the network namespace, as the package's documentation says
}

// SockEndpoint is one end of a connection. The port of a raw socket is the
// protocol of IP that it receives.
type SockEndpoint struct {
	// IP has 4 bytes for a socket of IPv4 and 16 bytes for one of IPv6, also
	// where it speaks to an IPv4 host, whose address is mapped then.
	IP   net.IP
	Port uint16
}

// Process is a process that has a socket: the first of /proc if several have.
type Process struct {
	Pid int // as /proc calls it
	// Name is the program that the process runs, as netstat -p shows it: its
	// first argument, without the directory if that is absolute. The process
	// may have chosen it; anything but printable ASCII is a ".".
	Name string
}

// newEntry allocates an entry for a socket. Nothing of it is shared with
// another entry.
func newEntry(s *Socket) *SockTabEntry {
	ends := new(struct {
		local, remote SockEndpoint
		addresses     [2][16]byte
	})
	setEndpoint(&ends.local, s.Local, &ends.addresses[0])
	setEndpoint(&ends.remote, s.Remote, &ends.addresses[1])
	e := &SockTabEntry{
		Transport:      s.Protocol.String(),
		LocalEndpoint:  &ends.local,
		RemoteEndpoint: &ends.remote,
		State:          s.State,
		TxQueue:        s.TxQueue,
		RxQueue:        s.RxQueue,
		Tr:             s.Timer,
		TimerWhen:      uint64(s.Expires / jiffy),
		Retrnsmt:       s.Retransmits,
		UID:            s.UID,
		Timeout:        uint64(s.Probes),
		Inode:          s.Inode,
		Ref:            uint64(s.Refs),
		Pointer:        s.Pointer,
		NetNS:          s.NetNS,
	}
	if s.Process != (Process{}) {
		e.Process = &Process{s.Process.Pid, s.Process.Name}
	}
	return e
}

// setEndpoint sets an endpoint, with the bytes of its address in a place of
// their own.
func setEndpoint(e *SockEndpoint, from netip.AddrPort, address *[16]byte) {
	if ip := from.Addr(); ip.Is4() {
		*(*[4]byte)(address[:]) = ip.As4()
		e.IP = address[:4:4]
	} else {
		*address = ip.As16()
		e.IP = address[:]
	}
	e.Port = from.Port()
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

// String returns the PID and the name as netstat writes them, "4711/sshd", and
// "-" for the zero Process.
func (p Process) String() string {
	if p == (Process{}) {
		return "-"
	}
	return strconv.Itoa(p.Pid) + "/" + p.Name
}
