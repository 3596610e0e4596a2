package testkit

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// alive tells whether a process that some command line belongs to is there.
func alive(t *testing.T, word string) bool {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	for _, file := range files {
		if text, _ := os.ReadFile(file); strings.Contains(string(text), word) {
			return true
		}
	}
	return false
}

// wordOf gives a word that only processes of a test have in their command line.
func wordOf(t *testing.T) string { return t.Name() + "-" + strconv.Itoa(os.Getpid()) }

func TestNothingOfAHelperIsLeft(t *testing.T) {
	word := wordOf(t)
	for _, parent := range []string{`"$@"`, `"$@" & wait`, `exec 3<&0; "$@" <&3 & exec true`} {
		t.Run(parent, func(t *testing.T) {
			// The name is the shell's, which cat then takes over.
			h := Start(t, exec.Command("sh", "-c", `exec 3<&0; `+strings.ReplaceAll(parent, `"$@"`, `"$@" <&3`), word,
				"sh", "-c", "echo ready; exec cat >/dev/null", word))
			assert.Positive(t, h.PID)
			h.Stop()
			require.Eventually(t, func() bool { return !alive(t, word) }, 5*time.Second, time.Millisecond)
		})
	}
}

func TestAGroupEndsAsAWholeWithItsContext(t *testing.T) {
	word := wordOf(t)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	// The child has the pipe that CombinedOutput reads to its end.
	cmd := Group(exec.CommandContext(ctx, "sh", "-c", "echo begun; sh -c 'sleep 60; true' "+word+" & wait", word))
	out, err := cmd.CombinedOutput()
	assert.Error(t, err)
	assert.Equal(t, "begun\n", string(out))
	assert.Eventually(t, func() bool { return !alive(t, word) }, 5*time.Second, time.Millisecond)
}

func TestALoopEndsWithItsTest(t *testing.T) {
	word := wordOf(t)
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	name := filepath.Join(t.TempDir(), "fifo")
	require.NoError(t, os.Symlink("/proc/"+strconv.Itoa(os.Getpid())+"/fd/"+strconv.Itoa(int(w.Fd())), name))
	t.Run("loop", func(t *testing.T) {
		Loop(t, ": "+word+"; sh -c 'sleep 0.01; echo again' >"+name)
		_, err := io.ReadFull(r, make([]byte, len("again\nagain\n")))
		assert.NoError(t, err)
	})
	assert.Eventually(t, func() bool { return !alive(t, word) }, 5*time.Second, time.Millisecond)
}
