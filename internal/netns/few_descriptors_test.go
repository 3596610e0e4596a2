package netns

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestRunningOutOfDescriptorsIsNotTheEndOfANamespace(t *testing.T) {
	needRoot(t)
	lived, deserted := addNamed(t, ""), addNamed(t, "")
	sleepIn(t, lived)
	for _, name := range []string{lived, deserted} {
		n := find(t, inodeAt(t, "/run/netns/"+name))
		var limit unix.Rlimit
		require.NoError(t, unix.Getrlimit(unix.RLIMIT_NOFILE, &limit))
		none := limit
		none.Cur = 0
		require.NoError(t, unix.Setrlimit(unix.RLIMIT_NOFILE, &none))
		_, openErr := n.Open("tcp")
		_, socketErr := n.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
		require.NoError(t, unix.Setrlimit(unix.RLIMIT_NOFILE, &limit))
		require.ErrorIs(t, openErr, unix.EMFILE)
		require.ErrorIs(t, socketErr, unix.EMFILE)
		assert.Contains(t, readTable(t, n, "dev"), "Inter-|", "it is still there")
	}
}

func TestTooFewDescriptorsAreAnErrorAndNothingWorse(t *testing.T) {
	needRoot(t)
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), helperVariable+"=few-descriptors", "OTHER="+addNamed(t, ""))
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	assert.Greater(t, len(lines), 3)
	assert.Equal(t, "<nil>", lines[len(lines)-1])
	for _, line := range lines[:len(lines)-1] {
		assert.Contains(t, line, "too many open files")
	}
}

func TestNoDescriptorIsLeftOpen(t *testing.T) {
	needRoot(t)
	lived, deserted := addNamed(t, ""), addNamed(t, "")
	sleepIn(t, lived)
	ctx, end := context.WithCancel(t.Context())
	defer end()
	f := NewFinder(ctx, Config{})
	before, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	for _, name := range []string{lived, deserted} {
		n, err := f.Resolve(name)
		require.NoError(t, err)
		readTable(t, n, "tcp")
		_, err = n.Open("nope")
		require.Error(t, err)
		fd, err := n.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
		require.NoError(t, err)
		unix.Close(fd)
		_, err = n.Socket(9999, 0, 0)
		require.Error(t, err)
	}
	_, err = f.Resolve("/proc/self/ns/uts")
	require.Error(t, err)
	_, err = f.List()
	require.NoError(t, err)
	end()
	require.Eventually(t, func() bool {
		after, err := os.ReadDir("/proc/self/fd")
		return err == nil && len(after) == len(before) && len(f.visits) == 0
	}, 10*time.Second, time.Millisecond, "the thread that had entered ends")
}
