package netstat

import (
	"context"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/process"
	"github.com/gonetstat/gonetstat/internal/procmap"
)

// space is a network namespace that is looked into.
type space struct {
	namespace *netns.Namespace
	public    *Namespace      // as rows have it
	listed    bool            // nobody asked for it, so that it may be gone
	lost      bool            // its tables cannot be read
	read      bool            // some table of it could be read, or is known not to be there
	garbled   map[string]bool // its tables that hold lines which are no rows
}

// choice is the namespaces to look into, each once.
type choice struct {
	spaces []*space
	errs   []error       // about those that cannot be found
	scan   *procmap.Scan // of the processes, if one was needed to find them
	gaps   Gaps
	seen   map[netns.ID]bool

	complete func() // finds those that take longer to be found; nil if there are none
}

// add adds a namespace by its label, unless it has been added.
func (c *choice) add(n *netns.Namespace, label string, listed bool) {
	if c.seen[n.ID()] {
		return
	}
	if c.seen == nil {
		c.seen = make(map[netns.ID]bool)
	}
	c.seen[n.ID()] = true
	c.spaces = append(c.spaces, &space{
		namespace: n,
		public:    &Namespace{Label: label, Inode: n.Inode, Own: n.Own, Names: n.Names, PIDs: residents(n)},
		listed:    listed,
	})
}

// residents are the processes that are known to live in a namespace, in order.
func residents(n *netns.Namespace) (pids []int) {
	for _, h := range n.Holders() {
		if h.Kind == netns.ByProcess {
			pids = append(pids, h.PID)
		}
	}
	slices.Sort(pids)
	return pids
}

// label is what rows have as their NetNS.
func label(n *netns.Namespace) string {
	if n.Own && len(n.Names) == 0 {
		return ""
	}
	return n.Label()
}

// choose finds the namespaces that the options choose, as far as they are found at
// once.
func (o *Options) choose(ctx context.Context, finder *netns.Finder) *choice {
	c := &choice{}
	if o.AllNetNS {
		c.ahead(ctx, finder, o)
		return c
	}
	if len(o.NetNS)+len(o.NetNSNames)+len(o.NetNSPIDs) == 0 {
		c.add(finder.Self(), "", false)
	}
	c.named(finder, o)
	return c
}

// named finds the namespaces that the options name.
func (c *choice) named(finder *netns.Finder, o *Options) {
	resolve := func(names []string, find func(string) (*netns.Namespace, error)) {
		for _, name := range names {
			if n, err := find(name); err != nil {
				c.errs = append(c.errs, namespaceError(err, name, 0))
			} else {
				c.add(n, label(n), false)
			}
		}
	}
	resolve(o.NetNS, finder.Resolve)
	resolve(o.NetNSNames, finder.Name)
	for _, pid := range o.NetNSPIDs {
		if n, err := finder.Process(pid); err != nil {
			c.errs = append(c.errs, processError(o.config().Proc, pid, err))
		} else {
			c.add(n, label(n), false)
		}
	}
}

// ahead finds nearly all of all namespaces, in a small part of the time that all of
// them take. Where owners are wanted too, one scan of the processes finds both.
func (c *choice) ahead(ctx context.Context, finder *netns.Finder, o *Options) {
	listing, err := finder.ListAhead()
	if err != nil {
		c.errs = append(c.errs, err)
		return
	}
	search := procmap.Search{Only: o.filter().Only, NetNS: true, Every: o.AllOwners, Names: procmap.AllNames}
	scan := search.Start(ctx, o.config().Proc)
	if o.wantsOwners() {
		c.scan = scan
	} else {
		scan.Limit(nil) // nobody asks whose sockets are
	}
	c.addAll(listing.Namespaces)
	c.complete = func() {
		if _, err := listing.Complete(scan); err != nil {
			c.errs = append(c.errs, err)
			return
		}
		for _, err := range listing.Unusable {
			c.errs = append(c.errs, namespaceError(err, "", 0))
		}
		c.addAll(listing.Namespaces)
		g := &listing.Gaps
		c.gaps = Gaps{
			Unasked: g.Processes, Hidden: g.Hidden, Outside: g.Outside,
			Descriptors: g.Descriptors, Mounts: g.Mounts + g.Cut, TooFewFiles: g.Short,
		}
		c.named(finder, o)
	}
	if process.Scarce() {
		c.rest()
	}
}

// addAll adds those of all namespaces that are missing, and puts all in their order.
func (c *choice) addAll(all []*netns.Namespace) {
	place := make(map[*netns.Namespace]int, len(all))
	for i, n := range all {
		place[n] = i
		c.add(n, label(n), true)
	}
	slices.SortFunc(c.spaces, func(a, b *space) int { return place[a.namespace] - place[b.namespace] })
}

// rest finds the namespaces that are missing.
func (c *choice) rest() {
	if c.complete != nil {
		c.complete()
		c.complete = nil
	}
}

func processError(proc string, pid int, err error) error {
	name := strconv.Itoa(pid)
	cause := &os.PathError{Op: "readlink", Path: filepath.Join(proc, name, "ns/net"), Err: err}
	return namespaceError(cause, name, 0)
}

func (o *Options) config() netns.Config {
	c := netns.Config{Proc: o.ProcRoot, Dirs: o.NetNSDirs}
	if c.Proc == "" {
		c.Proc = "/proc"
	}
	return c
}

func namespaces(ctx context.Context, o Options) iter.Seq2[Namespace, error] {
	return eachSpace(ctx, o, func(s *space, yield func(Namespace, error) bool) bool {
		return yield(*s.public, nil)
	})
}

// eachSpace gives the caller what list gives of each namespace that the options
// choose, one after the other. list tells whether the caller wants more.
func eachSpace[T any](ctx context.Context, o Options, list func(s *space, yield func(T, error) bool) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		finding, end := context.WithCancel(ctx)
		defer end()
		c := o.choose(finding, netns.NewFinder(finding, o.config()))
		c.rest()
		if !report(ctx, c.errs, yield) {
			return
		}
		if o.Gaps != nil {
			o.Gaps(c.gaps)
		}
		for _, s := range c.spaces {
			if !report(ctx, nil, yield) || !list(s, yield) {
				return
			}
		}
	}
}

// report gives the caller errors, or that of the context if it has ended, and
// tells whether the caller wants more.
func report[T any](ctx context.Context, errs []error, yield func(T, error) bool) bool {
	var none T
	if err := ctx.Err(); err != nil {
		yield(none, err)
		return false
	}
	for _, err := range errs {
		if !yield(none, err) {
			return false
		}
	}
	return true
}
