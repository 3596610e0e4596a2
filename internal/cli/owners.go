package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/gonetstat/gonetstat/internal/procmap"
)

// ownerPlan is the search for the owners of sockets, which runs beside the
// reading of the tables that want them.
type ownerPlan struct {
	scan   *procmap.Scan
	result *procmap.Owners
	err    error
	ready  chan struct{} // closed when result and err are valid
}

func newOwnerPlan() *ownerPlan { return &ownerPlan{ready: make(chan struct{})} }

// start starts a scan of the processes under proc, or of some of them.
func (p *ownerPlan) start(ctx context.Context, proc string, only procmap.Only) {
	p.scan = procmap.Start(ctx, proc, only)
	go func() {
		p.result, p.err = p.scan.Wait()
		close(p.ready)
	}()
}

// found tells whether the scan has ended.
func (p *ownerPlan) found() bool {
	select {
	case <-p.ready:
		return true
	default:
		return false
	}
}

// wait waits until owners can be looked up.
func (p *ownerPlan) wait() {
	if p != nil {
		<-p.ready
	}
}

// Lookup gives a socket's owner. It must not be called before wait.
func (p *ownerPlan) Lookup(inode uint64) (*procmap.Owner, bool) {
	if p.result == nil {
		return nil, false
	}
	return p.result.Lookup(inode)
}

// has tells whether a socket has an owner. It must not be called before wait.
func (p *ownerPlan) has(inode uint64) bool {
	_, ok := p.Lookup(inode)
	return ok
}

// report says on errs which owners may be missing.
func (p *ownerPlan) report(errs io.Writer) {
	p.wait()
	if p.result == nil {
		return
	}
	switch p.result.Notice() {
	case procmap.NoneReadable:
		fmt.Fprintf(errs, "(No info could be read for \"-p\": geteuid()=%d but you should be root.)\n", os.Geteuid())
	case procmap.SomeDenied:
		io.WriteString(errs, "(Not all processes could be identified, non-owned process info\n"+
			" will not be shown, you would have to be root to see it all.)\n")
	}
}
