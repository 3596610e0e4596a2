package hostile

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
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
			// A shell's job in the background ignores some of them.
			cmd := exec.Command("env", "--default-signal", program, options)
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

// A reader that goes away ends the run with status 0, as it ends netstat where
// the parent ignores SIGPIPE, and whether the parent does so or not.
func TestReaderThatGoesAwayEndsTheRun(t *testing.T) {
	abandoned, writer, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, abandoned.Close())
	defer writer.Close()
	run := func(script string, args ...string) result {
		t.Helper()
		cmd := bash(t, script, args...)
		cmd.Stdout = writer
		return finish(t, cmd)
	}
	for _, parent := range []string{"", "trap '' PIPE; "} {
		for _, options := range []string{"-an", "-can", "-anp", "-r", "-ce", "-i", "-s", "-s6", "-g", "-x", "-V", "--help", "--json", "-tn --output=csv",
			"-an --output=table", "-an --all-netns"} {
			assert.Equal(t, result{}, run(parent+`exec "$P" $1`, options), options)
			assert.Equal(t, result{}, run(parent+`exec "$P" $1 2>&1`, options), options)
		}
		r := shell(t, parent+`"$P" -can | head -n 1; echo "${PIPESTATUS[0]}"`)
		assert.Equal(t, result{stdout: "Active Internet connections (servers and established)\n0\n"}, r)
	}
	assert.Equal(t, result{}, run(`trap '' PIPE; exec "$N" -an`))
	assert.Equal(t, syscall.SIGPIPE, run(`exec "$N" -an`).signal)
}

// A list that is long ends with the next piece of it, not with all of it.
func TestReaderThatGoesAwayEndsALongList(t *testing.T) {
	testkit.Need(t, "strace")
	tree := writeTree(t, map[string]string{"net/tcp": socketHeading + repeat(establishedRow, 100_000)})
	trace := filepath.Join(t.TempDir(), "trace")
	r := shell(t, `unshare -m bash -c 'mount --bind "$1" /proc && exec strace -f -o "$2" -e trace=write "$P" -tn' bash "$1" "$2" | head -n 1; echo "${PIPESTATUS[0]}"`, tree, trace)
	assert.Equal(t, result{stdout: "Active Internet connections (w/o servers)\n0\n"}, r)
	calls, err := os.ReadFile(trace)
	require.NoError(t, err)
	assert.Equal(t, 1, strings.Count(string(calls), "EPIPE"), "no write behind the one that failed")
}

// A socket's reader that has not read everything resets the connection.
func TestReaderThatResetsAConnectionEndsTheRun(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	near, err := net.Dial("tcp", listener.Addr().String())
	require.NoError(t, err)
	file, err := near.(*net.TCPConn).File()
	require.NoError(t, err)
	defer file.Close()
	far, err := listener.Accept()
	require.NoError(t, err)
	require.NoError(t, far.(*net.TCPConn).SetLinger(0))
	require.NoError(t, far.Close())
	time.Sleep(100 * time.Millisecond)
	cmd := bash(t, `exec "$P" -an`)
	cmd.Stdout = file
	assert.Equal(t, result{}, finish(t, cmd))
}
