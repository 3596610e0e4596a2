package sockdiag

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// numbered gives rows told apart by their inodes.
func numbered(inodes ...uint64) (rows []procnet.Socket) {
	for _, inode := range inodes {
		rows = append(rows, procnet.Socket{Inode: inode})
	}
	return rows
}

func behind(first, second []procnet.Socket) (inodes []uint64) {
	var s Seam
	for i := range first {
		s.Given(&first[i])
	}
	for i := range second {
		if s.Behind(&second[i]) {
			inodes = append(inodes, second[i].Inode)
		}
	}
	return inodes
}

func TestListingGoesOnBehindItsEnd(t *testing.T) {
	for _, c := range []struct{ first, second, behind []uint64 }{
		{nil, nil, nil},
		{nil, []uint64{1, 2}, []uint64{1, 2}},
		{[]uint64{1, 2}, []uint64{1, 2, 3, 4}, []uint64{3, 4}},
		{[]uint64{1, 2}, []uint64{1, 3, 4}, []uint64{3, 4}},    // the last has gone
		{[]uint64{1, 2}, []uint64{9, 1, 2, 3}, []uint64{9, 3}}, // a new one in front
		{[]uint64{1, 2}, []uint64{1, 9, 2, 3}, []uint64{9, 3}}, // and between
		{[]uint64{1, 2}, []uint64{1, 2}, nil},
		{[]uint64{1, 2}, []uint64{3, 4}, []uint64{3, 4}}, // all have gone
		{[]uint64{1, 2}, nil, nil},
	} {
		assert.Equal(t, c.behind, behind(numbered(c.first...), numbered(c.second...)), "%v", c)
	}
}

func TestOnlyTheEndOfALongListingIsRemembered(t *testing.T) {
	var first []uint64
	for i := range uint64(3 * seamLength) {
		first = append(first, 1+i)
	}
	last := first[len(first)-1]
	assert.Equal(t, []uint64{last + 2}, behind(numbered(first...), numbered(1, last+1, last-seamLength+1, last+2)))
	assert.Empty(t, behind(numbered(first...), numbered(1, last+1, last-seamLength)))
}

func TestSocketsWithoutInodeAreTheirEnds(t *testing.T) {
	row := func(local, remote string) procnet.Socket {
		return procnet.Socket{Local: netip.MustParseAddrPort(local), Remote: netip.MustParseAddrPort(remote)}
	}
	a, b := row("127.0.0.1:1", "127.0.0.1:2"), row("127.0.0.1:2", "127.0.0.1:1")
	assert.Len(t, behind([]procnet.Socket{a}, []procnet.Socket{a, b}), 1)
}

func TestNoSocketIsLostOrDoubledAtTheSeam(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		// All that there ever are, in their order, and those of them in each listing.
		ever := make([]uint64, 8000)
		for i := range ever {
			ever[i] = uint64(1 + i)
		}
		some := func() []uint64 {
			return slices.DeleteFunc(slices.Clone(ever), func(uint64) bool { return random.IntN(4) == 0 })
		}
		first, second := some(), some()
		broken := first[:random.IntN(len(first))]
		got := behind(numbered(broken...), numbered(second...))
		end := uint64(0)
		if len(broken) > 0 {
			end = broken[len(broken)-1]
		}
		had, has := map[uint64]bool{}, map[uint64]bool{}
		for _, inode := range broken {
			had[inode] = true
		}
		for _, inode := range got {
			require.False(t, had[inode], "doubled")
			has[inode] = true
		}
		for _, inode := range second {
			require.True(t, inode <= end || has[inode], "lost")
		}
	}
}
