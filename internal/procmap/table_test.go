package procmap

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTableKeepsLowestRank(t *testing.T) {
	table := newTable(3)
	slot, added := table.add(7)
	assert.True(t, added)
	again, added := table.add(7)
	assert.False(t, added)
	assert.Equal(t, slot, again)
	assert.True(t, table.claim(slot, 5))
	assert.False(t, table.claim(slot, 9))
	assert.False(t, table.claim(slot, 2))
	assert.Equal(t, uint32(2), table.ranks[slot].Load())
	assert.Equal(t, uint32(2), table.lastRank())
}

func TestTableFindsAllOfItsInodesAndNoOthers(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 5, 12, 96, 100, 4096, 10000} {
		table := newTable(n)
		for i := range n {
			table.add(uint64(i) << 20)
		}
		used := 0
		for i := range n {
			assert.GreaterOrEqual(t, table.find(uint64(i)<<20), 0)
			assert.Equal(t, -1, table.find(uint64(i)<<20|1))
		}
		for _, inode := range table.inodes {
			if inode != noInode {
				used++
			}
		}
		assert.Equal(t, n, used)
		assert.LessOrEqual(t, used, len(table.inodes)*3/4)
		assert.Equal(t, -1, table.find(noInode))
	}
}
