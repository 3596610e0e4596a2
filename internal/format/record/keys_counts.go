package record

// countKeys are the keys of a summary. Each row counts the sockets that have
// something in common.
var countKeys = []description{
	{keyCounted, isText, "state, listening, recv_q, send_q, orphan, peer or program: sockets in the state that name says; those that -l lists; " +
		"with something to receive or to send; of tcp without a process, but not in SYN_RECV or TIME_WAIT; with the peer or of the program that name says",
		"", "the rows of the sockets"},
	{keyCountProto, isText | orNull, "as of sockets; null if they may be of several",
		"", "the rows of the sockets"},
	{keyCountFamily, isText | orNull, "as of sockets; null if they may be of several",
		"", "the rows of the sockets"},
	{keyCountName, isText | orNull, "the state, the numeric address or the program; null for sockets without a state and where nothing needs a name",
		"", "the rows of the sockets"},
	{keyCount, isInteger, "how many there are",
		"sockets", "the rows of the sockets"},
	{keyAtLeast, isBoolean, "true if there may be more: of more than 65536 peers of a namespace only the frequent ones are counted",
		"", "the rows of the sockets"},
}
