package record

// socketKeys are the keys of sockets. Left out is what says nothing about a
// socket: addresses of the kernel's memory, and numbers of rows and of buckets
// of hash tables.
var socketKeys = []description{
	{keyNetNS, isText, `name of the network namespace; "-" for the program's own if it has none, "net:[INODE]" for another without a name`,
		"", "namespaces(7)"},
	{keyNetNSWorkload, isText | orNull, "what all processes that live in the namespace belong to, as far as they are seen, in the words of workload; " +
		"null if that is not the same or not known, and unless several namespaces are listed",
		"", "proc/PID/ns/net, proc/PID/cgroup"},
	{keyProto, isText, "tcp, udp, udplite, raw, sctp, unix, ipx, ax25, x25, netrom or rose; of a masqueraded connection tcp, udp, icmp, gre, esp or ip",
		"", "which table the row is in"},
	{keyFamily, isText, "inet, inet6, unix, ipx, ax25, x25, netrom or rose; of a route of AppleTalk ddp",
		"", "which table the row is in"},
	{keyState, isText | orNull, "net-tools' word, such as ESTABLISHED, LISTEN or TIME_WAIT; null where it shows none: the socket is not connected. " +
		"Of raw sockets those of udp, not a number",
		"", "net/tcp: st; enum tcp_state of include/net/tcp_states.h"},
	{keyLocalAddress, isText | orNull, "numeric; an IPv4 address of an inet6 socket is ::ffff:A.B.C.D; of ipx the network and the node, " +
		"of ax25 and netrom a call sign, of x25 and rose digits; null if net-tools' tables do not tell it",
		"", "net/tcp: local_address"},
	{keyLocalPort, isInteger, "of a raw socket, the IP protocol that it receives",
		"", "net/tcp: local_address"},
	{keyPeerAddress, isText | orNull, "as local_address; 0.0.0.0 or :: if there is no peer; null for a listener of sctp, and without a peer for the old families",
		"", "net/tcp: rem_address"},
	{keyPeerPort, isInteger | orNull, "0 if there is no peer; null for a listener of sctp, and without a peer for ipx",
		"", "net/tcp: rem_address"},
	{keyRecvQ, isInteger | orNull, "not read by the process; of a listener of tcp, connections not accepted; null for a listener of sctp",
		"bytes", "net/tcp: rx_queue; get_tcp4_sock in net/ipv4/tcp_ipv4.c"},
	{keySendQ, isInteger | orNull, "not acknowledged by the peer; null for a listener of sctp",
		"bytes", "net/tcp: tx_queue; get_tcp4_sock in net/ipv4/tcp_ipv4.c"},
	{keyUID, isInteger | orNull, "number of the user who owns the socket; null where the kernel writes 0 for a socket that it keeps without one, as in TIME_WAIT",
		"", "net/tcp: uid"},
	{keyUser, isText | orNull, "name of that user; null without one, or without uid",
		"", "passwd(5)"},
	{keyInode, isInteger, "names the socket; 0 if it belongs to no file, as in TIME_WAIT",
		"", "net/tcp: inode"},
	{keyTimer, isText, "off, on, keepalive, timewait or probe; of udp and raw off, on1 or on2; unknown for a number that means none",
		"", "net/tcp: tr; Documentation/networking/proc_net_tcp.rst"},
	{keyTimerSeconds, isDecimal, "until the timer fires; 0 when it is off",
		"seconds", "net/tcp: tm->when, in hundredths"},
	{keyRetransmits, isInteger, "unanswered retransmissions",
		"", "net/tcp: retrnsmt"},
	{keyTimeouts, isInteger, "unanswered probes of a zero window or keepalive",
		"", "net/tcp: timeout"},
	{keyRefcount, isInteger, "the kernel's references to it",
		"", "net/tcp: the first column behind inode"},
	{keyDrops, isInteger | orNull, "of udp, udplite and raw: datagrams dropped for want of room; null if an old kernel does not tell",
		"datagrams", "net/udp: drops"},
	{keyPID, isInteger | orNull, "lowest number of a process that has the socket; null if none is known",
		"", "proc/PID/fd"},
	{keyProgram, isText | orNull, "name of that process, a dot for each character that does not print and each byte that is no UTF-8; null if none is known. Whoever runs the process has chosen it",
		"", "proc/PID/cmdline"},
}

// tcpKeys are the keys that only sockets of tcp have, instead of drops. All are
// null in SYN_RECV and TIME_WAIT.
var tcpKeys = []description{
	{keyRTO, isDecimal | orNull, "retransmission timeout",
		"seconds", "net/tcp: behind the pointer; get_tcp4_sock in net/ipv4/tcp_ipv4.c"},
	{keyATO, isDecimal | orNull, "how long an acknowledgment is delayed",
		"seconds", "net/tcp: behind rto"},
	{keyQuickAcks, isInteger | orNull, "acknowledgments that will be sent without delay",
		"", "net/tcp: behind ato, without the lowest bit"},
	{keyPingpong, isBoolean | orNull, "true if acknowledgments wait for data to go with",
		"", "net/tcp: behind ato, the lowest bit"},
	{keyCwnd, isInteger | orNull, "congestion window",
		"segments", "net/tcp: snd_cwnd"},
	{keySSThresh, isInteger | orNull, "slow start threshold; -1 if there is none yet; null for a listener",
		"segments", "net/tcp: snd_ssthresh"},
	{keyFastopenQueue, isInteger | orNull, "of a listener, limit of connections by TCP Fast Open that are not accepted; null for another",
		"", "net/tcp: fastopenq.max_qlen"},
}

// scopeKeys are the keys of what an address says of itself, of all sockets of
// the internet.
var scopeKeys = []description{
	{keyLocalScope, isText | orNull, "of local_address, from narrow to wide: loopback, link-local, reserved, private, shared, multicast, global or any; " +
		"of sctp the widest of local_addresses; null if there is no address. It is what the address alone says, and not who can reach the socket: " +
		"routes and firewalls are not looked at",
		"", "RFC 6890, and the special-purpose address registries of IANA"},
}

// unixKeys are the keys that only unix sockets have, beside netns, proto,
// family, state, inode, refcount, pid and program.
var unixKeys = []description{
	{keyUnixType, isText, "STREAM, DGRAM, RAW, RDM or SEQPACKET; UNKNOWN for another",
		"", "net/unix: Type; unix_seq_show in net/unix/af_unix.c"},
	{keyUnixFlags, isTexts, "list of net-tools' words: ACC for one that accepts connections, W, N",
		"", "net/unix: Flags"},
	{keyUnixFlagBits, isInteger, "the kernel's number for them",
		"", "net/unix: Flags"},
	{keyUnixProtocol, isInteger, "of the socket; always 0",
		"", "net/unix: Protocol"},
	{keyPath, isText | orNull, "what the socket is bound to; begins with @ when abstract; null if it is not bound. Whoever has bound the socket has chosen it",
		"", "net/unix: Path"},
}

// sctpKeys are the keys that only sockets of sctp have, which have no timer,
// timer_seconds, retransmits, timeouts, refcount and drops. From local_primary
// on all are null for a listener, and from heartbeat_interval on if an old
// kernel does not tell.
var sctpKeys = []description{
	{keyLocalAddresses, isTexts, "list of all local addresses, the first of which is local_address",
		"", "net/sctp/assocs: LADDRS; sctp_assocs_seq_show in net/sctp/proc.c"},
	{keyPeerAddresses, isTexts, "list of all of the peer's, the first of which is peer_address",
		"", "net/sctp/assocs: RADDRS"},
	{keyStyle, isText, "one-to-many, one-to-one or peeled-off: one association that was taken from a socket with many; unknown for another",
		"", "net/sctp/assocs: STY; enum sctp_socket_type of include/net/sctp/structs.h"},
	{keyLocalPrimary, isText | orNull, "the address from which is sent",
		"", "net/sctp/assocs: LADDRS, with a star"},
	{keyPeerPrimary, isText | orNull, "the address to which is sent",
		"", "net/sctp/assocs: RADDRS, with a star"},
	{keyAssociationState, isText | orNull, "CLOSED, COOKIE_WAIT, COOKIE_ECHOED, ESTABLISHED, SHUTDOWN_PENDING, SHUTDOWN_SENT, " +
		"SHUTDOWN_RECEIVED or SHUTDOWN_ACK_SENT",
		"", "net/sctp/assocs: ST; enum sctp_state of include/net/sctp/constants.h"},
	{keyAssociationID, isInteger | orNull, "number of the association",
		"", "net/sctp/assocs: ASSOC-ID"},
	{keyHeartbeatInterval, isInteger | orNull, "between heartbeats, in jiffies of the kernel's own, CONFIG_HZ a second",
		"jiffies", "net/sctp/assocs: HBINT"},
	{keyInStreams, isInteger | orNull, "streams from the peer",
		"", "net/sctp/assocs: INS"},
	{keyOutStreams, isInteger | orNull, "streams to the peer",
		"", "net/sctp/assocs: OUTS"},
	{keyMaxRetransmits, isInteger | orNull, "retransmissions that end the association",
		"", "net/sctp/assocs: MAXRT"},
	{keyInitRetries, isInteger | orNull, "retransmissions of its start",
		"", "net/sctp/assocs: T1X"},
	{keyShutdownRetries, isInteger | orNull, "retransmissions of its end",
		"", "net/sctp/assocs: T2X"},
	{keyRetransmittedChunks, isInteger | orNull, "chunks of data sent again",
		"", "net/sctp/assocs: RTXC"},
	{keyWmemAlloc, isInteger | orNull, "memory of what is being sent",
		"bytes", "net/sctp/assocs: wmema"},
	{keyWmemQueued, isInteger | orNull, "memory of what waits to be sent",
		"bytes", "net/sctp/assocs: wmemq"},
	{keySndbuf, isInteger | orNull, "limit of memory for sending",
		"bytes", "net/sctp/assocs: sndbuf"},
	{keyRcvbuf, isInteger | orNull, "limit of memory for receiving",
		"bytes", "net/sctp/assocs: rcvbuf"},
}
