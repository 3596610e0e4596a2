package netstat

import (
	"context"
	"iter"
)

// Namespace is a network namespace (network_namespaces(7)).
type Namespace struct {
	// Label is what rows of it have as their NetNS, as the package's
	// documentation says.
	Label string
	// Inode identifies it for as long as it exists, as that of /proc/PID/ns/net.
	// It is 0 if it was given by a process of another user that may not be asked.
	Inode uint64
	// Own tells that the program runs in it.
	Own bool
	// Names are its names below Options.NetNSDirs in the order of their bytes,
	// unless it was given by one of them, which is the only one then. They are
	// those of files: any byte but NUL and "/" may be in them.
	Names []string
	// PIDs are processes that live in it, in order: with Options.AllNetNS all that tell so,
	// and otherwise those that it was given by.
	PIDs []int
}

// Namespaces returns a sequence of the network namespaces that the options choose,
// in the order in which they are listed: the program's own first, then those with
// names by the first of them, then the others by their inodes; and those that
// Options name in the order of that. Its errors are like those of Sockets.
func Namespaces(ctx context.Context, o Options) iter.Seq2[Namespace, error] {
	return namespaces(ctx, o)
}

// Gaps says what a listing could not look at, so that it may lack rows, or owners
// of them. The zero value means nothing.
type Gaps struct {
	// Unread counts the processes that did not let the program read which sockets
	// they have, while owners were looked for. Other users' take CAP_SYS_PTRACE
	// and CAP_DAC_READ_SEARCH.
	Unread int
	// Unasked counts the processes that did not tell which network namespace they
	// live in, but for those that clearly live in a listed one, with
	// Options.AllNetNS. Other users' take CAP_SYS_PTRACE.
	Unasked int
	// Hidden tells that procfs does not show all processes (hidepid, proc(5)),
	// where any were looked for.
	Hidden bool
	// Outside tells that procfs is that of an inner PID namespace, so that it has
	// not all processes of the host, with Options.AllNetNS.
	Outside bool
	// Descriptors tells that some descriptors of processes could not be read,
	// which may keep namespaces, with Options.AllNetNS.
	Descriptors bool
	// Mounts counts the namespaces that are kept only by mounts which may not be
	// opened, and mount namespaces with more mounts than are looked at, with
	// Options.AllNetNS.
	Mounts int
	// TooFewFiles tells that the program ran out of file descriptors.
	TooFewFiles bool
}

// Any tells whether anything could not be looked at.
func (g Gaps) Any() bool { return g != (Gaps{}) }
