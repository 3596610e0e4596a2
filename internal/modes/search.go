package modes

import (
	"context"
	"fmt"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/process"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// search is what finds the namespaces to list.
type search struct {
	log   *log
	at    Place
	all   bool     // every namespace is listed
	names []string // those that the user named
	label bool     // a namespace has to be called by its name even if it is the only one
	// certain tells that it is a failure if some of all namespaces may be missing.
	certain bool
	slow    func() // format.Space.Slow of all namespaces

	// owners says which owners of sockets are wanted, or is nil if none are.
	// One scan of processes finds them and the namespaces that only descriptors
	// keep.
	owners *procmap.Search

	// workloads tells what those who live in namespaces belong to, or is nil if
	// that is not shown.
	workloads *workloads
}

// begin finds the namespaces that are found at once. They can be read until ctx
// ends. A single one, or none, is all there is to list.
func (s *search) begin(ctx context.Context) *finding {
	if !s.all && len(s.names) == 0 {
		return &finding{spaces: []*space{s.own(ctx)}, ended: true}
	}
	f := &finding{
		search: s,
		ctx:    ctx,
		finder: netns.NewFinder(ctx, s.at.namespaces()),
		checks: make(map[*netns.Namespace]check),
		failed: make(map[string]bool),
		seen:   make(map[netns.ID]bool),
	}
	if s.all {
		f.ahead()
	}
	if len(f.spaces) < 2 || process.Scarce() {
		f.rest()
	}
	return f
}

// own gives the namespace that the program runs in.
func (s *search) own(ctx context.Context) *space {
	own := &space{tables: procnet.Dir(s.at.Proc + "/net"), socket: unix.Socket}
	if s.at.Home != "" {
		own = &space{tables: procnet.Dir(s.at.Proc + "/" + s.at.Home + "/net")}
	}
	own.in.Slow = s.slow
	if s.label {
		own.in.Label = "-" // as netns has it for the program's own without a name
		if ns, err := netns.NewFinder(ctx, s.at.namespaces()).Resolve(s.at.Proc + "/" + s.at.home() + "/ns/net"); err == nil {
			own.in.Label = ns.Label()
		}
	}
	return own
}

// finding is one search for the namespaces to list.
type finding struct {
	*search
	ctx     context.Context
	finder  *netns.Finder
	listing *netns.Listing // of every namespace, when all are listed
	scan    *procmap.Scan  // of the processes, if owners are wanted and all namespaces are
	checks  map[*netns.Namespace]check
	failed  map[string]bool // what was complained about
	seen    map[netns.ID]bool

	spaces []*space // those that can be read, as far as they are found
	ended  bool     // these are all
	status int      // valid when the search has ended
}

// check is what came of checking a namespace: the namespace to list, or why it
// cannot be read.
type check struct {
	space *space
	err   error
}

// ahead finds nearly all of all namespaces, in a small part of the time that
// all of them take.
func (f *finding) ahead() {
	var err error
	if f.listing, err = f.finder.ListAhead(); err != nil {
		f.log.complain(err)
		return
	}
	if f.owners != nil {
		f.scan = f.owners.Start(f.ctx, f.at.Proc)
	}
	f.check()
}

// check checks which of all namespaces can be read, and gives those, each as it
// was given before.
func (f *finding) check() {
	f.spaces = f.spaces[:0]
	for _, ns := range f.listing.Namespaces {
		c, checked := f.checks[ns]
		if !checked {
			if c.err = ns.Check(); c.err == nil {
				c.space = f.besideOthers(ns)
			}
			f.checks[ns] = c
		}
		if c.err == nil {
			f.spaces = append(f.spaces, c.space)
		}
	}
}

// rest ends the search, and gives all namespaces, each once. One that cannot be
// found or read is complained about and makes the status 1; without any there
// is nothing to list.
func (f *finding) rest() []*space {
	if f.ended {
		return f.spaces
	}
	f.ended = true
	if f.all && !f.complete() {
		f.spaces, f.status = nil, statusRefused
		return nil
	}
	for _, name := range f.names {
		f.named(name)
	}
	if !f.all && len(f.spaces)+len(f.failed) == 1 {
		for _, s := range f.spaces {
			s.in.Several, s.in.Residents = false, nil
		}
	}
	if len(f.failed) > 0 || len(f.spaces) == 0 {
		f.status = statusRefused
	}
	return f.spaces
}

// complete finds the namespaces that are missing of all, and says what has to
// be said of them. It returns false if it cannot look for them.
func (f *finding) complete() bool {
	if f.listing == nil {
		return false // which has been said
	}
	scan := f.scan
	if scan == nil {
		scan = procmap.StartAll(f.ctx, f.at.Proc, procmap.Only{})
		scan.Limit(nil) // nobody asks whose sockets are
	}
	if _, err := f.listing.Complete(scan); err != nil {
		f.log.complain(err)
		return false
	}
	f.check()
	for _, err := range f.listing.Unusable {
		f.fail(err)
	}
	if notice := f.listing.Gaps.Notice(); notice != "" {
		fmt.Fprintf(f.log.errs, "(%s)\n", notice)
		if f.certain {
			f.status = statusRefused
		}
	}
	for _, ns := range f.listing.Namespaces {
		f.seen[ns.ID()] = true
		if err := f.checks[ns].err; err != nil && !f.log.forgives(err) {
			f.fail(err)
		}
	}
	return true
}

// named finds the namespace that a user names.
func (f *finding) named(name string) {
	ns, err := f.finder.Resolve(name)
	if err == nil {
		if f.seen[ns.ID()] {
			return
		}
		f.seen[ns.ID()] = true
		err = ns.Check()
	}
	if err != nil {
		f.fail(err)
		return
	}
	f.spaces = append(f.spaces, f.besideOthers(ns))
}

// fail complains about a namespace.
func (f *finding) fail(err error) {
	f.failed[err.Error()] = true
	f.log.complainOnce(err)
}
