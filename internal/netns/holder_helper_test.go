package netns

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// held is what the helper "holders" prints of a namespace.
type held struct {
	Label   string
	Inode   uint64
	Holders []Holder
	Error   string // of reading its tables
}

// listHolders prints all namespaces, then the notice.
func listHolders() {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	listing, err := NewFinder(ctx, Config{Proc: os.Getenv("PROC")}).List()
	check(err)
	var all []held
	for _, n := range listing.Namespaces {
		h := held{Label: n.Label(), Inode: n.Inode, Holders: n.Holders()}
		if file, err := n.Open("dev"); err != nil {
			h.Error = err.Error()
		} else {
			file.Close()
		}
		all = append(all, h)
	}
	check(json.NewEncoder(os.Stdout).Encode(all))
	fmt.Println(listing.Gaps.Notice())
}

// scripted runs the test binary as a helper behind a script, which is given the
// binary as $0 and other arguments behind it, in a mount namespace of its own.
// The script ends with what becomes of it. Its output is returned once it has
// ended, which it must within some seconds.
func scripted(t *testing.T, helper, script string, args ...string) string {
	t.Helper()
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command("unshare", append([]string{"--mount", "sh", "-ec", script, exe}, args...)...)
	// Under the race detector a program waits for a second at its end.
	cmd.Env = append(os.Environ(), helperVariable+"="+helper, "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	late := time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() })
	out, err := io.ReadAll(stdout)
	require.NoError(t, err)
	require.NoError(t, cmd.Wait(), "it may have waited for an answer")
	late.Stop()
	return string(out)
}

// holdersSeen is scripted with the helper "holders".
func holdersSeen(t *testing.T, script string, args ...string) (byInode map[uint64]held, notice string) {
	t.Helper()
	var all []held
	out := scripted(t, "holders", script, args...)
	decoder := json.NewDecoder(strings.NewReader(out))
	require.NoError(t, decoder.Decode(&all), "%s", out)
	rest := out[decoder.InputOffset():]
	byInode = make(map[uint64]held)
	for _, h := range all {
		require.NotContains(t, byInode, h.Inode, "listed twice")
		byInode[h.Inode] = h
	}
	return byInode, strings.TrimSpace(rest)
}

// serveNothing mounts a file system that never answers (fuse(4)) at a directory,
// says so, and stays as long as its parent.
func serveNothing() {
	runtime.LockOSThread()
	check(unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0, 0))
	fd, err := unix.Open("/dev/fuse", unix.O_RDWR|unix.O_CLOEXEC, 0)
	check(err)
	check(unix.Mount("silent", os.Args[1], "fuse", unix.MS_NODEV, fmt.Sprintf("fd=%d,rootmode=40000,user_id=0,group_id=0", fd)))
	fmt.Println("mounted")
	time.Sleep(time.Minute)
}
