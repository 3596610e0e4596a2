package procmap

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
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
	owners, err := Start(context.Background(), proc, Only{}).Wait()
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
	assert.Equal(t, Owner{PID: 4711, Program: "foo", Name: "foo", Cell: "4711/foo"}, *owner)
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
	links := make([]string, 1500)
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
	owners, err := Start(context.Background(), filepath.Join(t.TempDir(), "none"), Only{}).Wait()
	require.ErrorIs(t, err, os.ErrNotExist)
	assert.Equal(t, NoneReadable, owners.Notice())
	assert.Equal(t, "-", cell(owners, 1))
}

func TestLimitForgetsOtherSockets(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "7", "p", "socket:[42]", "socket:[43]")
	scan := Start(context.Background(), proc, Only{})
	scan.Limit([]uint64{43, 43, 44, noInode})
	scan.Limit([]uint64{42}) // comes too late
	owners, err := scan.Wait()
	require.NoError(t, err)
	assert.Equal(t, "7/p", cell(owners, 43))
	assert.Equal(t, "-", cell(owners, 44))
	assert.Equal(t, "-", cell(owners, noInode))
}

func TestScanDoesNotWaitForTheOwnerOfInode0(t *testing.T) {
	for _, c := range []struct {
		inodes  []uint64
		missing int64
	}{{[]uint64{0}, 0}, {[]uint64{0, 42, 0}, 1}, {[]uint64{42}, 1}} {
		s, err := newScan(context.Background(), "/proc")
		require.NoError(t, err)
		s.Limit(c.inodes)
		assert.Equal(t, c.missing, s.missing.Load(), c.inodes)
		assert.Equal(t, c.missing == 0, !s.searching(1), c.inodes)
		require.NoError(t, syscall.Close(s.proc))
	}
}

// The kernel has no links to inode 0, but a made-up tree may.
func TestInode0OfAMadeUpProcHasAnOwner(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "7", "p", "socket:[42]")
	newProcess(t, proc, "8", "q", "[0000]:0")
	for _, limited := range []bool{false, true} {
		scan := Start(context.Background(), proc, Only{})
		if limited {
			scan.Limit([]uint64{42, 0})
		}
		owners, err := scan.Wait()
		require.NoError(t, err)
		assert.Equal(t, "7/p", cell(owners, 42))
		assert.Equal(t, "8/q", cell(owners, 0))
	}
}

func TestCancelledScanHasNoResult(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	owners, err := Start(ctx, "/proc", Only{}).Wait()
	require.ErrorIs(t, err, context.Canceled)
	assert.Nil(t, owners)
}

func TestScanFindsOwnSocketsAndThoseOfOthers(t *testing.T) {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	defer syscall.Close(fd)
	holder := startHolder(t, 1000)
	links := fmt.Sprintf("/proc/%d/fd", holder)
	entries, err := os.ReadDir(links)
	require.NoError(t, err)
	owners := scanAll(t, "/proc")
	sockets := 0
	for _, entry := range entries {
		link, err := os.Readlink(filepath.Join(links, entry.Name()))
		require.NoError(t, err)
		if inode, ok := socketInode([]byte(link)); ok {
			owner, ok := owners.Lookup(inode)
			require.True(t, ok)
			if owner.PID == holder { // not one that it has inherited
				require.Equal(t, Owner{PID: holder, Program: "exe", Name: "exe", Cell: fmt.Sprintf("%d/exe", holder)}, *owner)
				sockets++
			}
		}
	}
	assert.Equal(t, 1000, sockets)
	var own syscall.Stat_t
	require.NoError(t, syscall.Fstat(fd, &own))
	owner, ok := owners.Lookup(own.Ino)
	require.True(t, ok)
	assert.Equal(t, os.Getpid(), owner.PID)
}

func TestFewDescriptorsAreEnough(t *testing.T) {
	proc := t.TempDir()
	request := scanRequest{Proc: proc, Workers: 32, Files: 16}
	var expected []string
	for pid := range 20 {
		links := make([]string, 10)
		for i := range links {
			inode := 1000 + pid*len(links) + i
			links[i] = fmt.Sprintf("socket:[%d]", inode)
			request.Inodes = append(request.Inodes, uint64(inode))
			expected = append(expected, fmt.Sprintf("%d/p", 1+pid))
		}
		newProcess(t, proc, fmt.Sprint(1+pid), "p", links...)
	}
	assert.Equal(t, expected, scanAs(t, request, nil).Cells)
	request.Held = 16
	assert.Equal(t, expected, scanAs(t, request, nil).Cells)
}

func TestScanClosesItsFiles(t *testing.T) {
	proc := t.TempDir()
	links := make([]string, 1000)
	for i := range links {
		links[i] = fmt.Sprintf("socket:[%d]", 1000+i)
	}
	newProcess(t, proc, "7", "p", links...)
	count := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		require.NoError(t, err)
		return len(entries)
	}
	before := count()
	for range 20 {
		scanAll(t, proc)
		ctx, cancel := context.WithCancel(context.Background())
		scan := Start(ctx, proc, Only{})
		cancel()
		_, _ = scan.Wait()
	}
	assert.Equal(t, before, count())
}
