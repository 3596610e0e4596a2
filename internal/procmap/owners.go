package procmap

// Owner is the process that owns a socket.
type Owner struct {
	PID     int    // its number in the /proc that was read
	Program string // the name that it runs under, a dot for each byte that is not printable ASCII
	Name    string // the same, a dot for each character that does not print and each byte that is no UTF-8
	Cell    string // "PID/Program" cut to the 19 characters that netstat shows
	// Comm is the kernel's name for it, which it may have chosen too, made
	// visible as Name is. It is empty unless it was asked for.
	Comm string
}

// Notice says what a reader of the owners should be told about processes
// that could not be read.
type Notice int

const (
	// Complete: no process denied access to its descriptors.
	Complete Notice = iota
	// SomeDenied: some process did, so a socket without an owner may have one.
	SomeDenied
	// NoneReadable: some process did, or /proc itself could not be read, and
	// no other process has a socket.
	NoneReadable
)

// Owners is the outcome of a scan. It is safe for concurrent use.
type Owners struct {
	sockets   table
	processes []*Owner // by rank; nil for a process that owns no socket
	shares    shares
	notice    Notice
}

// Lookup returns the process that owns the socket with this inode.
func (o *Owners) Lookup(inode uint64) (*Owner, bool) {
	slot := o.sockets.find(inode)
	if slot < 0 {
		return nil, false
	}
	rank := o.sockets.ranks[slot].Load()
	if rank == noRank {
		return nil, false
	}
	return o.processes[rank], true
}

// All yields the inode of every socket that has an owner, with that, in no order
// that matters.
func (o *Owners) All(yield func(inode uint64, owner *Owner) bool) {
	for slot, inode := range o.sockets.inodes {
		rank := o.sockets.ranks[slot].Load()
		if inode != noInode && rank != noRank && !yield(inode, o.processes[rank]) {
			return
		}
	}
}

// Notice says whether owners may be missing because of processes that could
// not be read.
func (o *Owners) Notice() Notice { return o.notice }
