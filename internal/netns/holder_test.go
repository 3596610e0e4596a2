package netns

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// keeping starts a script in a mount namespace of its own that makes a namespace
// and prints its inode last, and waits. The process stays until the test ends.
func keeping(t *testing.T, script string, args ...string) (p *living, inode uint64) {
	t.Helper()
	p = start(t, nil, "unshare", append([]string{"--mount", "sh", "-ec", script + "\nexec cat", "sh"}, args...)...)
	inode, err := strconv.ParseUint(line(t, p.stdout), 10, 64)
	require.NoError(t, err)
	// Those whom it runs meanwhile inherit what it has.
	require.Eventually(t, func() bool {
		comm, err := os.ReadFile("/proc/" + p.pid() + "/comm")
		return err == nil && !slices.Contains([]string{"sh\n", "unshare\n", "nsenter\n", "chroot\n", "env\n"}, string(comm))
	}, patience, tick)
	return p, inode
}

// untrusted is what is said of namespaces whose mounts are not opened.
const untrusted = `\d+ (is|are) kept only by mounts that cannot be trusted`

// mounting is a script that mounts a new namespace on the file $1.
const mounting = `touch "$1"; unshare --net="$1" true; stat -c %i "$1"; `

func pidOf(p *living) int { return p.number }

func TestMountInTheOwnMountNamespaceKeepsANamespace(t *testing.T) {
	needRoot(t)
	dir := t.TempDir()
	// As Docker has it, with a path that mountinfo has to escape, and twice.
	script := `d="$1/run/docker/netns"; mkdir -p "$d"; touch "$d/a b" "$1/again"
		unshare --net="$d/a b" true; mount --bind "$d/a b" "$1/again"
		exec "$0"`
	all, _ := holdersSeen(t, script, dir)
	found := 0
	for _, h := range all {
		if len(h.Holders) == 0 || !strings.HasPrefix(h.Holders[0].Path, dir) {
			continue
		}
		found++
		assert.Equal(t, fmt.Sprintf("net:[%d]", h.Inode), h.Label)
		assert.Equal(t, []Holder{{Kind: ByMount, Path: dir + "/run/docker/netns/a b"}, {Kind: ByMount, Path: dir + "/again"}}, h.Holders)
		assert.Empty(t, h.Error)
	}
	assert.Equal(t, 1, found)
}

func TestMountInAnotherMountNamespaceKeepsANamespace(t *testing.T) {
	needRoot(t)
	path := t.TempDir() + "/ns"
	p, inode := keeping(t, mounting, path)
	n := find(t, inode)
	require.NotNil(t, n)
	assert.Equal(t, []Holder{{Kind: ByMount, PID: pidOf(p), Path: path}}, n.Holders())
	assert.Equal(t, fmt.Sprintf("net:[%d]", inode), n.Label())
	listen(t, n, 4711)
	assert.Contains(t, readTable(t, n, "tcp"), ":1267 ", "port 4711")
	assertNothingEntered(t)

	again := resolve(t, n.Label())
	assert.Equal(t, n.Holders(), again.Holders())
	assert.Equal(t, readTable(t, n, "tcp"), readTable(t, again, "tcp"))
	p.stop()
	assert.ErrorIs(t, again.Check(), ErrGone)
}

func TestMountInAContainersRootDirectory(t *testing.T) {
	needRoot(t)
	dir := t.TempDir()
	// The process has another root directory, and a link that leads out of it
	// stands where its mount was.
	script := `mount -t tmpfs tmpfs "$1"; mkdir -p "$1/run/netns" "$1/bin" "$1/lib" "$1/lib64" "$1/usr"
		for d in bin lib lib64 usr; do mount --rbind "/$d" "$1/$d"; done
		touch "$1/run/netns/x"; unshare --net="$1/run/netns/x" true; stat -c %i "$1/run/netns/x"; exec chroot "$1" cat`
	p, inode := keeping(t, script, dir)
	n := find(t, inode)
	require.NotNil(t, n)
	assert.Equal(t, []Holder{{Kind: ByMount, PID: pidOf(p), Path: "/run/netns/x"}}, n.Holders())
	assert.Contains(t, readTable(t, n, "dev"), "Inter-|")

	inside := "/proc/" + p.pid() + "/root/run/netns"
	require.NoError(t, os.Rename(inside, inside+"2"))
	require.NoError(t, os.Symlink("/run/netns2", inside))
	assert.ErrorIs(t, n.Check(), ErrGone)
}

func TestDescriptorKeepsANamespace(t *testing.T) {
	needRoot(t)
	own := strconv.Itoa(os.Getpid())
	for name, script := range map[string]string{
		"of a process that left":  `exec unshare --net sh -ec 'exec 5</proc/self/ns/net; stat -L -c %i /proc/self/fd/5; exec nsenter --net=/proc/'"$2"'/ns/net cat'`,
		"of a mount that is gone": mounting + `exec 5<"$1"; umount --lazy "$1"; rm "$1"`,
		"of a mount that is seen": mounting + `exec 5<"$1"`,
	} {
		t.Run(name, func(t *testing.T) {
			path := t.TempDir() + "/ns"
			p, inode := keeping(t, script, path, own)
			p.awaitNamespace(t, func(its uint64) bool { return its == inodeAt(t, "/proc/self/ns/net") })
			n := find(t, inode)
			require.NotNil(t, n)
			holders := n.Holders()
			if name == "of a mount that is seen" {
				assert.Equal(t, Holder{Kind: ByMount, PID: pidOf(p), Path: path}, holders[0])
				return // the link names the path, and says no more
			}
			assert.Equal(t, []Holder{{Kind: ByDescriptor, PID: pidOf(p), FD: 5}}, holders)
			listen(t, n, 4711)
			assert.Contains(t, readTable(t, n, "tcp"), ":1267 ", "port 4711")
			assert.Equal(t, holders, resolve(t, n.Label()).Holders())
			p.stop()
			assert.ErrorIs(t, n.Check(), ErrGone)
			assertNothingEntered(t)
		})
	}
}

func TestNamespaceIsListedOnceWithAllThatKeepsIt(t *testing.T) {
	needRoot(t)
	name := addNamed(t, "")
	lives := sleepIn(t, name)
	descriptor, err := os.Open("/run/netns/" + name)
	require.NoError(t, err)
	defer descriptor.Close()
	other, err := os.Open("/proc/" + lives.pid() + "/ns/net")
	require.NoError(t, err)
	defer other.Close()
	n := find(t, inodeAt(t, "/run/netns/"+name))
	require.NotNil(t, n)
	assert.Equal(t, []Holder{
		{Kind: ByName, Path: "/run/netns/" + name},
		{Kind: ByDescriptor, PID: os.Getpid(), FD: int(other.Fd())},
		{Kind: ByProcess, PID: pidOf(lives)},
	}, n.Holders())
	assert.Equal(t, []Holder{{Kind: ByProcess, PID: pidOf(lives)}}, n.Residents())

	// Nobody has asked yet who lives in one that was found by its name.
	second := start(t, nil, "nsenter", "--net=/run/netns/"+name, "sh", "-c", "echo in; exec cat")
	line(t, second.stdout)
	assert.ElementsMatch(t, []Holder{{Kind: ByProcess, PID: pidOf(lives)}, {Kind: ByProcess, PID: pidOf(second)}}, resolve(t, name).Residents())

	helper := startHelper(t, "thread")
	tid, err := strconv.Atoi(line(t, helper.stdout))
	require.NoError(t, err)
	n = find(t, inodeAt(t, fmt.Sprintf("/proc/%s/task/%d/ns/net", helper.pid(), tid)))
	require.NotNil(t, n)
	assert.Equal(t, []Holder{{Kind: ByThread, PID: pidOf(helper), TID: tid}}, n.Holders())
	assert.Equal(t, n.Holders(), n.Residents())
}

func TestMountsThatCouldKeepOneWaitingAreNotOpened(t *testing.T) {
	needRoot(t)
	if unix.Access("/dev/fuse", unix.W_OK) != nil {
		testkit.Lacking(t, "needs /dev/fuse")
	}
	exe, err := os.Executable()
	require.NoError(t, err)
	// A file system that never answers is mounted over the directory of the
	// namespace's mount.
	script := mounting + `exec env ` + helperVariable + `=silent "$2" "$(dirname "$1")"`
	path := t.TempDir() + "/ns"
	p, inode := keeping(t, script, path, exe)
	assert.Equal(t, "mounted", line(t, p.stdout))
	out := scripted(t, "holders", `exec "$0"`)
	assert.NotContains(t, out, strconv.FormatUint(inode, 10))
	assert.Regexp(t, untrusted, out)
	p.stop()

	// The same in the own mount namespace, where the helper inherits it.
	script = mounting + `export ` + helperVariable + `=silent
		mkfifo "$1.said"; "$0" "$(dirname "$1")" >"$1.said" 2>&1 & exec 6<"$1.said"; read -r said <&6
		export ` + helperVariable + `=holders; exec "$0"`
	out = scripted(t, "holders", script, t.TempDir()+"/ns")
	own, out, _ := strings.Cut(out, "\n")
	assert.NotContains(t, out, own)
	assert.Regexp(t, untrusted, out)
}

func TestMountNamespacesOfOtherUserNamespacesAreLeftAlone(t *testing.T) {
	needRoot(t)
	testkit.NeedUnshare(t, "--user", "--map-root-user", "--mount")
	path := t.TempDir() + "/ns"
	p := start(t, nil, "unshare", "--user", "--map-root-user", "--mount", "sh", "-ec", mounting+"exec cat", "sh", path)
	inode, err := strconv.ParseUint(line(t, p.stdout), 10, 64)
	require.NoError(t, err)
	assert.Nil(t, find(t, inode))
	assert.Empty(t, Config{}.withDefaults().look([]string{p.pid()}, func(uint64) bool { return false }).mounts)

	// A process of the own user namespace that sees them too.
	start(t, nil, "nsenter", "--mount", "--target", p.pid(), "sh", "-c", "echo in; exec cat").stdout.ReadString('\n')
	assert.Nil(t, find(t, inode))
	listing, err := finder(t, Config{}).List()
	require.NoError(t, err)
	assert.Positive(t, listing.Gaps.Mounts)
	assert.Regexp(t, untrusted, listing.Gaps.Notice())
}
