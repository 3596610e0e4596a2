package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/gonetstat/gonetstat/internal/procmap"
)

// ownerPlan brings together the scan for the owners of sockets and the tables
// that want them. The scan runs beside the tables. If all of them fit into
// what they may read ahead, it is told which inodes will be asked for.
type ownerPlan struct {
	scan   *procmap.Scan
	result *procmap.Owners
	err    error
	ready  chan struct{} // closed when result and err are valid

	mu      sync.Mutex
	waiting int // tables that have not told their inodes
	inodes  []uint64
	partial bool // some table will not tell
}

func newOwnerPlan() *ownerPlan { return &ownerPlan{ready: make(chan struct{})} }

// start starts a scan of the processes under proc for a number of tables.
func (p *ownerPlan) start(ctx context.Context, proc string, tables int) {
	p.waiting = tables
	p.scan = procmap.Start(ctx, proc)
	go func() {
		p.result, p.err = p.scan.Wait()
		close(p.ready)
	}()
}

// complete tells all the inodes of one table.
func (p *ownerPlan) complete(inodes []uint64) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.inodes = append(p.inodes, inodes...)
	p.told()
}

// overflow tells that a table is too long to know all its inodes beforehand.
func (p *ownerPlan) overflow() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.partial, p.inodes = true, nil
	p.told()
}

func (p *ownerPlan) told() {
	if p.waiting--; p.waiting == 0 && !p.partial {
		p.scan.Limit(p.inodes)
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
