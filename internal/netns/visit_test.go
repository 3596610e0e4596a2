package netns

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestVisitsLeaveTheProgramWhereItIs(t *testing.T) {
	needRoot(t)
	var inodes []uint64
	var files []*os.File
	for range 4 {
		path := "/run/netns/" + addNamed(t, "")
		file, inode, err := openFile(path)
		require.NoError(t, err)
		defer file.Close()
		files, inodes = append(files, file), append(inodes, inode)
	}
	own, f := inodeAt(t, "/proc/self/ns/net"), finder(t, Config{})
	var group sync.WaitGroup
	for i := range 400 {
		group.Go(func() {
			err := f.visit(files[i%4], func() error {
				assert.NotEqual(t, unix.Getpid(), unix.Gettid(), "not on the first thread")
				assert.Equal(t, inodes[i%4], inodeAt(t, "/proc/thread-self/ns/net"))
				assert.Equal(t, own, inodeAt(t, "/proc/self/ns/net"))
				return nil
			})
			assert.NoError(t, err)
			runtime.LockOSThread()
			assert.Equal(t, own, inodeAt(t, "/proc/thread-self/ns/net"))
			runtime.UnlockOSThread()
			if i%50 == 0 { // a new process must not begin in another namespace
				assert.Equal(t, fmt.Sprintf("net:[%d]\n", own), command(t, "readlink", "/proc/self/ns/net"))
			}
		})
	}
	group.Wait()
	assertNothingEntered(t)
}

func TestVisitNeverRunsOnTheFirstThread(t *testing.T) {
	needRoot(t)
	helper := startHelper(t, "first-thread")
	fields := strings.Fields(line(t, helper.stdout))
	require.Len(t, fields, 4)
	assert.Equal(t, helper.pid(), fields[0])
	assert.NotEqual(t, fields[0], fields[1], "TID of the visit")
	assert.Equal(t, []string{"true", "true"}, fields[2:], "the first thread was elsewhere and stayed")
}

func TestVisitReturnsWhatWentWrong(t *testing.T) {
	needRoot(t)
	file, _, err := openFile("/proc/self/ns/net")
	require.NoError(t, err)
	defer file.Close()
	f := finder(t, Config{})
	assert.Equal(t, os.ErrDeadlineExceeded, f.visit(file, func() error { return os.ErrDeadlineExceeded }))

	uts, err := os.Open("/proc/self/ns/uts")
	require.NoError(t, err)
	defer uts.Close()
	err = f.visit(uts, func() error { t.Error("ran"); return nil })
	assert.EqualError(t, err, "setns: invalid argument")
	assert.ErrorIs(t, err, unix.EINVAL)
}
