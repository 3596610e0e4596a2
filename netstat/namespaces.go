package netstat

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/netns"
)

// places says which network namespaces are looked into.
type places struct {
	own   bool // the program's
	all   bool // all but the program's
	names []string
	pids  []int
}

func (o *Options) places() places {
	return places{
		own:   o.AllNetNS || len(o.NetNS) == 0 && len(o.NetNSPIDs) == 0,
		all:   o.AllNetNS,
		names: o.NetNS,
		pids:  o.NetNSPIDs,
	}
}

// space is a network namespace that is looked into.
type space struct {
	namespace *netns.Namespace
	name      string          // "" for the program's own, unless it has a name
	listed    bool            // nobody asked for it, so that it may be gone
	lost      bool            // its tables cannot be read
	garbled   map[string]bool // its tables that hold lines which are no rows
}

// find finds the namespaces of some places, each once. The errors are about
// those that it cannot find.
func find(finder *netns.Finder, proc string, where places) (spaces []*space, errs []error) {
	seen := make(map[uint64]bool)
	add := func(n *netns.Namespace, listed bool) {
		if seen[n.Inode] {
			return
		}
		seen[n.Inode] = true
		s := &space{namespace: n, listed: listed}
		if !n.Own || len(n.Names) > 0 {
			s.name = n.Label()
		}
		spaces = append(spaces, s)
	}
	if where.all {
		listing, err := finder.List()
		if err != nil {
			errs = append(errs, err)
		} else {
			errs = append(errs, listing.Unusable...)
			for _, n := range listing.Namespaces {
				if !n.Own || where.own {
					add(n, true)
				}
			}
		}
	} else if where.own {
		add(finder.Self(), false)
	}
	for _, name := range where.names {
		n, err := finder.Resolve(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		add(n, false)
	}
	for _, pid := range where.pids {
		n, err := finder.Process(pid)
		if err != nil {
			path := filepath.Join(proc, strconv.Itoa(pid), "ns/net")
			errs = append(errs, &os.PathError{Op: "readlink", Path: path, Err: err})
			continue
		}
		add(n, false)
	}
	return spaces, errs
}

// in gives the namespace as the engine lists it. A row of the package has
// columns that only the tables have.
func (s *space) in() engine.Space { return engine.Space{Tables: s.namespace} }

// complained tells whether something has been said before about lines of a
// table that are no rows.
func (s *space) complained(table string) bool {
	before := s.garbled[table]
	if s.garbled == nil {
		s.garbled = make(map[string]bool)
	}
	s.garbled[table] = true
	return before
}

// explain adds to an error about a table which namespace's it is.
func (s *space) explain(err error) error {
	if s.namespace.Own {
		return err
	}
	return fmt.Errorf("network namespace %s: %w", s.name, err)
}
