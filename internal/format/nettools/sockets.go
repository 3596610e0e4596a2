package nettools

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// Sockets says how net-tools' socket lists look in one run.
type Sockets struct {
	format.Names

	Wide     bool // do not cut addresses
	Extended bool // User and Inode columns
	Programs bool // PID/Program name column
	Timers   bool // Timer column
	Workload bool // Workload column
	NetNS    bool // NetNS column

	Owners    format.Owners    // who has the sockets
	Workloads format.Workloads // what these belong to

	// Contexts gives the SELinux context of a process; nil when there is no
	// column of contexts. With one, Programs must be set too.
	Contexts func(pid int) string

	Label string // what the sockets' namespace is called in the NetNS column
}

// An endpoint's column holds 22 characters and a colon.
const (
	endpointWidth  = 23
	endpointText   = 22
	minAddressText = 4 // of a cut address
	minPortRoom    = endpointText - minAddressText
)

// AppendHeading appends the line above a list of internet sockets.
func (f *Sockets) AppendHeading(dst []byte) []byte {
	dst = append(dst, "Proto Recv-Q Send-Q Local Address           Foreign Address         State      "...)
	if f.Extended {
		dst = append(dst, " User       Inode     "...)
	}
	if f.Programs {
		dst = append(dst, " PID/Program name    "...)
		dst = f.appendContextHeading(dst)
	}
	if f.Timers {
		dst = append(dst, " Timer"...)
	}
	dst = f.appendWorkloadHeading(dst)
	if f.NetNS {
		dst = append(dst, " NetNS"...)
	}
	return append(dst, '\n')
}

// AppendTCP appends a row of tcp or tcp6, as proto says.
func (f *Sockets) AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte {
	dst = appendLeft(dst, proto, 4)
	dst = f.appendQueues(append(dst, ' '), row)
	dst = f.appendEndpoint(dst, row.Local, "tcp")
	dst = f.appendEndpoint(dst, row.Remote, "tcp")
	dst = appendLeft(dst, states.TCP(row.State), 11)
	dst = f.appendDetails(dst, row.UID, row.Inode)
	if f.Timers {
		dst = format.AppendTimer(append(dst, ' '), states.TCPTimer, row, row.Retransmits)
	}
	return f.appendEnd(dst, row.Inode)
}

// AppendUDP appends a row of udp, udp6, udplite or udplite6. Net-tools calls
// the latter two udpl and udpl6 and looks for udp's services.
func (f *Sockets) AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte {
	dst = appendLeft(dst, proto, 5)
	dst = f.appendQueues(dst, row)
	dst = f.appendEndpoint(dst, row.Local, "udp")
	dst = f.appendEndpoint(dst, row.Remote, "udp")
	dst = appendLeft(dst, states.UDP(row.State), 11)
	dst = f.appendDetails(dst, row.UID, row.Inode)
	if f.Timers {
		dst = format.AppendTimer(append(dst, ' '), states.UDPTimer, row, 0)
	}
	return f.appendEnd(dst, row.Inode)
}

// AppendRaw appends a row of raw or raw6. The local port is the IP protocol
// that the socket receives.
func (f *Sockets) AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte {
	dst = appendLeft(dst, proto, 4)
	dst = f.appendQueues(append(dst, ' '), row)
	dst = f.appendEndpoint(dst, row.Local, "raw")
	dst = f.appendEndpoint(dst, row.Remote, "raw")
	dst = appendIntLeft(dst, int64(row.State), 11)
	dst = f.appendDetails(dst, row.UID, row.Inode)
	if f.Timers {
		dst = format.AppendTimer(append(dst, ' '), states.UDPTimer, row, row.Retransmits)
	}
	return f.appendEnd(dst, row.Inode)
}

func (f *Sockets) appendQueues(dst []byte, row *procnet.Socket) []byte {
	dst = append(dst, ' ')
	dst = appendIntRight(dst, int64(row.RxQueue), 6)
	dst = append(dst, ' ')
	dst = appendIntRight(dst, int64(row.TxQueue), 6)
	return append(dst, ' ')
}

// appendEndpoint appends an address and a port. One that is too long for its
// column loses the end of the address, so that the port stays whole; a very
// long port is cut too.
func (f *Sockets) appendEndpoint(dst []byte, end netip.AddrPort, proto string) []byte {
	start := len(dst)
	dst = f.AppendHost(dst, end.Addr())
	var number [5]byte
	port := f.AppendPort(number[:0], end.Port(), proto)
	if address := len(dst) - start; !f.Wide && address+len(port) > endpointText {
		room := max(endpointText-len(port), minAddressText)
		dst = dst[:start+min(address, room)]
		port = port[:min(len(port), minPortRoom)]
	}
	dst = append(append(dst, ':'), port...)
	return append(pad(cut(dst, start), start, endpointWidth), ' ')
}

// appendDetails appends the columns that -e and -p add.
func (f *Sockets) appendDetails(dst []byte, uid uint32, inode uint64) []byte {
	if f.Extended {
		dst = f.appendUser(append(dst, ' '), uid)
		dst = appendUintLeft(append(dst, ' '), inode, 10)
	}
	if f.Programs {
		dst = f.appendOwner(append(dst, ' '), inode)
	}
	return dst
}

func (f *Sockets) appendUser(dst []byte, uid uint32) []byte {
	start := len(dst)
	return pad(f.AppendUser(dst, uid), start, 10)
}

// appendOwner appends the column of the process that has the socket.
func (f *Sockets) appendOwner(dst []byte, inode uint64) []byte {
	owner, ok := f.Owners.Lookup(inode)
	if !ok {
		return f.appendContext(appendLeft(dst, "-", 20), "")
	}
	dst = appendLeft(dst, owner.Cell, 20)
	if f.Contexts != nil {
		dst = f.appendContext(dst, f.Contexts(owner.PID))
	}
	return dst
}

func (f *Sockets) appendEnd(dst []byte, inode uint64) []byte {
	dst = f.appendWorkload(dst, inode)
	if f.NetNS {
		dst = append(append(dst, ' '), f.Label...)
	}
	return append(dst, '\n')
}
