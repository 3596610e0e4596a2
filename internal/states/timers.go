package states

// timers are the words for the pending timer of a socket, by the numbers of
// Documentation/networking/proc_net_tcp.rst: net-tools' and the public
// package's.
var timers = [...]struct{ word, name string }{
	{"off", "Off"},
	{"on", "On"},
	{"keepalive", "KeepAlive"},
	{"timewait", "TimeWait"},
	{"probe", "Probe"},
}

// TCPTimer gives net-tools' word for the timer of a socket of tcp. It is not ok
// if the number means none.
func TCPTimer(n int32) (word string, ok bool) {
	if uint32(n) < uint32(len(timers)) {
		return timers[n].word, true
	}
	return "", false
}

// TimerName gives a word for the same as a program in Go spells it, "Unknown"
// for a number that means none.
func TimerName(n int32) string {
	if uint32(n) < uint32(len(timers)) {
		return timers[n].name
	}
	return "Unknown"
}

// UDPTimer gives net-tools' word for the timer of a socket that is not of tcp.
// It is not ok if the number means none.
func UDPTimer(n int32) (word string, ok bool) {
	switch n {
	case 0:
		return "off", true
	case 1:
		return "on1", true
	case 2:
		return "on2", true
	}
	return "", false
}
