package netstat

import (
	"context"
	"iter"
)

// UnixSocket is a unix socket, as the kernel describes it in a row of
// net/unix (proc_pid_net(5)).
type UnixSocket struct {
	Type      int       // SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET (socket(2))
	State     UnixState // of the connection
	Listening bool      // it accepts connections
	Refs      uint64    // the kernel's references to the socket
	Flags     uint64    // the kernel's flags
	Inode     uint64    // names the socket; 0 if it belongs to no file, as before accept(2)
	// Path is what the socket is bound to. It is "" for one that is not bound,
	// and begins with "@" for one with an abstract name (unix(7)), in which
	// NULs show as "@" too. Whoever has bound the socket has chosen it, and it
	// may hold any other byte, but ends before a newline.
	Path string
	// Peer is the inode of the socket at the other end, 0 without one; and
	// PeerPath what that is bound to, like Path, "" if it is not bound or in another
	// network namespace; and PeerProcess the process that has it. All three are zero
	// unless Options.Extras asks for them (linux/unix_diag.h).
	Peer        uint64
	PeerPath    string
	PeerProcess Process
	// Backlog is how many connections wait for a listener to accept them, and
	// BacklogLimit how many may, if Options.Extras asks for them.
	Backlog, BacklogLimit uint32
	Process               Process // that has the socket, the first if several have; zero if not known or not asked for
	Owners                []Owner // all that have it, if Options.AllOwners asks for them

	NetNS     string     // the network namespace's label, as the package's documentation says
	Namespace *Namespace // the network namespace; rows of one listing share it, so it is not to be changed
}

// UnixSockets returns a sequence of the unix sockets that the options ask for,
// namespace by namespace in the kernel's order. Its errors are like those of
// Sockets.
//
// The kernel writes the names of sockets as they are, and every user may choose
// one with a newline, which ends a row of its table. What follows in the name
// may look like another row, and is listed as a socket that does not exist, or
// like none, and is a LineError. netstat(8) is deceived in the same way, so that
// a list of unix sockets proves nothing about a user who wants to deceive.
func UnixSockets(ctx context.Context, o Options) iter.Seq2[UnixSocket, error] {
	return unixSockets(ctx, o)
}
