package differential

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFullDiskIsOneLineAndStatus1(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	require.NoError(t, err)
	defer full.Close()
	cmd := newNamespace(t).command(program, "-an")
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = full, &stderr
	err = cmd.Run()
	require.Error(t, err)
	assert.Equal(t, 1, cmd.ProcessState.ExitCode())
	assert.Equal(t, "gonetstat: write standard output: no space left on device\n", stderr.String())
}

func TestClosedPipeEndsQuietly(t *testing.T) {
	reader, writer, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, reader.Close())
	cmd := newNamespace(t).command(program, "-an")
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = writer, &stderr
	assert.NoError(t, cmd.Run(), "as the reference ends where its parent ignores SIGPIPE")
	assert.Empty(t, stderr.String())
}

// TestContinuousListsEverySecondUntilInterrupted compares the first two
// listings of -c with the reference's, and the way they end.
func TestContinuousListsEverySecondUntilInterrupted(t *testing.T) {
	ns := newNamespace(t)
	reference, err := exec.LookPath("netstat")
	require.NoError(t, err)
	for options, perListing := range map[string]int{"-ctn": 2, "-ci": 2, "-cie": 8, "-crn": 2, "-cxl": 2} {
		t.Run(options, func(t *testing.T) {
			t.Parallel()
			want, wantStatus, _ := twoListings(t, ns, reference, options, perListing)
			got, gotStatus, pause := twoListings(t, ns, program, options, perListing)
			assert.Equal(t, want, got)
			assert.Equal(t, wantStatus, gotStatus)
			assert.InDelta(t, 1, pause.Seconds(), 0.5)
			live.Add(1)
		})
	}
}

// Statistics are printed once, whatever -c says.
func TestContinuousStatisticsEndAfterTheFirst(t *testing.T) {
	ns := newNamespace(t)
	compareLive(t, ns, "-stc")
}

// twoListings runs a continuous listing until it has printed as many lines as
// two listings have, and interrupts it.
func twoListings(t *testing.T, ns *namespace, path, options string, perListing int) (listings string, status syscall.WaitStatus, pause time.Duration) {
	t.Helper()
	cmd := ns.command("stdbuf", "-oL", path, options)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	defer time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() }).Stop()
	lines := bufio.NewReader(stdout)
	start := time.Now()
	for range 2 * perListing {
		line, err := lines.ReadString('\n')
		require.NoError(t, err)
		listings += line
	}
	pause = time.Since(start)
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	rest := make(chan struct{})
	go func() { io.Copy(io.Discard, lines); close(rest) }()
	select {
	case <-rest:
	case <-time.After(900 * time.Millisecond):
		t.Error("an interrupt does not end it at once")
	}
	cmd.Wait()
	return listings, cmd.ProcessState.Sys().(syscall.WaitStatus), pause
}

// TestUnreadableTableKeepsTheOthers puts a directory in a table's place, which
// the reference would read for ever.
func TestUnreadableTableKeepsTheOthers(t *testing.T) {
	tr := tree{
		"net/tcp/": "",
		"net/udp":  socketHeading + "   0: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 116 2 0 0\n",
	}
	stdout, stderr, status := runAlone(t, tr, "-lun4t")
	assert.Contains(t, stdout, "udp        0      0 127.0.0.1:53 ")
	assert.Equal(t, "gonetstat: read /proc/net/tcp: is a directory\n", stderr)
	assert.Equal(t, 1, status)
}

// Deviation: where the reference reads outside its table of words for states,
// UNKNOWN is printed.
func TestStateWithoutAWordIsUnknown(t *testing.T) {
	var rows strings.Builder
	for _, state := range []int{0x0B, 0x0C, 0x0D, 0xFF, 0x7FFFFFFF} {
		fmt.Fprintf(&rows, "   0: 0100007F:0035 0100007F:0036 %02X 00000000:00000000 00:00000000 00000000     0        0 116 2 0 0\n", state)
	}
	stdout, stderr, status := runAlone(t, tree{"net/tcp": socketHeading + rows.String()}, "-tn")
	assert.Equal(t, 1, strings.Count(stdout, " CLOSING "))
	assert.Equal(t, 4, strings.Count(stdout, " UNKNOWN "))
	assert.Empty(t, stderr)
	assert.Zero(t, status)
}

// Deviation: a byte in a program's name that is not printable ASCII is printed
// as a dot, so that a process cannot send escape sequences to a terminal.
func TestProgramNamesCannotControlTheTerminal(t *testing.T) {
	stdout, _, _ := runAlone(t, tree{
		"net/tcp":      socketHeading + "   0: 0100007F:0035 0100007F:0036 01 00000000:00000000 00:00000000 00000000     0        0 116 2 0 0\n",
		"4711/cmdline": "a\x1b[31mb\n\xc3\xa4\x7f\x00",
		"4711/fd/3":    "-> socket:[116]",
	}, "-tnp")
	assert.Contains(t, stdout, " 4711/a.[31mb....")
}

// runAlone runs gonetstat on a tree.
func runAlone(t *testing.T, tr tree, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	dir := t.TempDir()
	tr.write(t, dir)
	cmd := exec.Command("unshare", append([]string{"-m", "sh", "-c", `mount --bind "$0" /proc && exec "$@"`, filepath.Join(dir, "proc"), program}, args...)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if cmd.ProcessState == nil {
		require.NoError(t, err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}
