package engine

import "github.com/gonetstat/gonetstat/internal/procmap"

// Owners is the search for the processes that have sockets, which runs beside
// the reading of tables.
type Owners struct {
	scan  *procmap.Scan
	found *procmap.Owners
	err   error
	ready chan struct{} // closed when found and err are valid
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

// has tells whether a socket has an owner.
func (o *Owners) has(inode uint64) bool {
	_, ok := o.Lookup(inode)
	return ok
}
