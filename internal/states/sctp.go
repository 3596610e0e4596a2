package states

// Words for what net-tools does not show of sctp.
var (
	// sctpAssociations are the kernel's words for enum sctp_state of
	// include/net/sctp/constants.h.
	sctpAssociations = [...]string{"CLOSED", "COOKIE_WAIT", "COOKIE_ECHOED", "ESTABLISHED",
		"SHUTDOWN_PENDING", "SHUTDOWN_SENT", "SHUTDOWN_RECEIVED", "SHUTDOWN_ACK_SENT"}

	// sctpStyles are those of RFC 6458 for enum sctp_socket_type of
	// include/net/sctp/structs.h.
	sctpStyles = [...]string{"one-to-many", "peeled-off", "one-to-one"}
)

// SCTPAssociation gives the word for the state of an association, of which a
// socket of sctp may have many.
func SCTPAssociation(n int32) string {
	word, _ := lookup(sctpAssociations[:], n)
	return word
}

// SCTPStyle gives the word for the style of a socket of sctp, "unknown" for a
// number that means none.
func SCTPStyle(n int32) string {
	if word, ok := lookup(sctpStyles[:], n); ok {
		return word
	}
	return "unknown"
}
