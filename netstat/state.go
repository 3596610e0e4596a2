package netstat

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

var stateWords = [...]string{
	Established: "ESTABLISHED",
	SynSent:     "SYN_SENT",
	SynRecv:     "SYN_RECV",
	FinWait1:    "FIN_WAIT1",
	FinWait2:    "FIN_WAIT2",
	TimeWait:    "TIME_WAIT",
	Close:       "CLOSE",
	CloseWait:   "CLOSE_WAIT",
	LastAck:     "LAST_ACK",
	Listen:      "LISTEN",
	Closing:     "CLOSING",
}

// String returns netstat's word for the state, "UNKNOWN" for a number that
// means none.
func (s SkState) String() string {
	if s == 0 || int(s) >= len(stateWords) {
		return "UNKNOWN"
	}
	return stateWords[s]
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

var timerWords = [...]string{
	Off:           "Off",
	On:            "On",
	KeepAlive:     "KeepAlive",
	TimeWaitTimer: "TimeWait",
	ProbeTimer:    "Probe",
}

// String returns a word for the timer, "Unknown" for a number that means none.
func (t TimerActive) String() string {
	if int(t) >= len(timerWords) {
		return "Unknown"
	}
	return timerWords[t]
}
