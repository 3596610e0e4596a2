package table

import (
	"bytes"
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// TableRows prepares sockets for a Table: each row is a line of cells with a
// tab behind each. Options are those of net-tools' columns, but nothing is cut
// here, and processes are always shown.
//
// A cell never holds a character that does not print, so neither tabs nor
// anything that could steer a terminal.
type TableRows struct {
	format.Names
	Extended bool // columns of user and inode
	Timers   bool // a column of timers
	NetNS    bool // a column of namespaces
	Owners   format.Owners
	Label    string // of the namespace
}

// Columns gives the columns of internet sockets.
func (f TableRows) Columns() []Column {
	columns := []Column{
		{Title: "Proto"},
		{Title: "Recv-Q", Right: true},
		{Title: "Send-Q", Right: true},
		{Title: "Local", Cut: cutAddress},
		{Title: "Peer", Cut: cutAddress},
		{Title: "State", State: true},
	}
	if f.Extended {
		columns = append(columns, Column{Title: "User", Cut: cutEnd}, Column{Title: "Inode", Right: true})
	}
	columns = append(columns, ownerColumns...)
	if f.Timers {
		columns = append(columns, Column{Title: "Timer"})
	}
	if f.NetNS {
		columns = append(columns, Column{Title: "NetNS", Cut: cutEnd})
	}
	return columns
}

// UnixColumns gives the columns of unix sockets.
func (f TableRows) UnixColumns() []Column {
	columns := []Column{
		{Title: "Type"},
		{Title: "State", State: true},
		{Title: "Flags"},
		{Title: "Refs", Right: true},
		{Title: "Inode", Right: true},
	}
	columns = append(columns, ownerColumns...)
	if f.NetNS {
		columns = append(columns, Column{Title: "NetNS", Cut: cutEnd})
	}
	return append(columns, Column{Title: "Path", Cut: cutStart, First: true})
}

// What others have chosen may be of any length, and gives way to addresses.
var ownerColumns = []Column{{Title: "PID", Right: true}, {Title: "Program", Cut: cutEnd, First: true}}

func appendTab(dst []byte) []byte { return append(dst, '\t') }

// AppendTCP appends a row of tcp or tcp6, as proto says.
func (f TableRows) AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte {
	return f.appendInternet(dst, proto, "tcp", states.TCP(row.State), states.TCPTimer, row)
}

// AppendUDP appends a row of udp, udp6, udpl or udpl6.
func (f TableRows) AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte {
	return f.appendInternet(dst, proto, "udp", states.UDP(row.State), states.UDPTimer, row)
}

// AppendRaw appends a row of raw or raw6. The local port is the IP protocol
// that the socket receives.
func (f TableRows) AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte {
	return f.appendInternet(dst, proto, "raw", states.UDP(row.State), states.UDPTimer, row)
}

func (f TableRows) appendInternet(dst []byte, proto, services, state string, timers format.TimerWords, row *procnet.Socket) []byte {
	dst = f.appendFirst(dst, proto, row.RxQueue, row.TxQueue)
	dst = f.appendEnd(dst, row.Local, services)
	dst = f.appendEnd(dst, row.Remote, services)
	dst = appendTab(append(dst, state...))
	dst = f.appendLast(dst, row.UID, row.Inode)
	if f.Timers {
		dst = appendTab(format.AppendTimer(dst, timers, row, row.Retransmits))
	}
	return f.appendNetNS(dst)
}

// AppendSCTPEndpoint appends a row of net/sctp/eps, all addresses in a cell.
func (f TableRows) AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte {
	return f.appendSCTP(dst, row)
}

// AppendSCTPAssociation appends a row of net/sctp/assocs.
func (f TableRows) AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte {
	return f.appendSCTP(dst, row)
}

func (f TableRows) appendSCTP(dst []byte, row *procnet.SCTPSocket) []byte {
	dst = f.appendFirst(dst, "sctp", uint64(row.RxQueue), uint64(row.TxQueue))
	dst = f.appendEnds(dst, row.Local, row.LocalPort)
	dst = f.appendEnds(dst, row.Peer, row.PeerPort)
	dst = appendTab(append(dst, states.SCTP(row.State)...))
	dst = f.appendLast(dst, row.UID, row.Inode)
	if f.Timers {
		dst = appendTab(dst)
	}
	return f.appendNetNS(dst)
}

// AppendUnix appends a row of net/unix. hasInode tells whether the table has
// an inode column.
func (f TableRows) AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte {
	dst = appendTab(append(dst, format.UnixType(row.Type)...))
	dst = appendTab(append(dst, format.UnixState(row)...))
	dst = appendTab(format.AppendUnixFlagWords(dst, row.Flags))
	dst = appendTab(strconv.AppendUint(dst, row.Refs, 10))
	if hasInode {
		dst = appendTab(strconv.AppendUint(dst, row.Inode, 10))
		dst = f.appendProcess(dst, row.Inode)
	} else {
		dst = append(dst, "\t\t\t"...)
	}
	if f.NetNS {
		dst = appendTab(append(dst, f.Label...))
	}
	if hasInode {
		dst = format.AppendVisible(dst, row.Path)
	}
	return append(appendTab(dst), '\n')
}

func (f TableRows) appendFirst(dst []byte, proto string, recvQ, sendQ uint64) []byte {
	dst = appendTab(append(dst, proto...))
	dst = appendTab(strconv.AppendUint(dst, recvQ, 10))
	return appendTab(strconv.AppendUint(dst, sendQ, 10))
}

// appendEnd appends an address and a port, an IPv6 address in brackets.
func (f TableRows) appendEnd(dst []byte, end netip.AddrPort, proto string) []byte {
	dst = append(appendBracketed(dst, f.AppendHost(nil, end.Addr())), ':')
	return appendTab(format.AppendVisible(dst, f.AppendPort(nil, end.Port(), proto)))
}

// appendEnds appends the addresses of an end of sctp and its port, which
// net-tools gives no name.
func (f TableRows) appendEnds(dst, list []byte, port uint16) []byte {
	addr, rest := procnet.NextSCTPAddr(list)
	if !addr.IsValid() {
		return appendTab(dst)
	}
	dst = appendBracketed(dst, f.AppendSCTPHost(nil, addr))
	for addr, rest = procnet.NextSCTPAddr(rest); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
		dst = appendBracketed(append(dst, ','), f.AppendSCTPHost(nil, addr))
	}
	return appendTab(strconv.AppendUint(append(dst, ':'), uint64(port), 10))
}

// appendBracketed appends a host, an IPv6 address in brackets.
func appendBracketed(dst, host []byte) []byte {
	if bytes.IndexByte(host, ':') >= 0 && host[0] != '[' {
		return append(append(append(dst, '['), host...), ']')
	}
	return format.AppendVisible(dst, host)
}

func (f TableRows) appendLast(dst []byte, uid uint32, inode uint64) []byte {
	if f.Extended {
		dst = appendTab(format.AppendVisible(dst, f.AppendUser(nil, uid)))
		dst = appendTab(strconv.AppendUint(dst, inode, 10))
	}
	return f.appendProcess(dst, inode)
}

func (f TableRows) appendProcess(dst []byte, inode uint64) []byte {
	owner, ok := f.Owners.Lookup(inode)
	if !ok {
		return append(dst, "\t\t"...)
	}
	dst = appendTab(strconv.AppendInt(dst, int64(owner.PID), 10))
	return appendTab(append(dst, owner.Program...))
}

func (f TableRows) appendNetNS(dst []byte) []byte {
	if f.NetNS {
		dst = appendTab(append(dst, f.Label...))
	}
	return append(dst, '\n')
}
