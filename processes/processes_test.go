//go:build linux

package processes

import (
	"context"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/common"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

func TestProcessesAreFoundByTheInodesOfTheirSockets(t *testing.T) {
	root := t.TempDir()
	testkit.WriteTree(t, root, map[string]string{
		"7/fd/3": "-> socket:[41]", "7/fd/4": "-> socket:[42]", "7/fd/5": "-> pipe:[43]", "7/comm": "seven\n", "7/cmdline": "x",
		"8/fd/3": "-> socket:[44]", "8/comm": "eight\n", "8/cmdline": "x",
	})
	found, err := processFDsOf(t.Context(), root)
	require.NoError(t, err)
	seven, eight := &common.Process{Pid: 7, Name: "seven"}, &common.Process{Pid: 8, Name: "eight"}
	assert.Equal(t, map[uint64]*common.Process{41: seven, 42: seven, 44: eight}, found)
	assert.Same(t, found[41], found[42])
}

func TestTheProgramItselfHasItsListener(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	found, err := GetProcessFDs(t.Context())
	require.NoError(t, err)
	comm, err := os.ReadFile("/proc/self/comm")
	require.NoError(t, err)
	own := 0
	for _, process := range found {
		if process.Pid == os.Getpid() {
			assert.Equal(t, strings.TrimSpace(string(comm)), process.Name)
			own++
		}
	}
	assert.Positive(t, own)
}

func TestAContextThatHasEndedFindsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := GetProcessFDs(ctx)
	assert.ErrorIs(t, err, context.Canceled)
	_, err = processFDsOf(t.Context(), "/missing")
	assert.ErrorIs(t, err, os.ErrNotExist)
}
