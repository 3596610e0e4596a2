package format

import (
	"context"
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// Owners finds the process that has a socket.
type Owners interface {
	Lookup(inode uint64) (*procmap.Owner, bool)
}

// Sockets says how net-tools' socket lists look in one run.
type Sockets struct {
	Wide         bool // do not cut addresses
	NumericHosts bool
	NumericPorts bool
	NumericUsers bool
	Extended     bool // User and Inode columns
	Programs     bool // PID/Program name column
	Timers       bool // Timer column
	NetNS        bool // NetNS column

	Names  *names.Cache // what numbers are called
	Owners Owners       // who has the sockets

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
		dst = appendTimer(append(dst, ' '), states.TCPTimer, row, row.Retransmits)
	}
	return f.appendEnd(dst)
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
		dst = appendTimer(append(dst, ' '), states.UDPTimer, row, 0)
	}
	return f.appendEnd(dst)
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
		dst = appendTimer(append(dst, ' '), states.UDPTimer, row, row.Retransmits)
	}
	return f.appendEnd(dst)
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
	dst = f.appendHost(dst, end.Addr())
	var number [5]byte
	port := f.appendPort(number[:0], end.Port(), proto)
	if address := len(dst) - start; !f.Wide && address+len(port) > endpointText {
		room := max(endpointText-len(port), minAddressText)
		dst = dst[:start+min(address, room)]
		port = port[:min(len(port), minPortRoom)]
	}
	dst = append(dst, ':')
	dst = append(dst, port...)
	return append(pad(dst, start, endpointWidth), ' ')
}

func (f *Sockets) appendHost(dst []byte, addr netip.Addr) []byte {
	if f.NumericHosts {
		return appendAddr(dst, addr.Unmap())
	}
	if addr.IsUnspecified() {
		if addr.Is4() {
			return append(dst, "0.0.0.0"...)
		}
		return append(dst, "[::]"...)
	}
	if name, ok := f.Names.Endpoint(context.Background(), addr); ok {
		return append(dst, name...)
	}
	return appendAddr(dst, addr.Unmap())
}

// appendPort appends a port's name or number.
func (f *Sockets) appendPort(dst []byte, port uint16, proto string) []byte {
	if port != 0 && !f.NumericPorts {
		var name string
		var ok bool
		if proto == "raw" {
			name, ok = f.Names.Protocol(int(port))
		} else {
			name, ok = f.Names.Service(port, proto)
		}
		if ok {
			return append(dst, name...)
		}
	}
	return appendPortNumber(dst, port)
}

// appendPortNumber appends a port as a number, a star for none.
func appendPortNumber(dst []byte, port uint16) []byte {
	if port == 0 {
		return append(dst, '*')
	}
	return strconv.AppendUint(dst, uint64(port), 10)
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
	if !f.NumericUsers {
		if name, ok := f.Names.User(uid); ok {
			return appendLeft(dst, name, 10)
		}
	}
	return appendIntLeft(dst, int64(int32(uid)), 10)
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

// timerWords is states.TCPTimer or states.UDPTimer.
type timerWords func(n int32) (word string, ok bool)

// appendTimer appends the column of a timer.
func appendTimer(dst []byte, words timerWords, row *procnet.Socket, retransmits uint64) []byte {
	if word, ok := words(row.Timer); ok {
		dst = append(dst, word...)
	} else {
		dst = append(dst, "unkn-"...)
		dst = strconv.AppendInt(dst, int64(row.Timer), 10)
	}
	dst = append(dst, " ("...)
	if row.Timer == 0 {
		dst = append(dst, "0.00"...)
	} else {
		dst = appendSeconds(dst, row.Expires)
	}
	dst = append(dst, '/')
	dst = strconv.AppendInt(dst, int64(retransmits), 10)
	dst = append(dst, '/')
	dst = strconv.AppendInt(dst, int64(row.Timeout), 10)
	return append(dst, ')')
}

// appendSeconds appends a time in jiffies, a hundredth of a second each, as
// printf's %.2f writes a double.
func appendSeconds(dst []byte, jiffies uint64) []byte {
	return strconv.AppendFloat(dst, float64(jiffies)/100, 'f', 2, 64)
}

func (f *Sockets) appendEnd(dst []byte) []byte {
	if f.NetNS {
		dst = append(append(dst, ' '), f.Label...)
	}
	return append(dst, '\n')
}
