package procmap

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// holders gives what is known of who has a socket, as words like "7/a:3".
func holders(o *Owners, inode uint64) (all []string) {
	its := o.Holders(inode)
	for i := range its.Len() {
		owner, fd := its.At(i)
		all = append(all, fmt.Sprintf("%d/%s:%d", owner.PID, owner.Name, fd))
	}
	return all
}

func TestEveryHolderIsFound(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "7", "p7\x00", "socket:[41]", "socket:[42]", "socket:[42]")
	require.NoError(t, os.WriteFile(filepath.Join(proc, "7/comm"), []byte("new\x1bline\n"), 0o644))
	newProcess(t, proc, "8", "p8\x00", "/dev/null", "socket:[42]")
	newProcess(t, proc, "9", "p9\x00", "socket:[43]")
	ranks := firstOwners(t, proc) // the directory's order decides
	for _, limited := range []bool{false, true} {
		scan := Search{Every: true}.Start(context.Background(), proc)
		if limited {
			scan.Limit([]uint64{41, 42, 44})
		}
		owners, err := scan.Wait()
		require.NoError(t, err)
		want := []string{"7/p7:1", "7/p7:2", "8/p8:1"}
		if strings.HasPrefix(ranks[42], "8") {
			want = []string{"8/p8:1", "7/p7:1", "7/p7:2"}
		}
		assert.Equal(t, want, holders(owners, 42))
		assert.Equal(t, ranks[42], cell(owners, 42))
		assert.Equal(t, []string{"7/p7:0"}, holders(owners, 41))
		assert.Empty(t, holders(owners, 44))
		assert.Empty(t, holders(owners, noInode))
		if !limited {
			assert.Equal(t, []string{"9/p9:0"}, holders(owners, 43))
		}
		owner, _ := owners.Lookup(41)
		assert.Equal(t, "new.line", owner.Comm)
	}
	assert.Empty(t, holders(scanAll(t, proc), 42), "nobody asked")
}

func TestEveryHolderOfSomeProcessesIsFound(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "7", "a\x00", "socket:[42]")
	newProcess(t, proc, "8", "b\x00", "socket:[42]")
	owners, err := Search{Only: Only{PIDs: []int{8}}, Every: true, NetNS: true}.Start(context.Background(), proc).Wait()
	require.NoError(t, err)
	assert.Equal(t, []string{"8/b:0"}, holders(owners, 42))
}

// The scan must not end when all sockets have their first owners.
func TestEveryHolderIsFoundWhateverTheTiming(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	proc, inodes := sharedSockets(t, random)
	owners, err := Search{Every: true}.Start(context.Background(), proc).Wait()
	require.NoError(t, err)
	var shared []uint64 // all first owners of some of these are known early
	for _, inode := range inodes {
		if len(holders(owners, inode)) > 1 {
			shared = append(shared, inode)
		}
	}
	require.NotEmpty(t, shared)
	for range 30 {
		runtime.GOMAXPROCS(1 + random.IntN(8))
		scan := Search{Every: true}.Start(context.Background(), proc)
		random.Shuffle(len(shared), func(i, j int) { shared[i], shared[j] = shared[j], shared[i] })
		wanted := shared[:1+random.IntN(min(len(shared), 5))]
		if random.IntN(2) == 0 {
			time.Sleep(time.Duration(random.IntN(10)) * time.Millisecond)
		}
		scan.Limit(wanted)
		found, err := scan.Wait()
		require.NoError(t, err)
		for _, inode := range wanted {
			require.Equal(t, holders(owners, inode), holders(found, inode), "inode %d", inode)
			require.Equal(t, cell(owners, inode), cell(found, inode))
		}
	}
}

func TestVeryManyDescriptorsOfASocketAreNotAllKept(t *testing.T) {
	proc := t.TempDir()
	links := make([]string, maxHolders+100)
	for i := range links {
		links[i] = "socket:[42]"
	}
	newProcess(t, proc, "7", "a\x00", links...)
	owners, err := Search{Every: true}.Start(context.Background(), proc).Wait()
	require.NoError(t, err)
	its := owners.Holders(42)
	require.Equal(t, maxHolders, its.Len())
	_, last := its.At(maxHolders - 1)
	assert.Equal(t, maxHolders-1, last)
}
