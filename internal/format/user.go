package format

import "github.com/gonetstat/gonetstat/internal/procnet"

// HasUser tells whether the user of a socket of the internet is one. For a
// socket that no file refers to any more the kernel writes 0, with inode 0: one
// in TIME_WAIT, say, and what a process has left behind with data to send. That
// of SYN_RECV, which has no file either, has its listener's user (get_openreq4,
// get_timewait4_sock and get_tcp4_sock in net/ipv4/tcp_ipv4.c).
func HasUser(row *procnet.Socket) bool {
	const synRecv = 3 // TCP_NEW_SYN_RECV is written so too
	return row.UID != 0 || row.Inode != 0 || row.State == synRecv
}

// HasUserSCTP tells the same of a socket of sctp.
func HasUserSCTP(row *procnet.SCTPSocket) bool { return row.UID != 0 || row.Inode != 0 }
