package table

import (
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// An internetRow is a socket of tcp, sctp, udp, udplite or raw.
type internetRow struct {
	proto        string
	services     string // of which protocol its ports are
	state        string
	recvQ, sendQ uint64
	uid          uint32
	hasUser      bool // uid is a user's
	inode        uint64
	owned

	socket *procnet.Socket // nil for sctp
	extra  extras.Socket
	queues bool // connections wait for it: a listener of tcp of which extra is known
	timers format.TimerWords
	sctp   *procnet.SCTPSocket // nil for others
}

// internetFields are the columns of internet sockets. What a program or a user
// has chosen may be of any length, and gives way to addresses.
func internetFields(o *Options, several bool) fields[internetRow] {
	list := fields[internetRow]{
		textField("Proto", func(row internetRow) string { return row.proto }),
		numberField("Recv-Q", func(row internetRow) uint64 { return row.recvQ }),
		numberField("Send-Q", func(row internetRow) uint64 { return row.sendQ }),
		{column{title: "Local", local: true, short: shortenEnds()}, (*rows).appendLocal},
		{column{title: "Peer", short: shortenEnds()}, (*rows).appendPeer},
		stateField(func(row internetRow) string { return row.state }),
	}
	if o.extended() {
		list = append(list,
			field[internetRow]{column{title: "User", short: shortenName()}, func(f *rows, dst []byte, row internetRow) []byte {
				if !row.hasUser {
					return dst
				}
				return f.AppendUser(dst, row.uid)
			}},
			numberField("Inode", func(row internetRow) uint64 { return row.inode }))
		list = append(list, extraFields()...)
	}
	list = append(list, ownerFields(func(row internetRow) owned { return row.owned })...)
	if o.Timers {
		list = append(list, field[internetRow]{column{title: "Timer"}, appendTimer})
	}
	if o.TCPInfo {
		list = append(list, tcpInfoField())
	}
	if several {
		list = append(list, netnsField[internetRow]())
	}
	return list
}

// AppendTCP appends a row of tcp or tcp6, as proto says.
func (f *rows) AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte {
	return f.appendSocket(dst, proto, "tcp", states.TCP(row.State), states.TCPTimer, row)
}

// AppendUDP appends a row of udp, udp6, udpl or udpl6.
func (f *rows) AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte {
	return f.appendSocket(dst, proto, "udp", states.UDP(row.State), states.UDPTimer, row)
}

// AppendRaw appends a row of raw or raw6. The local port is the IP protocol
// that the socket receives.
func (f *rows) AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte {
	return f.appendSocket(dst, proto, "raw", states.UDP(row.State), states.UDPTimer, row)
}

func (f *rows) appendSocket(dst []byte, proto, services, state string, timers format.TimerWords, row *procnet.Socket) []byte {
	extra, known := f.extra(row)
	dst = f.internet.appendRow(f, dst, internetRow{
		proto:    proto,
		services: services,
		state:    state,
		recvQ:    row.RxQueue,
		sendQ:    row.TxQueue,
		uid:      row.UID,
		inode:    row.Inode,
		hasUser:  format.HasUser(row),
		owned:    f.owned(row.Inode, extra.Cgroup),
		socket:   row,
		extra:    extra,
		queues:   known && services == "tcp" && row.State == states.Listen,
		timers:   timers,
	})
	listens := row.Remote.Addr().IsUnspecified() && row.Remote.Port() == 0
	return f.options.markExposed(dst, listens, format.ScopeOf(row.Local.Addr()))
}

// AppendSCTPEndpoint appends a row of net/sctp/eps.
func (f *rows) AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte {
	return f.options.markExposed(f.AppendSCTPAssociation(dst, row), true, format.ScopeOfSCTP(row.Local))
}

// AppendSCTPAssociation appends a row of net/sctp/assocs.
func (f *rows) AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte {
	return f.internet.appendRow(f, dst, internetRow{
		proto:   "sctp",
		state:   states.SCTP(row.State),
		recvQ:   uint64(row.RxQueue),
		sendQ:   uint64(row.TxQueue),
		uid:     row.UID,
		inode:   row.Inode,
		hasUser: format.HasUserSCTP(row),
		owned:   f.owned(row.Inode, ""),
		sctp:    row,
	})
}

func (f *rows) appendLocal(dst []byte, row internetRow) []byte {
	if row.sctp != nil {
		return f.appendSCTPEnd(dst, row.sctp.Local, row.sctp.LocalPort)
	}
	local := row.socket.Local
	if takesBoth(local.Addr(), &row.extra) {
		dst = appendDevice(append(dst, '*'), &row.extra)
	} else {
		dst = appendDevice(f.appendEnd(dst, local.Addr()), &row.extra)
	}
	return f.AppendPort(append(dst, ':'), local.Port(), row.services)
}

func (f *rows) appendPeer(dst []byte, row internetRow) []byte {
	if row.sctp != nil {
		return f.appendSCTPEnd(dst, row.sctp.Peer, row.sctp.PeerPort)
	}
	peer := row.socket.Remote
	return f.AppendPort(append(f.appendEnd(dst, peer.Addr()), ':'), peer.Port(), row.services)
}

// appendEnd appends the host of an end.
func (f *rows) appendEnd(dst []byte, host netip.Addr) []byte {
	start := len(dst)
	return bracket(f.AppendHost(dst, host), start)
}

// appendSCTPEnd appends all addresses of an end and its port, which net-tools
// gives no name. An endpoint has no peer.
func (f *rows) appendSCTPEnd(dst, list []byte, port uint16) []byte {
	addr, rest := procnet.NextSCTPAddr(list)
	if !addr.IsValid() {
		return dst
	}
	for ; addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
		start := len(dst)
		dst = append(bracket(f.AppendSCTPHost(dst, addr), start), ',')
	}
	dst[len(dst)-1] = ':'
	return strconv.AppendUint(dst, uint64(port), 10)
}

func appendTimer(_ *rows, dst []byte, row internetRow) []byte {
	if row.socket == nil {
		return dst
	}
	return format.AppendTimer(dst, row.timers, row.socket, row.socket.Retransmits)
}
