package netstat

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

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
	name      string // "" for the program's own, unless it has a name
	net       string // directory of its tables, as the namespace's processes know it
	listed    bool   // nobody asked for it, so that it may be gone
	lost      bool   // its tables cannot be read
}

// spaces finds the namespaces of some places, each once. The errors are about
// those that it cannot find.
func (p *pass) spaces(where places) (spaces []*space, errs []error) {
	seen := make(map[uint64]bool)
	add := func(n *netns.Namespace, listed bool) {
		if seen[n.Inode] {
			return
		}
		seen[n.Inode] = true
		spaces = append(spaces, p.space(n, listed))
	}
	if where.all {
		listing, err := p.finder.List()
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
		add(p.finder.Self(), false)
	}
	for _, name := range where.names {
		n, err := p.finder.Resolve(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		add(n, false)
	}
	for _, pid := range where.pids {
		n, err := p.ofProcess(pid)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		add(n, false)
	}
	return spaces, errs
}

// ofProcess finds the namespace that a process lives in.
func (p *pass) ofProcess(pid int) (*netns.Namespace, error) {
	n, err := p.finder.Process(pid)
	if err != nil {
		path := filepath.Join(p.proc, strconv.Itoa(pid), "ns/net")
		return nil, &os.PathError{Op: "readlink", Path: path, Err: err}
	}
	return n, nil
}

func (p *pass) space(n *netns.Namespace, listed bool) *space {
	s := &space{namespace: n, net: filepath.Join(p.proc, "net"), listed: listed}
	if !n.Own || len(n.Names) > 0 {
		s.name = n.Label()
	}
	return s
}

// open opens a table. The file is nil, and there is no error, if the kernel
// has no such table or the namespace has ended.
func (s *space) open(table string) (*os.File, error) {
	file, err := s.namespace.Open(table)
	if err == nil {
		return file, nil
	}
	if _, whole := errors.AsType[*netns.Error](err); whole {
		s.lost = true
		if s.listed && errors.Is(err, netns.ErrGone) {
			return nil, nil
		}
		return nil, err
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, s.explain(err)
	}
	if s.namespace.Own {
		if _, err := os.Stat(s.net); err != nil {
			s.lost = true
			return nil, err
		}
	}
	return nil, nil
}

// explain adds to an error about a table which namespace's it is.
func (s *space) explain(err error) error {
	if s.namespace.Own {
		return err
	}
	return fmt.Errorf("network namespace %s: %w", s.name, err)
}
