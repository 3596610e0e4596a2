package procmap

import (
	"math"
	"math/bits"
	"sync/atomic"
)

// noRank is the rank of the owner of a socket that has none.
const noRank = math.MaxUint32

// table maps inodes to the rank of their owner. It is an open-addressing hash
// table with linear probing: twelve bytes a slot, at most three quarters of
// them in use. Inodes are added before it is shared; ranks change by claim only.
type table struct {
	inodes []uint64 // noInode in an empty slot
	ranks  []atomic.Uint32
	shift  uint // leaves the bits of a hash that index a slot
}

// newTable returns an empty table with room for n inodes.
func newTable(n int) table {
	size := 1 << bits.Len(uint(n+n/3))
	t := table{
		inodes: make([]uint64, size),
		ranks:  make([]atomic.Uint32, size),
		shift:  uint(64 - bits.TrailingZeros(uint(size))),
	}
	for i := range t.inodes {
		t.inodes[i] = noInode
		t.ranks[i].Store(noRank)
	}
	return t
}

// probe returns the slot of the inode, or the empty one where it belongs.
func (t *table) probe(inode uint64) int {
	// Multiplying by 2⁶⁴/φ spreads inodes given in sequence evenly.
	slot := int(inode * 0x9E3779B97F4A7C15 >> t.shift)
	for t.inodes[slot] != inode && t.inodes[slot] != noInode {
		slot = (slot + 1) & (len(t.inodes) - 1)
	}
	return slot
}

// add makes sure that the table has the inode, tells its slot and whether it is new.
func (t *table) add(inode uint64) (slot int, added bool) {
	slot = t.probe(inode)
	added = t.inodes[slot] == noInode
	t.inodes[slot] = inode
	return slot, added
}

// find returns the slot of the inode, or -1.
func (t *table) find(inode uint64) int {
	slot := t.probe(inode)
	if t.inodes[slot] != inode || inode == noInode {
		return -1
	}
	return slot
}

// claim makes the process of this rank the owner, unless one of a lower rank
// is, and reports whether there was no owner before. Any worker may call it
// at any time: the lowest rank wins.
func (t *table) claim(slot int, rank uint32) (first bool) {
	for {
		owner := t.ranks[slot].Load()
		if owner <= rank {
			return false
		}
		if t.ranks[slot].CompareAndSwap(owner, rank) {
			return owner == noRank
		}
	}
}

// lastRank returns the highest rank of an owner.
func (t *table) lastRank() uint32 {
	last := uint32(0)
	for i := range t.ranks {
		if rank := t.ranks[i].Load(); rank != noRank {
			last = max(last, rank)
		}
	}
	return last
}
