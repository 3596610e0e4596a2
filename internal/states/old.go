package states

// net-tools' words for the states of the old families.
var (
	// ax25 are those of the kernel's include/net/ax25.h.
	ax25 = [...]string{"LISTENING", "SABM SENT", "DISC SENT", "ESTABLISHED", "RECOVERY"}

	// x25 are those of include/net/x25.h.
	x25 = [...]string{"LISTENING", "SABM_SENT", "DISC_SENT", "ESTABLISHED", "RECOVERY"}

	// netrom are those of include/net/netrom.h, without a word for NR_STATE_4.
	netrom = [...]string{"LISTENING", "CONN SENT", "DISC SENT", "ESTABLISHED"}
)

// AX25 gives the word for a state of AX.25.
func AX25(n int32) string {
	word, _ := lookup(ax25[:], n)
	return word
}

// X25 gives the word for a state of X.25.
func X25(n int32) string {
	word, _ := lookup(x25[:], n)
	return word
}

// NetROM gives the word for a state of NET/ROM, and of ROSE, which has the
// same.
func NetROM(n int32) string {
	word, _ := lookup(netrom[:], n)
	return word
}

// IPX gives the word for a state of IPX, whose sockets have those of tcp: one
// that is not connected has no word.
func IPX(n uint32) string {
	switch n {
	case 1:
		return "ESTAB"
	case 7:
		return ""
	}
	return "UNK."
}
