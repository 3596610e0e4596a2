package netns

import (
	"fmt"
	"io/fs"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResolveTakesBackEveryLabel(t *testing.T) {
	needRoot(t)
	sleepUnshared(t)
	addNamed(t, "-a")
	addNamed(t, " b\x1b\u00e4")
	keeping(t, mounting, t.TempDir()+"/ns")
	f := finder(t, Config{})
	listing, err := f.List()
	require.NoError(t, err)
	require.Greater(t, len(listing.Namespaces), 4)
	for _, n := range listing.Namespaces {
		again, err := f.Resolve(n.Label())
		if err != nil && n.Check() != nil {
			continue // it was another program's, and has ended
		}
		require.NoError(t, err)
		assert.Equal(t, n.Inode, again.Inode, n.Label())
		assert.Equal(t, n.Own, again.Own)
		assert.Equal(t, n.Label(), again.Label())
	}
}

func TestResolveOfLabelsInAFabricatedProc(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Symlink("/proc/self/ns/net", dir+"/-"))
	require.NoError(t, os.Symlink("/proc/self/ns/net", dir+"/net:[7]"))
	require.NoError(t, os.Symlink("/proc/self/ns/net", dir+"/a b"))
	require.NoError(t, os.Symlink("/proc/self/ns/net", dir+"/a\tb"))
	proc := procTree(t, map[string]string{
		"self/ns/net": "-> net:[1]", "1/ns/net": "-> net:[1]", "20/ns/net": "-> net:[7]", "30/ns/net": "-> net:[1]",
		"30/fd/5": "-> net:[9]", "30/fd/6": "-> net:[1]", "30/fd/7": "-> /", "30/fd/8": "-> net:[9]",
	})
	f := finder(t, Config{Proc: proc, Dirs: []string{dir}})
	for arg, inode := range map[string]uint64{"-": 1, "net:[1]": 1, "net:[7]": 7, "net:[9]": 9, "net:[00009]": 9} {
		n, err := f.Resolve(arg)
		require.NoError(t, err, arg)
		assert.Equal(t, inode, n.Inode, arg)
		assert.Equal(t, inode == 1, n.Own, arg)
	}
	n, err := f.Resolve("a.b")
	require.NoError(t, err)
	assert.Equal(t, inodeAt(t, "/proc/self/ns/net"), n.Inode)
	assert.Equal(t, "a.b", n.Label())

	n, err = f.Resolve("net:[9]")
	require.NoError(t, err)
	assert.Equal(t, []Holder{{Kind: ByDescriptor, PID: 30, FD: 5}, {Kind: ByDescriptor, PID: 30, FD: 8}}, n.Holders())

	for arg, text := range map[string]string{
		"net:[8]": "net:[8]: no such network namespace (nothing in sight keeps it)",
		"net:[]":  "net:[]: no such network namespace (no file " + dir + "/net:[])",
		"net:[x]": "net:[x]: no such network namespace (no file " + dir + "/net:[x])",
		"a..b":    "a..b: no such network namespace (no file " + dir + "/a..b)",
	} {
		_, err := f.Resolve(arg)
		require.EqualError(t, err, text)
		assert.ErrorIs(t, err, fs.ErrNotExist)
	}
}

func TestLabelOfSeveralNamespacesIsRefused(t *testing.T) {
	needRoot(t)
	dir := t.TempDir()
	require.NoError(t, os.Symlink("/run/netns/"+addNamed(t, ""), dir+"/a b"))
	require.NoError(t, os.Symlink("/run/netns/"+addNamed(t, ""), dir+"/a\tb"))
	_, err := finder(t, Config{Dirs: []string{dir}}).Resolve("a.b")
	assert.EqualError(t, err, "a.b: several network namespaces have names that are shown like this")
	require.NoError(t, os.Symlink("/proc/self/ns/net", dir+"/a.b"))
	n, err := finder(t, Config{Dirs: []string{dir}}).Resolve("a.b")
	require.NoError(t, err, "it is a name itself")
	assert.True(t, n.Own)
}

func TestInodeThatIsNotFoundSaysWhatWasNotLookedAt(t *testing.T) {
	proc := procTree(t, map[string]string{"self/ns/net": "-> net:[1]", "20/ns/net": "-> net:[1]"})
	_, err := finder(t, Config{Proc: proc, Dirs: []string{}}).Resolve("net:[5]")
	assert.EqualError(t, err, "net:[5]: no such network namespace (nothing in sight keeps it). "+
		"Not all network namespaces may be shown: /proc is mounted with hidepid and does not show all processes")
	_, err = finder(t, Config{Proc: "/nonexistent", Dirs: []string{}}).Resolve("net:[5]")
	assert.EqualError(t, err, "net:[5]: the network namespace was not looked for: open /nonexistent: no such file or directory")
}

func ExampleGaps_Notice() {
	both := []string{"CAP_SYS_PTRACE", "CAP_DAC_READ_SEARCH"}
	fmt.Println(Gaps{Processes: 1, Descriptors: true, Outside: true, Lacks: both}.Notice())
	fmt.Println(Gaps{Processes: 17, Hidden: true, Mounts: 1, Cut: 2, Lacks: both}.Notice())
	fmt.Println(Gaps{Descriptors: true, Mounts: 3, Cut: 1, Short: true, Lacks: both}.Notice())
	fmt.Println(Gaps{Descriptors: true, Lacks: both[1:]}.Notice())
	fmt.Println(Gaps{Processes: 2, Lacks: both[1:]}.Notice())
	fmt.Println(Gaps{Descriptors: true}.Notice())
	fmt.Printf("%q\n", Gaps{Lacks: both}.Notice())
	// Output:
	// Not all network namespaces may be shown: processes outside this PID namespace are not seen; 1 process does not tell its own, which takes CAP_SYS_PTRACE.
	// Not all network namespaces may be shown: /proc is mounted with hidepid and does not show all processes; 17 processes do not tell theirs, which takes CAP_SYS_PTRACE; 1 is kept only by mounts that cannot be trusted; 2 processes see more mounts than are looked at.
	// Not all network namespaces may be shown: descriptors of some processes cannot be read, which takes CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH; 3 are kept only by mounts that cannot be trusted; 1 process sees more mounts than are looked at; too many open files to look at all processes.
	// Not all network namespaces may be shown: descriptors of some processes cannot be read, which takes CAP_DAC_READ_SEARCH.
	// Not all network namespaces may be shown: 2 processes do not tell theirs.
	// Not all network namespaces may be shown: descriptors of some processes cannot be read.
	// ""
}
