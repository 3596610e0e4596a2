package netstat

import (
	"context"

	"github.com/gonetstat/gonetstat/internal/procmap"
)

// owners finds the processes that have sockets. A nil value knows none.
type owners struct {
	scan  *procmap.Scan
	stop  context.CancelFunc
	found *procmap.Owners
	ready bool
}

// findOwners begins to look for owners in the background.
func findOwners(ctx context.Context, procRoot string) *owners {
	ctx, stop := context.WithCancel(ctx)
	return &owners{scan: procmap.Start(ctx, procRoot, procmap.Only{}), stop: stop}
}

// wait waits until owners can be looked up. Only the first call has an error.
func (o *owners) wait() error {
	if o == nil || o.ready {
		return nil
	}
	var err error
	o.found, err = o.scan.Wait()
	o.ready = true
	return err
}

// process returns the process that has the socket with this inode. A socket
// that belongs to no file, such as one in TIME_WAIT, has inode 0.
func (o *owners) process(inode uint64) Process {
	if o == nil || o.found == nil || inode == 0 {
		return Process{}
	}
	owner, ok := o.found.Lookup(inode)
	if !ok {
		return Process{}
	}
	return Process{Pid: owner.PID, Name: owner.Program}
}

// close ends the search and waits for its files to be closed.
func (o *owners) close() {
	if o != nil {
		o.stop()
		_, _ = o.scan.Wait() // its outcome does not matter any more
	}
}
