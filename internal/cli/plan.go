package cli

import (
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// job is a table to be listed and the work of listing it.
type job struct {
	listing *listing
	list    func(ahead *ahead, stopped <-chan struct{}, closed func())
}

func newJob[T any](t *table[T], tables procnet.Tables) job {
	l := newListing()
	return job{l, func(ahead *ahead, stopped <-chan struct{}, closed func()) {
		l.stopped = stopped
		list(l, t, tables, ahead, closed)
	}}
}

// plan is what a list of sockets consists of. Its tables are read side by side
// and printed in order.
type plan struct {
	inet  []family
	unix  []family
	jobs  []job // in the order of printing
	ahead ahead

	stopped chan struct{}
}

func (p *plan) add(j job) *listing {
	p.jobs = append(p.jobs, j)
	return j.listing
}

// maxOpenTables bounds how many tables are open at a time, each with a chunk
// of its own and a file descriptor.
const maxOpenTables = 64

// openTables gives the bound for this process, which leaves descriptors for
// the scan of processes, and for a second one that a table takes for a moment.
func openTables() int {
	const others, perTable = 10, 4
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Cur < others+perTable {
		return 1
	}
	return int(min(maxOpenTables, (limit.Cur-others)/perTable))
}

// start begins to list the tables. They start in the order of printing, so
// that the one being printed is never kept from starting by later ones.
func (p *plan) start() {
	p.stopped = make(chan struct{})
	p.ahead.waiting, p.ahead.shared = len(p.jobs), batchesShared
	slots := make(chan struct{}, openTables())
	go func() {
		for _, j := range p.jobs {
			select {
			case slots <- struct{}{}:
			case <-p.stopped:
				return
			}
			go j.list(&p.ahead, p.stopped, func() { <-slots })
		}
	}()
}

// stop ends the listing wherever it is. It does not wait for what is still
// under way: a lookup may take seconds, and its rows are not shown any more.
func (p *plan) stop() {
	close(p.stopped)
	if p.ahead.release != nil {
		p.ahead.release()
	}
}
