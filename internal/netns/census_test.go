package netns

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// crowd makes a directory that looks like /proc, with more processes in the
// program's own namespace, 1, than are asked at once, and one each in 7 and 9.
func crowd(t *testing.T) (proc string, processes int) {
	t.Helper()
	files := map[string]string{"self/ns/net": "-> net:[1]"}
	processes = 2 * batch * runtime.GOMAXPROCS(0)
	for pid := range processes {
		files[fmt.Sprintf("%d/ns/net", 1000+pid)] = "-> net:[1]"
	}
	files["1/ns/net"], files["1/net/tcp"] = "-> net:[7]", "of 7"
	files["999999/ns/net"], files["999999/net/tcp"] = "-> net:[9]", "of 9"
	return procTree(t, files), processes + 2
}

func TestNamespacesShareACensusThatGoesNoFurtherThanNeeded(t *testing.T) {
	proc, processes := crowd(t)
	f := finder(t, Config{Proc: proc, Dirs: []string{}})
	_, err := f.namespace(7).Open("tcp")
	require.NoError(t, err)
	_, err = f.namespace(9).Open("tcp")
	require.NoError(t, err)
	// The order of the directory decides which of them is found first.
	first := f.census
	assert.Len(t, first.residents[7], 1)
	assert.Len(t, first.residents[9], 1)
	for inode := uint64(20); inode < 30; inode++ { // nobody lives there
		_, err := f.namespace(inode).Open("tcp")
		require.ErrorIs(t, err, ErrGone)
	}
	assert.Same(t, first, f.census)
	assert.Equal(t, 1, f.round)
	assert.Empty(t, first.unasked)
	assert.Len(t, first.residents[1], processes-2, "each process is asked once")
}

func TestACensusStopsWhereItHasFoundSomeone(t *testing.T) {
	proc, processes := crowd(t)
	c, err := newCensus(proc)
	require.NoError(t, err)
	require.Len(t, c.unasked, processes)
	require.NoError(t, c.take(t.Context(), 1))
	unasked := len(c.unasked)
	assert.Equal(t, processes-batch*runtime.GOMAXPROCS(0), unasked)
	require.NoError(t, c.take(t.Context(), 1))
	assert.Len(t, c.unasked, unasked, "someone is known")
}

func TestAnotherCensusIsTakenWhenResidentsHaveLeft(t *testing.T) {
	proc := procTree(t, map[string]string{
		"self/ns/net": "-> net:[1]", "20/ns/net": "-> net:[7]", "20/net/tcp": "first",
	})
	f := finder(t, Config{Proc: proc, Dirs: []string{}})
	n := f.namespace(7)
	assert.Equal(t, "first", readTable(t, n, "tcp"))
	require.NoError(t, os.RemoveAll(proc+"/20"))
	setFile(t, proc+"/30/ns/net", "-> net:[7]")
	setFile(t, proc+"/30/net/tcp", "second")
	assert.Equal(t, "second", readTable(t, n, "tcp"))
	assert.Equal(t, 2, f.round)
}

func TestANamespaceIsNotLookedForWhenTheContextHasEnded(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	proc, _ := crowd(t)
	f := NewFinder(ctx, Config{Proc: proc, Dirs: []string{}})
	end()
	_, err := f.namespace(7).Open("tcp")
	assert.ErrorIs(t, err, context.Canceled)
	_, err = f.namespace(7).Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	assert.ErrorIs(t, err, context.Canceled)
}

func TestDesertedNamespacesAreEnteredAfterOneCensus(t *testing.T) {
	needRoot(t)
	f := finder(t, Config{})
	for range 6 {
		n, err := f.Resolve(addNamed(t, ""))
		require.NoError(t, err)
		assert.Contains(t, readTable(t, n, "dev"), "Inter-|")
	}
	assert.Equal(t, 1, f.round)
}
