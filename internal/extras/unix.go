package extras

import "strings"

// UnixSocket is what is known of a unix socket.
type UnixSocket struct {
	// Peer is the inode of the socket at the other end; 0 if there is none.
	Peer uint64
	// PeerPath is what that one is bound to, as net/unix has it: an abstract
	// name begins with @. It is "" if that is not bound, or in another network
	// namespace. Any process can choose it.
	PeerPath string
	// Listening tells that the socket accepts connections: then Backlog is how
	// many wait for that and BacklogLimit how many may.
	Listening             bool
	Backlog, BacklogLimit uint32
}

// Unix gives what is known of the socket with an inode, if anything is. The
// kernel gives an inode to another socket only when its counter of 32 bits has
// gone round, so that one which has come since is not taken for another.
func (t *Table) Unix(inode uint64) (s UnixSocket, known bool) {
	of, known := t.unix[inode]
	if !known || inode == 0 {
		return s, false
	}
	s = UnixSocket{Peer: of.Peer, Listening: of.Listening}
	if of.Listening {
		s.Backlog, s.BacklogLimit = of.RxQueue, of.TxQueue
	}
	if of.Peer != 0 {
		s.PeerPath = tablePath(t.unix[of.Peer].Name)
	}
	return s, true
}

// tablePath gives a name as unix_seq_show in net/unix/af_unix.c shows it in
// net/unix.
func tablePath(name string) string { return strings.ReplaceAll(name, "\x00", "@") }
