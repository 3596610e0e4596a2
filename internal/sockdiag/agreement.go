package sockdiag

// Columns are those of a row beyond the addresses, the state and the queues.
type Columns uint8

// The columns that a listing may show.
const (
	Users  Columns = 1 << iota // UID and Inode
	Timers                     // Timer, Expires, Retransmits and Timeout
	Rest                       // Refs, Pointer and More
)

// Agrees tells whether a dump gives what the tables of /proc/net do, on a
// kernel: the same sockets in the same order, with the same addresses, states
// and queues, and the same in some columns more. It does for TCP and UDP; a
// kernel with raw_diag is too rare to say so of raw sockets. Of TCP a dump
// has only some of the timers' columns, and no user of a connection in
// SYN_RECV. That a listener's TxQueue is 0 need not be so in the table.
func (r *Request) Agrees(columns Columns, kernel Kernel) bool {
	if columns&Rest != 0 {
		return false
	}
	switch r.Protocol {
	case TCP:
		return columns&Timers == 0 &&
			(columns&Users == 0 || r.States&StateSet(synRecv) == 0) &&
			(r.States&Listeners == 0 || kernel.listenersInOrder())
	case UDP, UDPLite:
		return true
	}
	return false
}
