package netns

import (
	"cmp"
	"slices"
)

// Listing is what List found.
type Listing struct {
	// Namespaces holds each namespace once: the program's own, then those
	// with a name in the order of their first names, then the others in the
	// order of their inodes. None is the program's own if the procfs does not
	// show the program to itself.
	Namespaces []*Namespace
	// Unreadable is the number of processes that do not let the program know
	// where they live, mostly because they are another user's (ptrace(2),
	// "access mode checking"), and that may live in namespaces which are not
	// listed. Those that clearly live in a listed one are not counted.
	Unreadable int
	// Hidden tells that /proc keeps the processes of other users to itself
	// (hidepid=2, proc(5)): it shows no process 1, which there always is.
	Hidden bool
	// Unusable has an *Error for each name that leads to no network
	// namespace, such as what is left of one that exists in another mount
	// namespace only.
	Unusable []error
}

// List finds all network namespaces that have a name, or in which a process or
// a thread lives. It fails if /proc cannot be read or the context ends.
func (f *Finder) List() (*Listing, error) {
	read := make(chan *directory)
	go func() { read <- f.config.readNames() }()
	lives, round, err := f.all()
	named := <-read
	if err != nil {
		return nil, err
	}

	byInode := make(map[uint64]*Namespace)
	if own := f.Self(); own.Inode != 0 || f.config.hasOwn() {
		byInode[own.Inode] = own
	}
	get := func(inode uint64) *Namespace {
		n := byInode[inode]
		if n == nil {
			n = &Namespace{Inode: inode, finder: f}
			byInode[inode] = n
		}
		return n
	}
	for inode, entry := range named.entries {
		n := get(inode)
		n.Names, n.files = entry.names, entry.files
	}
	for inode, residents := range lives.residents {
		get(inode).residents = residents
	}

	listing := &Listing{Unusable: named.unusable}
	for _, n := range byInode {
		n.round, n.deserted = round, len(n.residents) == 0
		listing.Namespaces = append(listing.Namespaces, n)
	}
	slices.SortFunc(listing.Namespaces, inOrder)
	listing.Unreadable = f.config.elsewhere(lives.hidden, listing.Namespaces)
	listing.Hidden = f.config.hidesProcesses()
	return listing, nil
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
