package netstat

import "github.com/gonetstat/gonetstat/internal/states"

// SkState is the state of an internet socket, enum tcp_state of the kernel's
// include/net/tcp_states.h. Sockets that are not of tcp are Established if
// they are connected, and otherwise Close.
type SkState uint8

// The states, by the kernel's numbers.
const (
	Established SkState = 1
	SynSent     SkState = 2
	SynRecv     SkState = 3
	FinWait1    SkState = 4
	FinWait2    SkState = 5
	TimeWait    SkState = 6
	Close       SkState = 7
	CloseWait   SkState = 8
	LastAck     SkState = 9
	Listen      SkState = 10
	Closing     SkState = 11
)

// String returns netstat's word for the state, "UNKNOWN" for a number that
// means none.
func (s SkState) String() string {
	if s == 0 {
		return states.Unknown
	}
	return states.TCP(int32(s))
}

// TimerActive tells which timer of a socket is running, by the kernel's
// numbers (Documentation/networking/proc_net_tcp.rst).
type TimerActive uint8

// The timers.
const (
	Off           TimerActive = 0 // none
	On            TimerActive = 1 // retransmission
	KeepAlive     TimerActive = 2 // keepalive, delayed ACK or another of the connection's timers
	TimeWaitTimer TimerActive = 3 // end of TIME_WAIT
	ProbeTimer    TimerActive = 4 // zero window probe
)

// String returns a word for the timer, "Unknown" for a number that means none.
func (t TimerActive) String() string { return states.TimerName(int32(t)) }
