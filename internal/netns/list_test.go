package netns

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestListShowsEachNamespaceOnceInOrder(t *testing.T) {
	needRoot(t)
	one, two := addNamed(t, "-b"), addNamed(t, "-a.dot")
	sleepIn(t, one)
	sleepIn(t, one)
	unnamed := []*living{sleepUnshared(t), sleepUnshared(t, "--pid", "--fork"), sleepUnshared(t, "--user")}

	listing, err := finder(t, Config{}).List()
	require.NoError(t, err)

	places := map[uint64][]int{}
	for i, n := range listing.Namespaces {
		places[n.Inode] = append(places[n.Inode], i)
		assert.Equal(t, i == 0, n.Own)
	}
	assert.Equal(t, []int{0}, places[inodeAt(t, "/proc/self/ns/net")])
	for _, name := range []string{one, two} {
		place := places[inodeAt(t, "/run/netns/"+name)]
		require.Len(t, place, 1, name)
		assert.Equal(t, name, listing.Namespaces[place[0]].Label())
	}
	for _, p := range unnamed {
		place := places[p.inode(t)]
		require.Len(t, place, 1)
		assert.Equal(t, fmt.Sprintf("net:[%d]", p.inode(t)), listing.Namespaces[place[0]].Label())
	}
	assert.True(t, slices.IsSortedFunc(listing.Namespaces, inOrder))
	last := listing.Namespaces[len(listing.Namespaces)-1]
	assert.Empty(t, last.Names, "those without a name come last")
}

func TestListShowsTheNamespaceOfAThreadThatLeftItsProcess(t *testing.T) {
	needRoot(t)
	helper := startHelper(t, "thread")
	tid := line(t, helper.stdout)
	inode := inodeAt(t, "/proc/"+helper.pid()+"/task/"+tid+"/ns/net")
	require.NotEqual(t, helper.inode(t), inode)

	n := find(t, inode)
	require.NotNil(t, n)
	assert.Equal(t, []resident{helper.pid() + "/task/" + tid}, n.residents)
	assert.Contains(t, readTable(t, n, "tcp"), ":1267 ", "port 4711")
}

func TestListKeepsPIDsOfOtherPIDNamespaces(t *testing.T) {
	needRoot(t)
	// unshare stays as the parent; its child is PID 1 in there.
	parent := sleepUnshared(t, "--pid", "--fork", "--mount-proc")
	n := find(t, parent.inode(t))
	require.NotNil(t, n)
	for _, who := range n.residents {
		assert.Equal(t, n.Inode, inodeAt(t, "/proc/"+who+"/ns/net"))
	}
	n.residents = slices.DeleteFunc(n.residents, func(who resident) bool { return who == parent.pid() })
	assert.Contains(t, readTable(t, n, "dev"), "Inter-|")
}

func TestListChoosesTheFirstOfSeveralNames(t *testing.T) {
	needRoot(t)
	name, dir := addNamed(t, ""), t.TempDir()
	for _, alias := range []string{"zeta", "alpha", "-", "beta"} {
		require.NoError(t, os.Symlink("/run/netns/"+name, dir+"/"+alias))
	}
	listing, err := finder(t, Config{Dirs: []string{"/run/netns", dir}}).List()
	require.NoError(t, err)
	i := slices.IndexFunc(listing.Namespaces, func(n *Namespace) bool { return slices.Contains(n.Names, name) })
	require.NotEqual(t, -1, i)
	assert.Equal(t, []string{"-", "alpha", "beta", name, "zeta"}, listing.Namespaces[i].Names)
	assert.Equal(t, "alpha", listing.Namespaces[i].Label())
}

func TestListTellsOfNamesThatLeadNowhere(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/stale", nil, 0o644))
	require.NoError(t, os.Symlink("/proc/self/ns/uts", dir+"/uts"))
	require.NoError(t, os.Symlink("/proc/self/ns/net", dir+"/mine"))
	listing, err := finder(t, Config{Dirs: []string{dir, dir + "/missing", dir + "/stale"}}).List()
	require.NoError(t, err)
	assert.Equal(t, []string{"mine"}, listing.Namespaces[0].Names)
	var texts []string
	for _, err := range listing.Unusable {
		texts = append(texts, err.Error())
	}
	assert.Equal(t, []string{
		dir + "/stale: not a network namespace (regular file)",
		dir + "/uts: not a network namespace (UTS namespace)",
		dir + "/stale: not a directory",
	}, texts)
}

// What ip netns add makes before the namespace is there, and is left for a moment
// when that has gone.
func TestListLeavesOutFilesThatWaitForANamespace(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/coming", nil, 0))
	for name, mode := range map[string]os.FileMode{"readable": 0o400, "writable": 0o200, "runnable": 0o100} {
		require.NoError(t, os.WriteFile(dir+"/"+name, nil, mode))
	}
	listing, err := finder(t, Config{Dirs: []string{dir}}).List()
	require.NoError(t, err)
	var unusable []string
	for _, err := range listing.Unusable {
		assert.ErrorIs(t, err, ErrKind)
		unusable = append(unusable, err.Error())
	}
	const reason = ": not a network namespace (regular file)"
	assert.Equal(t, []string{dir + "/readable" + reason, dir + "/runnable" + reason, dir + "/writable" + reason}, unusable)
	_, err = finder(t, Config{Dirs: []string{dir}}).Resolve("coming")
	assert.EqualError(t, err, "coming: "+dir+"/coming"+reason, "nobody has to name it")
}

func TestDirectoryReachedByTwoPathsIsReadOnce(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(dir+"/real", 0o755))
	require.NoError(t, os.Symlink("real", dir+"/link"))
	require.NoError(t, os.WriteFile(dir+"/real/stale", []byte("stale"), 0))
	listing, err := finder(t, Config{Dirs: []string{dir + "/real", dir + "/link"}}).List()
	require.NoError(t, err)
	assert.Len(t, listing.Unusable, 1)
}

func TestListOfAFabricatedProc(t *testing.T) {
	proc := procTree(t, map[string]string{
		"self/ns/net":            "-> net:[1]",
		"1/ns/net":               "-> net:[1]",
		"20/ns/net":              "-> net:[7]",
		"20/task/20/ns/net":      "-> net:[7]",
		"20/task/21/ns/net":      "-> net:[7]",
		"20/task/22/ns/net":      "-> net:[3]",
		"30/task/30/status":      "its first thread has ended",
		"30/task/31/ns/net":      "-> net:[5]",
		"40/status":              "it vanishes",
		"50/ns/net":              "-> net:[18446744073709551615]",
		"60/ns/net":              "-> net:[18446744073709551616]",
		"61/ns/net":              "-> net:[]",
		"62/ns/net":              "-> net:[-1]",
		"63/ns/net":              "-> uts:[9]",
		"64/ns/net":              "no link",
		"self-made/ns/net":       "-> net:[8]",
		"7x/ns/net":              "-> net:[8]",
		"20/task/nothing/ns/net": "-> net:[8]",
	})
	listing, err := finder(t, Config{Proc: proc, Dirs: []string{}}).List()
	require.NoError(t, err)
	residents := map[uint64][]resident{}
	var labels []string
	for _, n := range listing.Namespaces {
		residents[n.Inode] = n.residents
		labels = append(labels, n.Label())
	}
	assert.Equal(t, []string{"-", "net:[3]", "net:[5]", "net:[7]", "net:[18446744073709551615]"}, labels)
	assert.Equal(t, map[uint64][]resident{
		1: {"1"}, 3: {"20/task/22"}, 5: {"30/task/31"}, 7: {"20"}, 18446744073709551615: {"50"},
	}, residents)
}

func TestListOfAKernelWithoutNamespacesIsTheProgramsOwn(t *testing.T) {
	proc := procTree(t, map[string]string{"1/status": "", "net/tcp": "rows"})
	listing, err := finder(t, Config{Proc: proc, Dirs: []string{}}).List()
	require.NoError(t, err)
	require.Len(t, listing.Namespaces, 1)
	assert.Equal(t, "-", listing.Namespaces[0].Label())
	assert.Equal(t, "rows", readTable(t, listing.Namespaces[0], "tcp"))
}

func TestListFailsWithoutProcAndWhenCancelled(t *testing.T) {
	_, err := finder(t, Config{Proc: "/nonexistent"}).List()
	require.ErrorIs(t, err, fs.ErrNotExist)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = NewFinder(ctx, Config{}).List()
	require.ErrorIs(t, err, context.Canceled)
}

func TestLabelIsOneVisibleWord(t *testing.T) {
	for _, c := range []struct {
		names []string
		own   bool
		label string
	}{
		{nil, true, "-"},
		{nil, false, "net:[42]"},
		{[]string{"blue"}, true, "blue"},
		{[]string{"blue", "red"}, false, "blue"},
		{[]string{"-"}, false, "net:[42]"},
		{[]string{"-", "red"}, false, "red"},
		{[]string{"net:[1]"}, false, "net:[42]"},
		{[]string{"net:[1]"}, true, "-"},
		{[]string{"a b\tc\n\x1b[31mé\x7f"}, false, "a.b.c..[31m..."},
		{[]string{"-a"}, false, "-a"},
	} {
		n := &Namespace{Inode: 42, Own: c.own, Names: c.names}
		assert.Equal(t, c.label, n.Label(), "%q", c.names)
	}
}

func TestOrdinaryUserSeesWhatMayBeSeen(t *testing.T) {
	needRoot(t)
	name, foreign := addNamed(t, ""), sleepUnshared(t)
	neighbour := sleep(t)
	seen := listAsNobody(t, name, foreign.pid(), neighbour.pid())
	assert.Equal(t, find(t, inodeAt(t, "/proc/self/ns/net")).Label(), seen.Labels[0])
	assert.True(t, seen.OwnTable)
	assert.Contains(t, seen.Labels, name, "anyone may look at a name")
	assert.NotContains(t, seen.Labels, "net:["+strconv.FormatUint(foreign.inode(t), 10)+"]")
	assert.Positive(t, seen.Gaps.Processes)
	assert.True(t, seen.Gaps.Descriptors)
	notice := seen.Notice
	if IsInner("/proc") {
		notice = strings.Replace(notice, ": "+outside+"; ", ": ", 1)
	}
	assert.Regexp(t, `^Not all network namespaces may be shown: \d+ process(es)? do(es)? not tell (its own|theirs), which takes CAP_SYS_PTRACE\.$`, notice)
	assert.Equal(t, [2]int{1, 0}, seen.Hidden, "a process of another user that lives here hides nothing")
	refused := name + ": the network namespace cannot be entered: operation not permitted (it takes CAP_SYS_ADMIN)"
	assert.Equal(t, "open /proc/net/tcp: "+refused, seen.Other)
	assert.Equal(t, refused, seen.Socket)
	assert.Equal(t, byPID{
		Label:  foreign.pid(),
		Tables: inodeAt(t, "/proc/"+foreign.pid()+"/net/dev"),
		Socket: foreign.pid() + ": the network namespace cannot be entered: permission denied",
	}, seen.ByPID, "its tables are for all to read")
	assert.Equal(t, byPID{Label: seen.Labels[0], Own: true, Tables: inodeAt(t, "/proc/self/net/dev"), Socket: "<nil>"}, seen.Neighbor)
}

func TestHiddenProcessThatHasEndedIsNotCounted(t *testing.T) {
	c := Config{}.withDefaults()
	assert.Equal(t, 1, c.elsewhere([]resident{"self"}, nil))
	assert.Equal(t, 0, c.elsewhere([]resident{"4194305"}, nil), "a number that no process can have")
}

func TestUnnamedNamespaceEndsWithItsLastProcess(t *testing.T) {
	needRoot(t)
	p := sleepUnshared(t)
	inode := p.inode(t)
	require.NotNil(t, find(t, inode))
	p.stop()
	assert.Nil(t, find(t, inode))
}
