package record

import (
	"net/netip"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// RecordForm is a form of output that programs read.
type RecordForm int

// The forms. A row of JSON begins with a comma and a newline, of which the
// comma belongs to the rows after the first.
const (
	JSON   RecordForm = iota // objects of an array
	NDJSON                   // an object on each line
	CSV                      // a line as CSVHeading says
)

// Records says what the sockets of one namespace look like to a program that
// reads them. Each socket has everything that the kernel tells, and numbers
// for hosts and ports, whatever the options for net-tools' columns are:
//
//	netns            name of the network namespace; "-" for the program's own
//	                 if it has none, "net:[INODE]" for another without a name
//	proto            tcp, udp, udplite, raw, sctp or unix
//	family           inet, inet6 or unix
//	state            net-tools' word, such as ESTABLISHED, LISTEN or TIME_WAIT;
//	                 null where it shows none: the socket is not connected.
//	                 Of raw sockets those of udp, not a number
//	local_address    numeric; an IPv4 address of an inet6 socket is ::ffff:A.B.C.D
//	local_port       of a raw socket, the IP protocol that it receives
//	peer_address     0.0.0.0 or :: if there is no peer; null for a listener of sctp
//	peer_port        0 if there is no peer; null for a listener of sctp
//	recv_q           bytes not read by the process; of a listener of tcp,
//	                 connections not accepted; null for a listener of sctp
//	send_q           bytes not acknowledged by the peer; null for a listener of sctp
//	uid              number of the user who owns the socket
//	user             name of that user; null without one
//	inode            names the socket; 0 if it belongs to no file, as in TIME_WAIT
//	timer            off, on, keepalive, timewait or probe; of udp and raw off,
//	                 on1 or on2; unknown for a number that means none
//	timer_seconds    until the timer fires; 0 when it is off
//	retransmits      unanswered retransmissions
//	timeouts         unanswered probes of a zero window or keepalive
//	refcount         the kernel's references to the socket
//	drops            of udp, udplite and raw: datagrams dropped for want of room;
//	                 null if an old kernel does not tell
//	pid              lowest number of a process that has the socket; null if none
//	                 is known
//	program          name of that process, any byte but a printable one of ASCII
//	                 replaced by a dot; null if none is known
//
// A socket of tcp has these instead of drops, all null in SYN_RECV and
// TIME_WAIT:
//
//	rto_seconds      retransmission timeout
//	ato_seconds      how long an acknowledgment is delayed
//	quick_acks       acknowledgments that will be sent without delay
//	pingpong         true if acknowledgments wait for data to go with
//	cwnd             congestion window, in segments
//	ssthresh         slow start threshold, in segments; -1 if there is none yet;
//	                 null for a listener
//	fastopen_queue   of a listener, limit of connections by TCP Fast Open that
//	                 are not accepted; null for another
//
// A socket of sctp has no timer, timer_seconds, retransmits, timeouts, refcount
// and drops. It may have several addresses, the first of which is its
// local_address or peer_address:
//
//	local_addresses       all of them
//	peer_addresses        all of them
//	style                 one-to-many, one-to-one or peeled-off: one association
//	                      that was taken from a socket with many
//	local_primary         the address from which is sent
//	peer_primary          the address to which is sent
//	association_state     CLOSED, COOKIE_WAIT, COOKIE_ECHOED, ESTABLISHED,
//	                      SHUTDOWN_PENDING, SHUTDOWN_SENT, SHUTDOWN_RECEIVED or
//	                      SHUTDOWN_ACK_SENT
//	association_id        its number
//	heartbeat_interval    in jiffies of the kernel's own, CONFIG_HZ a second
//	in_streams            streams from the peer
//	out_streams           streams to the peer
//	max_retransmits       retransmissions that end the association
//	init_retries          retransmissions of its start
//	shutdown_retries      retransmissions of its end
//	retransmitted_chunks  chunks of data sent again
//	wmem_alloc            memory of what is being sent, in bytes
//	wmem_queued           memory of what waits to be sent
//	sndbuf                limit of memory for sending
//	rcvbuf                limit of memory for receiving
//
// All from local_primary on are null for a listener. Those from
// heartbeat_interval on are null too if an old kernel does not tell.
//
// A unix socket has netns, proto, family, state, inode, refcount, pid,
// program and:
//
//	type             STREAM, DGRAM, RAW, RDM or SEQPACKET; UNKNOWN for another
//	flags            net-tools' words: ACC for one that accepts connections, W, N
//	flag_bits        the kernel's number for them
//	protocol         of the socket; always 0
//	path             what it is bound to; begins with @ when abstract; null if
//	                 it is not bound. Whoever has bound the socket has chosen it
//
// Left out is what says nothing about a socket: addresses of the kernel's
// memory, and numbers of rows and of buckets of hash tables.
//
// In JSON every object has all the keys of its protocol. Text holds no
// character that does not print, but escapes, and a byte that is no UTF-8
// reads as U+FFFD. In CSV every line has all columns, null being empty;
// what is a list in JSON is separated by blanks; characters that do not print
// and bytes that are no UTF-8 are escaped as in C, with backslashes doubled;
// and a text of two or more characters that begins with one of = + - @ ' has an
// apostrophe in front, lest a spreadsheet computes it: whoever reads the text
// takes away one.
type Records struct {
	Form   RecordForm
	Names  *names.Cache  // what users are called
	Owners format.Owners // who has the sockets
	Label  string        // what the namespace is called
}

// record is a socket to be printed.
type record struct {
	proto, family string
	state         string // "" for none
	inode         uint64
	owner         *procmap.Owner // nil when not known

	local, peer  netip.AddrPort
	recvQ, sendQ uint64
	uid          uint32
	user         string // "" for none

	timer                string
	expires, retransmits uint64
	timeouts             int32
	refs                 int64
	more                 *procnet.SocketMore

	sctp    *procnet.SCTPSocket
	listens bool // there are no peers, no queues and no association of sctp; or it is a listener of tcp

	unix *procnet.UnixSocket
	path []byte
}

// AppendTCP appends a row of "tcp" or "tcp6", as proto says.
func (f *Records) AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte {
	return f.appendInternet(dst, proto, states.TCP(row.State), states.TCPTimer, row)
}

// AppendUDP appends a row of "udp", "udp6", "udpl" or "udpl6".
func (f *Records) AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte {
	return f.appendInternet(dst, proto, states.UDP(row.State), states.UDPTimer, row)
}

// AppendRaw appends a row of "raw" or "raw6".
func (f *Records) AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte {
	return f.AppendUDP(dst, proto, row)
}

func (f *Records) appendInternet(dst []byte, proto, state string, timers format.TimerWords, row *procnet.Socket) []byte {
	r := record{
		family:      "inet",
		state:       state,
		inode:       row.Inode,
		owner:       f.owner(row.Inode),
		local:       row.Local,
		peer:        row.Remote,
		recvQ:       row.RxQueue,
		sendQ:       row.TxQueue,
		uid:         row.UID,
		user:        f.user(row.UID),
		timer:       "unknown",
		retransmits: row.Retransmits,
		timeouts:    row.Timeout,
		refs:        int64(row.Refs),
		more:        &row.More,
		listens:     row.State == states.Listen,
	}
	var six bool
	if r.proto, six = strings.CutSuffix(proto, "6"); six {
		r.family = "inet6"
	}
	if r.proto == "udpl" {
		r.proto = "udplite"
	}
	if word, ok := timers(row.Timer); ok {
		r.timer = word
	}
	if row.Timer != 0 {
		r.expires = row.Expires
	}
	if f.Form == CSV {
		return f.appendInternetLine(dst, &r)
	}
	return f.appendObject(dst, &r)
}

// AppendSCTPEndpoint appends a row of net/sctp/eps.
func (f *Records) AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte {
	return f.appendSCTP(dst, row, true)
}

// AppendSCTPAssociation appends a row of net/sctp/assocs.
func (f *Records) AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte {
	return f.appendSCTP(dst, row, false)
}

func (f *Records) appendSCTP(dst []byte, row *procnet.SCTPSocket, listens bool) []byte {
	local, _ := procnet.NextSCTPAddr(row.Local)
	peer, _ := procnet.NextSCTPAddr(row.Peer)
	r := record{
		proto:   "sctp",
		family:  "inet",
		state:   states.SCTP(row.State),
		inode:   row.Inode,
		owner:   f.owner(row.Inode),
		local:   netip.AddrPortFrom(local, row.LocalPort),
		peer:    netip.AddrPortFrom(peer, row.PeerPort),
		sctp:    row,
		recvQ:   uint64(row.RxQueue),
		sendQ:   uint64(row.TxQueue),
		uid:     row.UID,
		user:    f.user(row.UID),
		listens: listens,
	}
	if local.Is6() {
		r.family = "inet6"
	}
	if f.Form == CSV {
		return f.appendSCTPLine(dst, &r)
	}
	return f.appendObject(dst, &r)
}

// AppendUnix appends a row of net/unix. hasInode tells whether the table has
// an inode column; without one no owner can be found.
func (f *Records) AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte {
	r := record{
		proto:  "unix",
		family: "unix",
		state:  format.UnixState(row),
		refs:   int64(row.Refs),
		unix:   row,
	}
	if hasInode {
		r.inode = row.Inode
		r.owner = f.owner(row.Inode)
		r.path = row.Path
	}
	if f.Form == CSV {
		return f.appendUnixLine(dst, &r)
	}
	return f.appendObject(dst, &r)
}

func (f *Records) owner(inode uint64) *procmap.Owner {
	owner, _ := f.Owners.Lookup(inode)
	return owner
}

func (f *Records) user(uid uint32) string {
	name, _ := f.Names.User(uid)
	return name
}
