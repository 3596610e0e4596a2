package netns

import (
	"cmp"
	"context"
	"slices"

	"github.com/gonetstat/gonetstat/internal/procmap"
)

// Listing is what List found.
type Listing struct {
	// Namespaces holds each namespace once: the program's own, then those
	// with a name in the order of their first names, then the others in the
	// order of their inodes. None is the program's own if the procfs does not
	// show the program to itself.
	Namespaces []*Namespace
	// Unusable has an *Error for each name that leads to no network
	// namespace, such as what is left of one that exists in another mount
	// namespace only.
	Unusable []error
	// Gaps tells what could not be looked at.
	Gaps Gaps

	finder *Finder
	census *census
	round  int
	closed []uint64 // namespaces that are mounted where they may not be opened
}

// List finds all network namespaces that are kept by a name, a mount, a process,
// a thread or a descriptor. It fails if /proc cannot be read or the context ends.
func (f *Finder) List() (*Listing, error) {
	listing, err := f.ListAhead()
	if err != nil {
		return nil, err
	}
	ctx, end := context.WithCancel(f.ctx)
	defer end()
	scan := procmap.StartAll(ctx, f.config.Proc, procmap.Only{})
	scan.Limit(nil) // nobody asks whose sockets are
	if _, err := listing.Complete(scan); err != nil {
		return nil, err
	}
	return listing, nil
}

// ListAhead finds the network namespaces that are kept by a name, by a mount that
// the program itself sees, by a process or a thread: nearly always all of them,
// in a small part of List's time. Complete finds the others. It fails as List
// does.
func (f *Finder) ListAhead() (*Listing, error) {
	type filed struct {
		names  *directory
		mounts map[uint64][]file
		closed []uint64
	}
	read := make(chan filed)
	go func() {
		names := f.config.readNames()
		mounts, closed := f.config.ownMounts(names)
		read <- filed{names, mounts, closed}
	}()
	lives, round, err := f.all()
	files := <-read
	if err != nil {
		return nil, err
	}

	listing := &Listing{Unusable: files.names.unusable, finder: f, census: lives, round: round, closed: files.closed}
	found := make(map[uint64]*Namespace)
	if own := f.Self(); own.Inode != 0 || f.config.hasOwn() {
		found[own.Inode] = own
	}
	for inode, entry := range files.names.entries {
		n := listing.get(found, inode)
		n.Names, n.files = entry.names, entry.files
	}
	for inode, mounts := range files.mounts {
		n := listing.get(found, inode)
		n.files = append(n.files, mounts...)
	}
	for inode, residents := range lives.residents {
		listing.get(found, inode).residents = residents
	}
	listing.add(found)
	listing.Gaps.Processes = f.config.elsewhere(lives.hidden, listing.Namespaces)
	listing.Gaps.Lacks = lacking()
	listing.Gaps.Hidden = f.config.hidesProcesses()
	listing.Gaps.Outside = f.config.isInner()
	return listing, nil
}

// Complete adds the namespaces that are kept by a mount that only other processes
// see, or by a descriptor alone, and returns them. The descriptors are those that
// a scan has met which procmap.StartAll has started, and which may be one for the
// owners of sockets: it reads the same links. The error is that of the context.
func (l *Listing) Complete(scan *procmap.Scan) (added []*Namespace, err error) {
	c := l.finder.config
	all := make(map[uint64]*Namespace)
	for _, n := range l.Namespaces {
		all[n.Inode] = n
	}
	found := make(map[uint64]*Namespace)
	mounts, err := c.mountsOfOthers(l.finder.ctx, l.census.pids, func(inode uint64) bool { return all[inode] != nil })
	if err != nil {
		return nil, err
	}
	for inode, files := range mounts.files {
		l.get(found, inode).files = files
	}
	for _, d := range c.descriptors(scan.NetNS()) {
		n := all[d.inode]
		if n == nil {
			n = l.get(found, d.inode)
		}
		n.mu.Lock()
		n.files = append(n.files, d.file)
		n.mu.Unlock()
	}
	if err := l.finder.ctx.Err(); err != nil {
		return nil, err
	}
	added = l.add(found)
	l.closed = append(l.closed, mounts.closed...)
	l.Gaps.Mounts, l.Gaps.Cut = l.missing(l.closed), mounts.cut
	missed := scan.Missed()
	l.Gaps.Short = mounts.short || tooFewFiles(missed)
	l.Gaps.Descriptors = missed != nil && !tooFewFiles(missed)
	return added, nil
}

// missing counts the namespaces of some inodes that are not listed.
func (l *Listing) missing(inodes []uint64) int {
	missing := make(map[uint64]bool)
	for _, inode := range inodes {
		missing[inode] = true
	}
	for _, n := range l.Namespaces {
		delete(missing, n.Inode)
	}
	return len(missing)
}

// get returns a namespace of a map, which it adds if it is missing.
func (l *Listing) get(in map[uint64]*Namespace, inode uint64) *Namespace {
	n := in[inode]
	if n == nil {
		n = &Namespace{Inode: inode, finder: l.finder}
		in[inode] = n
	}
	return n
}

// add adds namespaces and returns them in order.
func (l *Listing) add(found map[uint64]*Namespace) []*Namespace {
	added := make([]*Namespace, 0, len(found))
	for _, n := range found {
		n.round, n.deserted = l.round, len(n.residents) == 0
		added = append(added, n)
	}
	slices.SortFunc(added, inOrder)
	l.Namespaces = append(l.Namespaces, added...)
	slices.SortFunc(l.Namespaces, inOrder)
	return added
}

// inOrder compares two namespaces by their places in a Listing.
func inOrder(a, b *Namespace) int {
	rank := func(n *Namespace) int {
		switch {
		case n.Own:
			return 0
		case len(n.Names) > 0:
			return 1
		default:
			return 2
		}
	}
	if c := cmp.Compare(rank(a), rank(b)); c != 0 {
		return c
	}
	if len(a.Names) > 0 && len(b.Names) > 0 {
		return cmp.Compare(a.Names[0], b.Names[0])
	}
	return cmp.Compare(a.Inode, b.Inode)
}
