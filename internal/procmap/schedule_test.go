package procmap

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// openScan returns a scan of n fabricated processes without workers, and the
// processes in order, as given to n workers. They have no descriptors yet.
func openScan(t *testing.T, n int) (s *Scan, processes []*process, hold func(p *process, links ...string)) {
	t.Helper()
	proc := t.TempDir()
	for i := range n {
		newProcess(t, proc, fmt.Sprint(1+i), "p")
	}
	s, err := newScan(context.Background(), proc)
	require.NoError(t, err)
	t.Cleanup(func() { unix.Close(s.proc) })
	for range n {
		p := s.next(nil)
		require.NotNil(t, p)
		processes = append(processes, p)
	}
	return s, processes, func(p *process, links ...string) {
		for i, link := range links {
			require.NoError(t, os.Symlink(link, filepath.Join(proc, string(p.pid), "fd", fmt.Sprint(i))))
		}
	}
}

// finishScan ends a scan whose processes have been read by the worker.
func finishScan(t *testing.T, s *Scan, w *worker, processes []*process) *Owners {
	t.Helper()
	for _, p := range processes {
		s.release(p)
	}
	w.run()
	s.finish()
	require.NotNil(t, s.owners)
	return s.owners
}

func TestSlowFirstOwnerWinsOverFasterOnes(t *testing.T) {
	s, processes, hold := openScan(t, 3)
	s.Limit([]uint64{42, 43})
	hold(processes[0], "socket:[43]")
	hold(processes[1], "socket:[42]")
	hold(processes[2], "socket:[42]", "socket:[43]")
	w := newWorker(s)
	w.read(processes[2])
	assert.False(t, s.searching(3), "all sockets have an owner")
	assert.True(t, s.searching(1), "but it may not be their first")
	w.read(processes[0])
	w.read(processes[1])
	owners := finishScan(t, s, w, processes)
	assert.Equal(t, string(processes[1].pid)+"/p", cell(owners, 42))
	assert.Equal(t, string(processes[0].pid)+"/p", cell(owners, 43))
}

func TestSocketFoundLastDoesNotEndTheSearchForOthers(t *testing.T) {
	s, processes, hold := openScan(t, 3)
	s.Limit([]uint64{42, 43})
	hold(processes[0], "socket:[43]")
	hold(processes[1], "socket:[42]")
	hold(processes[2], "socket:[42]")
	w := newWorker(s)
	w.read(processes[2])
	w.read(processes[0])
	w.read(processes[1])
	owners := finishScan(t, s, w, processes)
	assert.Equal(t, string(processes[1].pid)+"/p", cell(owners, 42))
}

func TestLateLimitCountsWhatWasFoundBefore(t *testing.T) {
	s, processes, hold := openScan(t, 2)
	hold(processes[0], "socket:[42]", "socket:[43]")
	w := newWorker(s)
	w.read(processes[0])
	s.Limit([]uint64{42})
	assert.True(t, s.searching(1))
	w.fold()
	assert.False(t, s.searching(1))
	owners := finishScan(t, s, w, processes)
	assert.Equal(t, string(processes[0].pid)+"/p", cell(owners, 42))
	assert.Equal(t, "-", cell(owners, 43))
}

func TestLargeProcessIsSharedWithOtherWorkers(t *testing.T) {
	s, processes, hold := openScan(t, 1)
	links := make([]string, 400)
	for i := range links {
		links[i] = fmt.Sprintf("socket:[%d]", 100+i)
	}
	hold(processes[0], links...)
	idle := make(chan *process)
	go func() { idle <- s.next(nil) }()
	select {
	case <-idle:
		require.Fail(t, "a worker has ended while another may need help")
	case <-time.After(10 * time.Millisecond):
	}
	newWorker(s).read(processes[0])
	assert.Same(t, processes[0], <-idle)
	s.release(processes[0])
	s.release(processes[0])
	assert.Nil(t, s.next(nil))
}
