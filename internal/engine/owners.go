package engine

import (
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procmap"
)

// Owners is the search for the processes that have sockets, which runs beside
// the reading of tables.
type Owners struct {
	scan  *procmap.Scan
	found *procmap.Owners
	err   error
	ready chan struct{} // closed when found and err are valid

	unknown func() procmap.Status // of a socket that has an inode, but no owner in sight
}

// from takes the owners from a scan.
func (o *Owners) from(scan *procmap.Scan) {
	o.scan = scan
	go func() {
		o.found, o.err = o.scan.Wait()
		close(o.ready)
	}()
}

// ended tells whether the search has ended.
func (o *Owners) ended() bool {
	select {
	case <-o.ready:
		return true
	default:
		return false
	}
}

// Wait waits for the end of the search. Its errors are those of
// procmap.Scan.Wait, beside which owners may have been found.
func (o *Owners) Wait() error {
	<-o.ready
	return o.err
}

// Lookup gives the process that has a socket. It is for the rows that the
// engine gives, which come when the search has ended.
func (o *Owners) Lookup(inode uint64) (*procmap.Owner, bool) {
	if o.found == nil {
		return nil, false
	}
	return o.found.Lookup(inode)
}

// Holders gives all processes that have a socket, if the Query asks for every
// one. It is for the same rows as Lookup.
func (o *Owners) Holders(inode uint64) procmap.Holders {
	if o.found == nil {
		return procmap.Holders{}
	}
	return o.found.Holders(inode)
}

// Status says what is known of the owner of a socket. It is for the same rows as
// Lookup.
func (o *Owners) Status(inode uint64) procmap.Status {
	switch {
	case o.has(inode):
		return procmap.Known
	case inode == 0:
		return procmap.None
	}
	return o.unknown()
}

// whyUnknown says why the owner of a socket that has an inode is not known.
func (o *Owners) whyUnknown(proc string) procmap.Status {
	switch {
	case o.err != nil, o.found == nil, o.Notice() != procmap.Complete, o.Refused(), o.scan.Missed() != nil,
		netns.HidesProcesses(proc):
		return procmap.Denied
	case netns.IsInner(proc):
		return procmap.Elsewhere
	}
	return procmap.Kernel
}

// Notice says which owners may be missing. It is valid after Wait.
func (o *Owners) Notice() procmap.Notice {
	if o.found == nil {
		return procmap.Complete
	}
	return o.found.Notice()
}

// Refused tells whether some process did not let its descriptors be read, so
// that sockets of it have no owner. It is valid after Wait.
func (o *Owners) Refused() bool { return o.scan != nil && o.scan.Refused() }

// Unread counts the processes whose descriptors could not be read, as far as the
// search had to go. It is valid after Wait.
func (o *Owners) Unread() int {
	if o.scan == nil {
		return 0
	}
	return o.scan.Unread()
}

// has tells whether a socket has an owner.
func (o *Owners) has(inode uint64) bool {
	_, ok := o.Lookup(inode)
	return ok
}
