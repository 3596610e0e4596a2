package record

// extraKeys are the keys of what the tables do not tell of sockets of the
// internet but those of sctp, and partly of unix. All but backlog of tcp are null
// where the kernel does not tell by sock_diag(7) or may not be asked: of another
// proc directory than the kernel's own, of a namespace that the process may not
// enter, and of a socket without a file.
var extraKeys = []description{
	{keyV6Only, isBoolean | orNull, "of inet6: whether it takes no IPv4; null if it is connected",
		"", "INET_DIAG_SKV6ONLY: inet_diag_msg_attrs_fill in net/ipv4/inet_diag.c; IPV6_V6ONLY of ipv6(7)"},
	{keyDevice, isText | orNull, "name of the interface that it is bound to, as to a VRF; null for none. Whoever may configure the namespace has chosen it",
		"", "idiag_if of struct inet_diag_sockid; SO_BINDTODEVICE of socket(7)"},
	{keyMark, isInteger | orNull, "number that it marks packets with, 0 for none; null without CAP_NET_ADMIN in the namespace",
		"", "INET_DIAG_MARK; SO_MARK of socket(7)"},
	{keyBacklog, isInteger | orNull, "of a listener of tcp, and of a unix stream or seqpacket socket: connections not accepted; null for another",
		"connections", "net/tcp: rx_queue; UNIX_DIAG_RQLEN: sk_diag_show_rqlen in net/unix/diag.c"},
	{keyBacklogLimit, isInteger | orNull, "of the same, how many there may be: the backlog of listen(2)",
		"connections", "idiag_wqueue of struct inet_diag_msg; UNIX_DIAG_RQLEN"},
}

// unixPeerKeys are the keys of the other end of a unix socket. All are null if it
// is not connected, or waits to be accepted, or where the kernel may not be asked.
var unixPeerKeys = []description{
	{keyPeerInode, isInteger | orNull, "names the socket that it is connected with, or to which its datagrams go",
		"", "UNIX_DIAG_PEER: sk_diag_dump_peer in net/unix/diag.c"},
	{keyPeerPath, isText | orNull, "what that one is bound to, as path; null if it is not bound or in another network namespace. Whoever has bound it has chosen it",
		"", "UNIX_DIAG_NAME of the peer"},
	{keyPeerPID, isInteger | orNull, "lowest number of a process that has it; null if none is known, as of processes that an option leaves out",
		"", "proc/PID/fd"},
	{keyPeerProgram, isText | orNull, "name of that process, as program; null if none is known. Whoever runs the process has chosen it",
		"", "proc/PID/cmdline"},
}

// tcpInfoKeys are the keys of what the kernel measures of a connection of tcp,
// if that is asked for. Its struct tcp_info has grown with time: what the running
// kernel's does not have, or has not measured yet, is null.
var tcpInfoKeys = []description{
	{keyTCPInfo, isObject | orNull, "of a connection of tcp; null for another, or where the kernel may not be asked",
		"", "INET_DIAG_INFO: struct tcp_info of linux/tcp.h; tcp_get_info in net/ipv4/tcp.c"},
	{keyInfoRTT, isMillis | orNull, "round trip time, smoothed",
		"milliseconds", "tcpi_rtt"},
	{keyInfoRTTVar, isMillis | orNull, "its mean deviation",
		"milliseconds", "tcpi_rttvar"},
	{keyInfoMinRTT, isMillis | orNull, "smallest round trip time of late",
		"milliseconds", "tcpi_min_rtt, from Linux 4.6"},
	{keyInfoMSS, isInteger | orNull, "of a segment that is sent",
		"bytes", "tcpi_snd_mss"},
	{keyInfoPMTU, isInteger | orNull, "largest packet that the path to the peer takes",
		"bytes", "tcpi_pmtu"},
	{keyInfoCwnd, isInteger | orNull, "congestion window",
		"segments", "tcpi_snd_cwnd"},
	{keyInfoRetransmits, isInteger | orNull, "timeouts of retransmissions in a row, until now",
		"", "tcpi_retransmits"},
	{keyInfoTotalRetransmits, isInteger | orNull, "sent again, since the start",
		"segments", "tcpi_total_retrans"},
	{keyInfoLost, isInteger | orNull, "on the way, and believed to be lost",
		"segments", "tcpi_lost"},
	{keyInfoBytesAcked, isInteger | orNull, "sent and acknowledged by the peer",
		"bytes", "tcpi_bytes_acked, from Linux 4.1"},
	{keyInfoBytesReceived, isInteger | orNull, "received and acknowledged",
		"bytes", "tcpi_bytes_received, from Linux 4.1"},
	{keyInfoSegsIn, isInteger | orNull, "received, empty ones included",
		"segments", "tcpi_segs_in, from Linux 4.2"},
	{keyInfoSegsOut, isInteger | orNull, "sent, empty ones included",
		"segments", "tcpi_segs_out, from Linux 4.2"},
	{keyInfoDeliveryRate, isInteger | orNull, "latest rate at which the peer got data",
		"bytes per second", "tcpi_delivery_rate, from Linux 4.9"},
	{keyInfoPacingRate, isInteger | orNull, "rate at which segments are sent; null if it has no limit",
		"bytes per second", "tcpi_pacing_rate, from Linux 3.15"},
	{keyInfoBusy, isMillis | orNull, "time in which there was something to send or to be acknowledged",
		"milliseconds", "tcpi_busy_time, from Linux 4.10"},
	{keyInfoWindowLimited, isMillis | orNull, "of that, time in which the peer's window was full",
		"milliseconds", "tcpi_rwnd_limited, from Linux 4.10"},
	{keyInfoSndbufLimited, isMillis | orNull, "of that, time in which the send buffer was full",
		"milliseconds", "tcpi_sndbuf_limited, from Linux 4.10"},
	{keyInfoCongestion, isText | orNull, "name of the congestion control, such as cubic",
		"", "INET_DIAG_CONG; tcp_congestion_control of tcp(7)"},
}
