package netstat

import (
	"context"
	"iter"
	"net/netip"
	"strconv"
	"time"
)

// Socket is an internet socket, as the kernel describes it in a row of
// net/tcp or of a table like it (Documentation/networking/proc_net_tcp.rst), or in
// an answer of sock_diag(7).
type Socket struct {
	Protocol Protocol       // the one whose table the socket is in
	State    SkState        // of the connection
	Timer    TimerActive    // the timer that is running
	Local    netip.AddrPort // the port of a raw socket is the protocol of IP that it receives
	Remote   netip.AddrPort // the null address and port 0 without a peer
	TxQueue  uint64         // bytes not acknowledged by the peer; 0 for a listener
	RxQueue  uint64         // bytes not read by the process; for a listener, connections not accepted
	Expires  time.Duration  // until the timer fires, in steps of 10 ms
	// Retransmits counts timeouts since anything was acknowledged, and Probes
	// probes of a zero window or keepalive without an answer. Without
	// Options.Details that which does not belong to the running timer may be 0.
	Retransmits uint64
	Probes      uint32
	UID         uint32   // the user that has the socket; without Options.Details it may be 0 in SYN_RECV
	Inode       uint64   // names the socket; 0 if it belongs to no file, as in TIME_WAIT
	Process     Process  // that has the socket, the first if several have; zero if not known or not asked for
	Owners      []Owner  // all that have it, if Options.AllOwners asks for them
	Details     *Details // nil unless Options.Details asks for them
	Extras      *Extras  // nil unless Options.Extras asks for them and the kernel tells of the socket

	NetNS     string     // the network namespace's label, as the package's documentation says
	Namespace *Namespace // the network namespace; rows of one listing share it, so it is not to be changed
}

// Details are the columns of the tables below /proc/net that sock_diag(7) does not
// tell.
type Details struct {
	Refs    uint32 // the kernel's references to the socket
	Pointer uint64 // the socket's address in the kernel, hashed or 0 for most readers
	// Drops counts datagrams that were dropped for want of room, of udp, udplite
	// and raw.
	Drops uint32
	TCP   TCPDetails
}

// TCPDetails are columns that only connections and listeners of tcp have, and none
// in SYN_RECV or TIME_WAIT (get_tcp4_sock in the kernel's net/ipv4/tcp_ipv4.c).
type TCPDetails struct {
	Known     bool          // the kernel tells them
	Pingpong  bool          // acknowledgments wait for data to go with
	RTO       time.Duration // retransmission timeout, in steps of 10 ms
	ATO       time.Duration // how long an acknowledgment is delayed, in steps of 10 ms
	QuickAcks uint32        // acknowledgments that will be sent without delay
	Cwnd      uint32        // congestion window, in segments
	SSThresh  int32         // slow start threshold, in segments; -1 if there is none yet, 0 of a listener
	FastOpen  int32         // of a listener, the limit of connections by TCP Fast Open that are not accepted
}

// Owner is a descriptor by which a process has a socket. Of one socket they are in
// the order of the processes and then of the descriptors, and no more than 1024.
type Owner struct {
	Process Process
	FD      int // the number of the descriptor
}

// Process is a process that has a socket.
type Process struct {
	PID int // as /proc calls it
	// Comm is what the kernel calls it (proc_pid_comm(5)): the first 15 bytes of
	// its executable's name, unless it has chosen others.
	Comm string
	// Name is the program that the process runs, as netstat -p shows it: its
	// first argument, without the directory if that is absolute. The process
	// may have chosen it.
	//
	// Both names have a dot for each character that does not print and each byte
	// that is no UTF-8, and are empty if the process ended meanwhile.
	Name string
	// Executable is the file that it runs, as the link /proc/PID/exe has it
	// (proc_pid_exe(5)), if Options.Executables asks for it. Any byte but NUL may be
	// in it.
	Executable string
	// Cgroup is its path in the hierarchy of cgroup2, as /proc/PID/cgroup has it
	// (cgroups(7)), if Options.Cgroups asks for it; "" without one. Any byte but
	// NUL and newline may be in it.
	Cgroup string
}

// String returns the PID and the name as netstat writes them, "4711/sshd", and
// "-" for the zero Process.
func (p Process) String() string {
	if p == (Process{}) {
		return "-"
	}
	return strconv.Itoa(p.PID) + "/" + p.Name
}

// Sockets returns a sequence of the internet sockets that the options ask
// for: namespace by namespace, and in each the tables in the order of the
// Protocol constants, with rows in the kernel's order.
//
// Where the error is not nil the Socket is zero, and the error is about a
// table, a namespace or the search for owners; the sequence goes on unless it
// is the context's. The sequence reads the system anew each time that it is
// ranged over.
//
// Those of sctp, which may have several addresses, are listed by SCTPSockets.
func Sockets(ctx context.Context, o Options) iter.Seq2[Socket, error] { return sockets(ctx, o) }
