package procmap

import (
	"cmp"
	"context"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// netnsOf gives what a scan has noted, in order.
func netnsOf(t *testing.T, s *Scan) []NetNS {
	t.Helper()
	_, err := s.Wait()
	require.NoError(t, err)
	return slices.SortedFunc(slices.Values(s.NetNS()), func(a, b NetNS) int {
		return cmp.Or(cmp.Compare(a.PID, b.PID), cmp.Compare(a.FD, b.FD))
	})
}

func TestScanOfAllNotesNetworkNamespaces(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "7", "a", "socket:[41]", "net:[4026532178]", "/", "net:[4026532178]")
	newProcess(t, proc, "8", "b", "mnt:[4026532179]", "net:[1]", "/run/netns/x", "net:[]", "net:[0]", "net:[-1]", "net:[1]x",
		"net:[99999999999999999999]", "net:[18446744073709551615]", "net:[1 ]", "anet:[1]", "/net:[1]", "pipe:[1]", "//")
	newProcess(t, proc, "9", "c", "socket:[42]", "net:[1]")
	want := []NetNS{{7, 1, 4026532178}, {7, 2, 0}, {7, 3, 4026532178}, {8, 1, 1}, {8, 8, 1<<64 - 1}, {9, 1, 1}}
	for _, only := range []Only{{}, {PIDs: []int{9}}, {PIDs: []int{10}}, {Programs: []string{"c"}}} {
		for _, limit := range [][]uint64{nil, {}, {42}, {41, 42, 43}} {
			s := StartAll(context.Background(), proc, only)
			if limit != nil {
				s.Limit(limit)
			}
			assert.Equal(t, want, netnsOf(t, s), "%v %v", only, limit)
			owners, _ := s.Wait()
			plain := Start(context.Background(), proc, only)
			plain.Limit(limit)
			plainOwners, _ := plain.Wait()
			for _, inode := range limit {
				assert.Equal(t, cell(plainOwners, inode), cell(owners, inode))
			}
			assert.Equal(t, plainOwners.Notice(), owners.Notice())
			assert.Empty(t, plain.NetNS())
		}
	}
}

func TestDeniedProcessesCountIfTheirSocketsAreWanted(t *testing.T) {
	proc := openTempDir(t)
	newProcess(t, proc, "7", "a", "socket:[41]")
	newProcess(t, proc, "8", "b", "socket:[42]")
	deny(t, proc, "8/fd")
	request := scanRequest{Proc: proc, Limit: never, Inodes: []uint64{41}, All: true, PIDs: []int{7}}
	report := scanAs(t, request, nobody)
	assert.Equal(t, Complete, report.Notice)
	assert.Equal(t, "permission denied", report.Missed)
	request.PIDs = nil
	report = scanAs(t, request, nobody)
	assert.Equal(t, SomeDenied, report.Notice)
	assert.Equal(t, "permission denied", report.Missed)
	request.PIDs, request.All = []int{7}, false
	assert.Empty(t, scanAs(t, request, nobody).Missed)
}

func TestScanOfAllGoesOnWhenItHasFoundEverySocket(t *testing.T) {
	proc := openTempDir(t)
	for pid := range 300 {
		newProcess(t, proc, strconv.Itoa(100+pid), "a", "socket:[41]", "net:[1]")
	}
	newProcess(t, proc, "8", "b", "socket:[42]")
	deny(t, proc, "8/fd")
	report := scanAs(t, scanRequest{Proc: proc, Limit: atStart, Inodes: []uint64{41}, All: true}, nobody)
	assert.Equal(t, SomeDenied, report.Notice)
	assert.Equal(t, 300, report.NetNS)
}

func TestScanNotesRealNetworkNamespaces(t *testing.T) {
	file, err := os.Open("/proc/self/ns/net")
	require.NoError(t, err)
	defer file.Close()
	root, err := os.Open("/")
	require.NoError(t, err)
	defer root.Close()
	link, err := os.Readlink("/proc/self/ns/net")
	require.NoError(t, err)
	inode, err := strconv.ParseUint(link[len("net:["):len(link)-1], 10, 64)
	require.NoError(t, err)
	s := StartAll(context.Background(), "/proc", Only{PIDs: []int{}})
	s.Limit(nil)
	found := netnsOf(t, s)
	assert.Contains(t, found, NetNS{os.Getpid(), int(file.Fd()), inode})
	assert.Contains(t, found, NetNS{os.Getpid(), int(root.Fd()), 0})
}
