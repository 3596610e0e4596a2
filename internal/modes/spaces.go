package modes

import (
	"context"
	"fmt"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// space is a network namespace that is listed.
type space struct {
	tables procnet.Tables
	socket func(domain, typ, proto int) (int, error) // makes a socket in it
	in     format.Space
}

// engine gives the namespace as the engine lists it.
func (s *space) engine() engine.Space { return engine.Space{Tables: s.tables, Socket: s.socket} }

// search is what finds the namespaces to list.
type search struct {
	log   *log
	proc  string   // where procfs is mounted
	all   bool     // every namespace is listed
	names []string // those that the user named
	label bool     // a namespace has to be called by its name even if it is the only one

	// owners says of which processes the sockets are wanted, or is nil if no
	// owners are. Then one scan of processes finds the namespaces that only
	// descriptors keep and the owners: scan, of the latest search.
	owners *procmap.Only
	scan   *procmap.Scan
}

// spaces finds the namespaces, each once. One that cannot be found or read is
// complained about and makes the status 1; without any there is nothing to
// list. They can be read until ctx ends.
func (s *search) spaces(ctx context.Context) (spaces []space, status int) {
	if !s.all && len(s.names) == 0 {
		return []space{s.own(ctx)}, statusOK
	}
	t := &trip{search: s, ctx: ctx, finder: netns.NewFinder(ctx, netns.Config{Proc: s.proc}), failed: map[string]bool{}, seen: map[uint64]bool{}}
	if s.all && !t.all() {
		return nil, statusRefused
	}
	for _, name := range s.names {
		t.named(name)
	}
	several := s.all || len(t.found)+len(t.failed) > 1
	for _, ns := range t.found {
		spaces = append(spaces, space{tables: ns, socket: ns.Socket, in: format.Space{Label: ns.Label(), Several: several}})
	}
	if len(t.failed) > 0 || len(spaces) == 0 {
		status = statusRefused
	}
	return spaces, status
}

// own gives the namespace that the program runs in.
func (s *search) own(ctx context.Context) space {
	own := space{tables: procnet.Dir(s.proc + "/net"), socket: unix.Socket}
	if s.label {
		own.in.Label = "-" // as netns has it for the program's own without a name
		if ns, err := netns.NewFinder(ctx, netns.Config{Proc: s.proc}).Resolve(s.proc + "/self/ns/net"); err == nil {
			own.in.Label = ns.Label()
		}
	}
	return own
}

// trip is one search for the namespaces to list.
type trip struct {
	*search
	ctx    context.Context
	finder *netns.Finder
	found  []*netns.Namespace
	failed map[string]bool // what was complained about
	seen   map[uint64]bool // namespaces by their inode
}

// all finds all namespaces, and returns false if it cannot look for them.
func (t *trip) all() bool {
	listing, err := t.list()
	if err != nil {
		t.log.complain(err)
		return false
	}
	for _, err := range listing.Unusable {
		t.fail(err)
	}
	if notice := listing.Gaps.Notice(); notice != "" {
		fmt.Fprintf(t.log.errs, "(%s)\n", notice)
	}
	for _, ns := range listing.Namespaces {
		t.seen[ns.Inode] = true
		switch err := ns.Check(); {
		case err == nil:
			t.found = append(t.found, ns)
		case !t.log.forgives(err):
			t.fail(err)
		}
	}
	return true
}

// list finds all namespaces.
func (t *trip) list() (*netns.Listing, error) {
	if t.owners == nil {
		return t.finder.List()
	}
	listing, err := t.finder.ListAhead()
	if err != nil {
		return nil, err
	}
	t.scan = procmap.StartAll(t.ctx, t.proc, *t.owners)
	_, err = listing.Complete(t.scan)
	return listing, err
}

// named finds the namespace that a user names.
func (t *trip) named(name string) {
	ns, err := t.finder.Resolve(name)
	if err == nil {
		if t.seen[ns.Inode] {
			return
		}
		t.seen[ns.Inode] = true
		err = ns.Check()
	}
	if err != nil {
		t.fail(err)
		return
	}
	t.found = append(t.found, ns)
}

// fail complains about a namespace.
func (t *trip) fail(err error) {
	t.failed[err.Error()] = true
	t.log.complainOnce(err)
}
