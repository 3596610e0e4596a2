package procmap

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newProcess adds a process with these links among its descriptors to a
// fabricated proc directory.
func newProcess(t testing.TB, proc, pid, cmdline string, links ...string) {
	t.Helper()
	fds := filepath.Join(proc, pid, "fd")
	require.NoError(t, os.MkdirAll(fds, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(proc, pid, "cmdline"), []byte(cmdline), 0o644))
	for i, link := range links {
		require.NoError(t, os.Symlink(link, filepath.Join(fds, strconv.Itoa(i))))
	}
}

func scanAll(t testing.TB, proc string) *Owners {
	t.Helper()
	owners, err := Start(context.Background(), proc).Wait()
	require.NoError(t, err)
	return owners
}

func cell(o *Owners, inode uint64) string {
	if owner, ok := o.Lookup(inode); ok {
		return owner.Cell
	}
	return "-"
}

func TestScanFindsOwners(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "4711", "/usr/bin/foo\x00-x\x00", "/dev/null", "socket:[4242]", "pipe:[4243]", "[0000]:77")
	newProcess(t, proc, "4711abc", "foo", "socket:[4244]")
	o := scanAll(t, proc)
	owner, ok := o.Lookup(4242)
	require.True(t, ok)
	assert.Equal(t, Owner{PID: 4711, Program: "foo", Cell: "4711/foo"}, *owner)
	assert.Equal(t, "4711/foo", cell(o, 77))
	assert.Equal(t, "-", cell(o, 4243))
	assert.Equal(t, "-", cell(o, 4244))
	assert.Equal(t, Complete, o.Notice())
}

func TestFirstProcessOfDirectoryOwnsSharedSocket(t *testing.T) {
	proc := t.TempDir()
	for _, pid := range []string{"300", "20", "1", "4000", "50", "7", "999", "123"} {
		newProcess(t, proc, pid, "p"+pid, "socket:[42]")
	}
	dir, err := os.Open(proc)
	require.NoError(t, err)
	defer dir.Close()
	names, err := dir.Readdirnames(-1) // in the directory's own order
	require.NoError(t, err)
	assert.Equal(t, fmt.Sprintf("%s/p%s", names[0], names[0]), cell(scanAll(t, proc), 42))
}

func TestLargeProcessIsReadCompletely(t *testing.T) {
	proc := t.TempDir()
	links := make([]string, 5000)
	for i := range links {
		links[i] = fmt.Sprintf("socket:[%d]", 100000+i)
	}
	newProcess(t, proc, "7", "big", links...)
	o := scanAll(t, proc)
	for i := range links {
		require.Equal(t, "7/big", cell(o, uint64(100000+i)))
	}
}

func TestMissingProcIsAnError(t *testing.T) {
	owners, err := Start(context.Background(), filepath.Join(t.TempDir(), "none")).Wait()
	require.ErrorIs(t, err, os.ErrNotExist)
	assert.Equal(t, NoneReadable, owners.Notice())
	assert.Equal(t, "-", cell(owners, 1))
}
