package cli

import (
	"errors"
	"fmt"
	"strings"

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

// spaces finds the namespaces that the options name. One that cannot be found
// is complained about and makes the status of the run 1; without any there is
// nothing to list.
func (r *run) spaces() (spaces []space, status int) {
	config := netns.Config{Proc: r.proc}
	var found []*netns.Namespace
	switch {
	case r.opts.AllNetNS:
		listing, err := netns.List(r.ctx, config)
		if err != nil {
			r.complain(err)
			return nil, statusRefused
		}
		for _, err := range listing.Unusable {
			r.complain(err)
			status = statusRefused
		}
		if listing.Unreadable > 0 {
			fmt.Fprintf(r.errs, "(Not all network namespaces may be shown: %d processes of other users did not tell theirs.)\n", listing.Unreadable)
		}
		found = listing.Namespaces
	case len(r.opts.NetNS) > 0:
		seen := map[uint64]bool{}
		for _, name := range r.opts.NetNS {
			ns, err := netns.Resolve(config, name)
			if err != nil {
				r.complain(fmt.Errorf("--netns %w", err))
				status = statusRefused
			} else if !seen[ns.Inode] {
				seen[ns.Inode] = true
				found = append(found, ns)
			}
		}
	default:
		return []space{r.ownSpace()}, statusOK
	}
	several := r.opts.AllNetNS || len(r.opts.NetNS) > 1
	for _, ns := range found {
		s := space{tables: ns, socket: ns.Socket}
		if several {
			s.label = ns.Label()
		}
		spaces = append(spaces, s)
	}
	return spaces, status
}

// forEach runs a mode in every namespace, each under a line that names it if
// there may be several.
func (r *run) forEach(spaces []space, mode func() int) int {
	status := statusOK
	for _, s := range spaces {
		if s.label != "" {
			r.out.WriteString("Network namespace " + s.label + "\n")
		}
		r.tables, r.socket = s.tables, s.socket
		status = max(status, mode())
	}
	return status
}

// complainOnce complains about an error unless it is about a namespace that
// has been complained about already.
func (r *run) complainOnce(err error) {
	var whole *netns.Error
	if errors.As(err, &whole) {
		err = whole
		text := err.Error()
		if strings.Contains(r.complaints, text) {
			return
		}
		r.complaints += text + "\n"
	}
	r.complain(err)
}
