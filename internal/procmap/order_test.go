package procmap

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// firstOwners tells the owner of each inode the plain way: one process after
// the other, in the order of the directory.
func firstOwners(t *testing.T, proc string) map[uint64]string {
	t.Helper()
	owners := map[uint64]string{}
	dir, err := os.Open(proc)
	require.NoError(t, err)
	defer dir.Close()
	pids, err := dir.Readdirnames(-1)
	require.NoError(t, err)
	for _, pid := range pids {
		links, err := os.ReadDir(filepath.Join(proc, pid, "fd"))
		require.NoError(t, err)
		for _, entry := range links {
			link, err := os.Readlink(filepath.Join(proc, pid, "fd", entry.Name()))
			require.NoError(t, err)
			var inode uint64
			if _, err := fmt.Sscanf(link, "socket:[%d]", &inode); err == nil && owners[inode] == "" {
				owners[inode] = pid + "/p" + pid
			}
		}
	}
	return owners
}

// sharedSockets fabricates processes that hold many sockets in common, some
// of them more than a worker reads at a time.
func sharedSockets(t *testing.T, random *rand.Rand) (proc string, inodes []uint64) {
	proc = t.TempDir()
	const sockets = 1000
	for range 40 {
		count := random.IntN(15)
		if random.IntN(20) == 0 {
			count = 350 + random.IntN(400)
		}
		links := make([]string, count)
		for i := range links {
			links[i] = fmt.Sprintf("socket:[%d]", 100+random.IntN(sockets))
		}
		pid := fmt.Sprint(1 + random.IntN(1<<20))
		if _, err := os.Stat(filepath.Join(proc, pid)); err != nil {
			newProcess(t, proc, pid, "p"+pid, links...)
		}
	}
	for i := range uint64(sockets + 200) {
		inodes = append(inodes, i)
	}
	return proc, inodes
}

func TestFirstOwnerWinsWhateverTheTiming(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range 2 {
		proc, inodes := sharedSockets(t, random)
		expected := firstOwners(t, proc)
		for range 50 {
			runtime.GOMAXPROCS(1 + random.IntN(8))
			wanted := append([]uint64(nil), inodes...)
			random.Shuffle(len(wanted), func(i, j int) { wanted[i], wanted[j] = wanted[j], wanted[i] })
			wanted = wanted[:random.IntN(1+len(wanted))]
			if random.IntN(2) == 0 {
				// Few sockets end the scan early.
				wanted = wanted[:min(len(wanted), random.IntN(5))]
			}
			scan := Start(context.Background(), proc, Only{})
			switch random.IntN(4) {
			case 0:
				scan.Limit(wanted)
			case 1:
				time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
				scan.Limit(wanted)
			case 2:
				_, err := scan.Wait()
				require.NoError(t, err)
				scan.Limit(wanted)
			}
			owners, err := scan.Wait()
			require.NoError(t, err)
			for _, inode := range wanted {
				owner := expected[inode]
				if owner == "" {
					owner = "-"
				}
				require.Equal(t, owner[:min(len(owner), cellWidth)], cell(owners, inode), "inode %d", inode)
			}
			require.Equal(t, Complete, owners.Notice())
		}
	}
}
