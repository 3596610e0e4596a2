package hostile

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const noSpace = "gonetstat: write standard output: no space left on device\n"

func TestLostOutputIsOneLineAndStatus1(t *testing.T) {
	for _, options := range []string{"", "-an", "-tn", "-xa", "-i", "-r", "-rn", "-s", "-c", "-cn", "-V", "--help"} {
		assert.Equal(t, result{stderr: noSpace, status: 1}, shell(t, `exec "$P" $1 >/dev/full`, options), options)
	}
	readOnly := shell(t, `exec "$P" -an 1</dev/null`)
	assert.Equal(t, result{stderr: "gonetstat: write standard output: bad file descriptor\n", status: 1}, readOnly)
}

// Streams that were closed before the start are like /dev/null, and no table
// or socket gets their numbers.
func TestClosedStreamsChangeNothingElse(t *testing.T) {
	tree := writeTree(t, map[string]string{
		"net/tcp":  socketHeading + establishedRow,
		"net/unix": "Num RefCount Protocol Flags Type St Inode Path\nbad\n",
	})
	const onTree = `mount --bind "$1" /proc && exec "$P" -anp `
	run := func(redirections string) result {
		t.Helper()
		cmd := bash(t, `exec unshare -m bash -c '`+onTree+redirections+`' bash "$1"`, tree)
		return finish(t, cmd)
	}
	whole := run("")
	assert.Zero(t, whole.status)
	assert.Contains(t, whole.stdout, "ESTABLISHED")
	assert.Equal(t, "warning, got bogus unix line.\n", whole.stderr)
	assert.Equal(t, whole, run("<&-"))
	assert.Equal(t, result{stdout: whole.stdout}, run("2>&-"))
	assert.Equal(t, result{stderr: whole.stderr}, run(">&-"))
	assert.Equal(t, result{}, run("<&- >&- 2>&-"))
	assert.Equal(t, result{stdout: whole.stdout}, run("2>/dev/full"))
}

func TestSignalsEndTheRunAtOnce(t *testing.T) {
	for _, options := range []string{"-can", "-ci", "-crn", "-canp"} {
		for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
			cmd := exec.Command(program, options)
			stdout, err := cmd.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, cmd.Start())
			_, err = stdout.Read(make([]byte, 1)) // it runs
			require.NoError(t, err)
			start := time.Now()
			require.NoError(t, cmd.Process.Signal(signal))
			cmd.Wait()
			assert.Less(t, time.Since(start), 500*time.Millisecond)
			assert.Equal(t, signal, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal(), "%s with %v", options, signal)
		}
	}
}

// A reader that takes nothing keeps the program waiting, not from ending.
func TestSignalEndsABlockedWrite(t *testing.T) {
	reader, writer, err := os.Pipe()
	require.NoError(t, err)
	defer reader.Close()
	cmd := exec.Command("bash", "-c", `exec unshare -m bash -c 'mount --bind "$1" /proc && exec "$0" -can' "$0" "$1"`,
		program, writeTree(t, map[string]string{"net/tcp": socketHeading + repeat(establishedRow, 20_000)}))
	cmd.Stdout = writer
	require.NoError(t, cmd.Start())
	writer.Close()
	time.Sleep(300 * time.Millisecond)
	start := time.Now()
	require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
	cmd.Wait()
	assert.Less(t, time.Since(start), 500*time.Millisecond)
	assert.Equal(t, syscall.SIGTERM, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal())
}

func TestReaderThatGoesAwayEndsTheRun(t *testing.T) {
	r := shell(t, `"$P" -can | head -n 1; echo "${PIPESTATUS[0]}"`)
	assert.Equal(t, "Active Internet connections (servers and established)\n141\n", r.stdout)
	assert.Empty(t, r.stderr)
}
