package procmap

import (
	"cmp"
	"slices"
)

// maxHolders is how many descriptors of one socket are kept. A process may have
// any number of them.
const maxHolders = 1024

// Holders are the descriptors by which processes have a socket, in the order of
// the processes and then of the descriptors. Of very many only the first 1024
// are known.
type Holders struct {
	shares    []share
	processes []*Owner
}

// Len returns how many there are.
func (h Holders) Len() int { return len(h.shares) }

// At returns the process of one of them, and its number there. In a thread that
// has descriptors of its own it is the thread's.
func (h Holders) At(i int) (owner *Owner, fd int) {
	s := h.shares[i]
	return h.processes[s.rank], int(s.fd)
}

// Holders returns all who have the socket with this inode. There are none unless
// Search.Every asked for them.
func (o *Owners) Holders(inode uint64) Holders {
	slot := o.sockets.find(inode)
	if slot < 0 || o.shares.ends == nil {
		return Holders{}
	}
	return Holders{o.shares.of(slot), o.processes}
}

// share is a descriptor of a process, known by its rank.
type share struct{ rank, fd uint32 }

// shares are those of all sockets.
type shares struct {
	all  []share  // of the sockets in the order of their slots
	ends []uint32 // where those of each slot end
}

// of returns those of the socket in a slot.
func (s *shares) of(slot int) []share {
	start := uint32(0)
	if slot > 0 {
		start = s.ends[slot-1]
	}
	its := s.all[start:s.ends[slot]]
	return its[:min(len(its), maxHolders)]
}

// share sorts claims by the slots of their sockets, by counting.
func (o *Owners) share(claims claimList) {
	next := make([]uint32, len(o.sockets.inodes)) // counts, then where the next share of a slot goes
	for c := range claims.all {
		if slot := o.sockets.find(c.inode); slot >= 0 {
			next[slot]++
		}
	}
	sum := uint32(0)
	for slot, n := range next {
		next[slot] = sum
		sum += n
	}
	all := make([]share, sum)
	for c := range claims.all {
		if slot := o.sockets.find(c.inode); slot >= 0 {
			all[next[slot]] = share{c.rank, c.fd}
			next[slot]++
		}
	}
	start := uint32(0)
	for _, end := range next {
		if end-start > 1 {
			slices.SortFunc(all[start:end], func(a, b share) int {
				return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.fd, b.fd))
			})
		}
		start = end
	}
	o.shares = shares{all, next}
}
