package cli

import (
	"context"
	"fmt"
	"io"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// space is a network namespace that is listed.
type space struct {
	tables procnet.Tables
	socket func(domain, typ, proto int) (int, error)
	label  string // for a listing of several; "" in a listing of one
}

// ownSpace is the namespace that the program runs in.
func (r *run) ownSpace() space {
	return space{tables: procnet.Dir(r.proc + "/net"), socket: unix.Socket}
}

// spaces finds the namespaces that the options name, each once. One that
// cannot be found or read is complained about and makes the status of the run
// 1; without any there is nothing to list. They can be read until ctx ends.
//
// A status other than 0 would end a run that lists again and again. So as long
// as some namespace is there, the lack of others, which may come back, does not
// count.
func (r *run) spaces(ctx context.Context) (spaces []space, status int) {
	if !r.opts.AllNetNS && len(r.opts.NetNS) == 0 {
		return []space{r.ownSpace()}, statusOK
	}
	search := &search{run: r, finder: netns.NewFinder(ctx, netns.Config{Proc: r.proc}), failed: map[string]bool{}, seen: map[uint64]bool{}}
	if r.opts.AllNetNS && !search.all() {
		return nil, statusRefused
	}
	for _, name := range r.opts.NetNS {
		search.named(name)
	}
	several := r.opts.AllNetNS || len(search.found)+len(search.failed) > 1
	for _, ns := range search.found {
		s := space{tables: ns, socket: ns.Socket}
		if several {
			s.label = ns.Label()
		}
		spaces = append(spaces, s)
	}
	goesOn := r.opts.Continuous && !r.opts.Statistics && len(spaces) > 0
	if len(search.failed) > 0 && !goesOn {
		status = statusRefused
	}
	return spaces, status
}

// search is a search for the namespaces to list.
type search struct {
	run    *run
	finder *netns.Finder
	found  []*netns.Namespace
	failed map[string]bool // what was complained about
	seen   map[uint64]bool // namespaces by their inode
}

// all finds all namespaces, and returns false if it cannot look for them.
func (s *search) all() bool {
	listing, err := s.finder.List()
	if err != nil {
		s.run.complain(err)
		return false
	}
	for _, err := range listing.Unusable {
		s.fail(err)
	}
	if n := listing.Unreadable; n > 0 {
		processes := "processes"
		if n == 1 {
			processes = "process"
		}
		fmt.Fprintf(s.run.errs, "(Not all network namespaces may be shown: %d %s of other users did not tell theirs.)\n", n, processes)
	}
	if listing.Hidden {
		io.WriteString(s.run.errs, "(Not all network namespaces may be shown: processes of other users are hidden.)\n")
	}
	for _, ns := range listing.Namespaces {
		s.seen[ns.Inode] = true
		switch err := ns.Check(); {
		case err == nil:
			s.found = append(s.found, ns)
		case !s.run.forgives(err):
			s.fail(err)
		}
	}
	return true
}

// named finds the namespace that a user names.
func (s *search) named(name string) {
	ns, err := s.finder.Resolve(name)
	if err == nil {
		if s.seen[ns.Inode] {
			return
		}
		s.seen[ns.Inode] = true
		err = ns.Check()
	}
	if err != nil {
		s.fail(err)
		return
	}
	s.found = append(s.found, ns)
}

// fail complains about a namespace.
func (s *search) fail(err error) {
	s.failed[err.Error()] = true
	s.run.complainOnce(err)
}

// forEach runs a mode in every namespace, each under a line that names it if
// there may be several. Objects name it themselves.
func (r *run) forEach(spaces []space, mode func() int) int {
	status := statusOK
	for _, s := range spaces {
		if r.objects != nil {
			r.objects.Label = r.label(s)
		} else if s.label != "" {
			r.out.WriteString("Network namespace " + s.label + "\n")
		}
		status = max(status, r.inSpace(s, mode))
	}
	return status
}
