package states

// timers are net-tools' words for the pending timer of a socket, by the numbers of
// Documentation/networking/proc_net_tcp.rst.
var timers = [...]string{"off", "on", "keepalive", "timewait", "probe"}

// TCPTimer gives net-tools' word for the timer of a socket of tcp. It is not ok
// if the number means none.
func TCPTimer(n int32) (word string, ok bool) {
	if uint32(n) < uint32(len(timers)) {
		return timers[n], true
	}
	return "", false
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
