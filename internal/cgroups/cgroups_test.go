package cgroups

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// The first thread, which cannot end, is never one that has mounts of its own.
func init() { runtime.LockOSThread() }

// openTree opens the host's tree, with a new cgroup in it.
func openTree(t *testing.T) (tree *Tree, directory string) {
	t.Helper()
	testkit.NeedRoot(t)
	tree, err := Open("/proc")
	if errors.Is(err, ErrNotMounted) {
		testkit.Lacking(t, "cgroup2 is not mounted")
	}
	require.NoError(t, err)
	t.Cleanup(tree.Close)
	directory = filepath.Join(tree.mount.Name(), fmt.Sprintf("gonetstat-test-%d", os.Getpid()))
	return tree, directory
}

func makeCgroup(t *testing.T, directory string) uint64 {
	t.Helper()
	if err := os.Mkdir(directory, 0o755); err != nil {
		testkit.Lacking(t, "cannot make a cgroup: "+err.Error())
	}
	t.Cleanup(func() { unix.Rmdir(directory) })
	var st unix.Stat_t
	require.NoError(t, unix.Stat(directory, &st))
	return st.Ino
}

func TestLivePathOfACgroup(t *testing.T) {
	tree, directory := openTree(t)
	parent := makeCgroup(t, directory)
	const hostile = "a name\x1b[31m of\xff\\040any (deleted)"
	child := makeCgroup(t, directory+"/"+hostile)
	name := "/" + filepath.Base(directory)
	for range 2 {
		for id, want := range map[uint64]string{1: "/", parent: name, child: name + "/" + hostile} {
			got, ok := tree.Path(id)
			assert.True(t, ok)
			assert.Equal(t, want, got)
		}
		_, ok := tree.Path(1 << 60)
		assert.False(t, ok)
	}
}

func TestLiveRemovedCgroupHasNoPath(t *testing.T) {
	tree, directory := openTree(t)
	id := makeCgroup(t, directory)
	require.NoError(t, unix.Rmdir(directory))
	_, ok := tree.Path(id)
	assert.False(t, ok)
}

// withMounts opens the tree on a thread that has mounts of its own, which end with
// it, and gives the paths of some cgroups, and all that the tree knows then.
func withMounts(t *testing.T, mount func() error, ids ...uint64) (found map[uint64]string, all []string, err error) {
	t.Helper()
	testkit.NeedUnshare(t, "--mount")
	proc := t.TempDir()
	require.NoError(t, os.Symlink("/proc/thread-self", proc+"/self"))
	done := make(chan error, 1)
	var opening error
	go func() {
		runtime.LockOSThread()
		done <- func() error {
			if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
				return err
			}
			if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
				return err
			}
			if err := mount(); err != nil {
				return err
			}
			var tree *Tree
			if tree, opening = Open(proc); opening != nil {
				return nil
			}
			defer tree.Close()
			found = map[uint64]string{}
			for _, id := range append(ids, 1<<60) {
				if path, ok := tree.Path(id); ok {
					found[id] = path
				}
			}
			all = slices.Collect(maps.Values(tree.paths))
			return nil
		}()
	}()
	require.NoError(t, <-done)
	return found, all, opening
}

func TestLiveMountOnTheTreeIsNotOfIt(t *testing.T) {
	tree, directory := openTree(t)
	id := makeCgroup(t, directory)
	inner := makeCgroup(t, directory+"/inner")
	stranger := makeCgroup(t, directory+"/stranger")
	name := "/" + filepath.Base(directory)
	for kind, mount := range map[string]func() error{
		"of another kind": func() error { return unix.Mount("none", directory, "tmpfs", 0, "") },
		"of cgroup2": func() error {
			return unix.Mount(tree.mount.Name(), directory+"/inner", "", unix.MS_BIND, "")
		},
	} {
		found, all, err := withMounts(t, mount, 1, id, inner, stranger)
		require.NoError(t, err, kind)
		want := map[uint64]string{1: "/", id: name}
		if kind == "of cgroup2" {
			want[inner], want[stranger] = name+"/inner", name+"/stranger"
		}
		assert.Equal(t, want, found, kind)
		for _, path := range all {
			assert.NotContains(t, path, "/inner"+name, kind)
		}
	}
}

func TestLivePartMountedOverTheWhole(t *testing.T) {
	tree, directory := openTree(t)
	id := makeCgroup(t, directory)
	inner := makeCgroup(t, directory+"/inner")
	found, _, err := withMounts(t, func() error {
		return unix.Mount(directory, tree.mount.Name(), "", unix.MS_BIND, "")
	}, id, inner)
	require.NoError(t, err)
	name := "/" + filepath.Base(directory)
	assert.Equal(t, map[uint64]string{id: name, inner: name + "/inner"}, found)
}

func TestLiveIDsByFileHandles(t *testing.T) {
	tree, directory := openTree(t)
	parent := makeCgroup(t, directory)
	tree.inodes = false // as on a machine of 32 bits
	got, ok := tree.Path(parent)
	assert.True(t, ok)
	assert.Equal(t, "/"+filepath.Base(directory), got)
	_, ok = tree.Path(1 << 60)
	assert.False(t, ok)
}

func TestLiveDirectoriesAreReadAsTheyAreNeeded(t *testing.T) {
	tree, directory := openTree(t)
	id := makeCgroup(t, directory)
	_, ok := tree.PathWithin(id, 0)
	assert.False(t, ok, "nothing has been read")
	path, ok := tree.PathWithin(id, 1)
	assert.True(t, ok)
	assert.Equal(t, "/"+filepath.Base(directory), path)
	path, ok = tree.PathWithin(id, 0)
	assert.True(t, ok, "it is known by now")
	assert.Equal(t, "/"+filepath.Base(directory), path)
}

func TestLiveCgroupOfAProcess(t *testing.T) {
	tree, directory := openTree(t)
	id := makeCgroup(t, directory)
	if _, err := OfProcess(os.Getpid()); errors.Is(err, unix.ENOTTY) {
		t.Skip("needs Linux 6.13, which tells the cgroup of a process by PIDFD_GET_INFO")
	}
	cat := exec.Command("cat")
	stdin, err := cat.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cat.Start())
	defer func() {
		stdin.Close()
		cat.Wait()
	}()
	pid := cat.Process.Pid
	require.NoError(t, os.WriteFile(directory+"/cgroup.procs", []byte(strconv.Itoa(pid)), 0))
	got, err := OfProcess(pid)
	require.NoError(t, err)
	assert.Equal(t, id, got)
	path, ok := tree.Path(got)
	assert.True(t, ok)
	assert.Equal(t, "/"+filepath.Base(directory), path)
	_, err = OfProcess(1 << 30)
	assert.Equal(t, unix.ESRCH, err)
}

func TestDirectoriesInEntries(t *testing.T) {
	entry := func(inode uint64, kind byte, name string) []byte {
		e := binary.NativeEndian.AppendUint64(nil, inode)
		e = binary.NativeEndian.AppendUint64(e, 99)
		size := (19 + len(name) + 1 + 7) / 8 * 8
		e = binary.NativeEndian.AppendUint16(e, uint16(size))
		e = append(append(e, kind), name...)
		return append(e, make([]byte, size-len(e))...)
	}
	all := slices.Concat(entry(1, unix.DT_DIR, "."), entry(2, unix.DT_DIR, ".."), entry(3, unix.DT_REG, "cgroup.procs"),
		entry(4, unix.DT_DIR, "a.slice"), entry(5, unix.DT_DIR, "..."), entry(6, unix.DT_LNK, "l"))
	assert.Equal(t, map[string]uint64{"a.slice": 4, "...": 5}, maps.Collect(directoriesIn(all)))
	for i := range all {
		for name := range directoriesIn(all[:i]) { // not whole: as much as there is
			assert.Contains(t, []string{"a.slice", "..."}, name)
		}
	}
	assert.Empty(t, maps.Collect(directoriesIn(make([]byte, 100))))
}

func TestPartOfTheTreeIsCalledByItsWholePath(t *testing.T) {
	for _, c := range []struct{ root, found, path string }{
		{"/", "", "/"}, {"/", "a", "/a"}, {"/", "a/b", "/a/b"}, {"/x", "", "/x"}, {"/x", "a", "/x/a"}, {"/../..", "a", "/../../a"},
	} {
		assert.Equal(t, c.path, join(c.root, c.found))
	}
}

func TestNoCgroup2IsAnError(t *testing.T) {
	proc := t.TempDir()
	testkit.WriteTree(t, proc, map[string]string{"self/mountinfo": "1 2 0:1 / / rw - ext4 /dev/vda rw\n"})
	_, err := Open(proc)
	assert.Equal(t, ErrNotMounted, err)
	testkit.WriteTree(t, proc, map[string]string{"other/self/mountinfo": "1 2 0:1 / " + proc + " rw - cgroup2 cgroup2 rw\n"})
	_, err = Open(proc + "/other") // another file system covers it
	assert.Equal(t, ErrNotMounted, err)
	_, err = Open(proc + "/none")
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func TestMountsOfTheWholeComeFirst(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mountinfo")
	require.NoError(t, os.WriteFile(file, []byte(`22 27 0:21 / /proc rw,relatime - proc proc rw
31 23 0:28 /part /srv/x\040y rw,relatime shared:7 - cgroup2 cgroup2 rw
32 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
38 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:9 master:3 - cgroup2 cgroup2 rw
39 31 0:38 /a\134b /x\11 - cgroup2
40 31 0:38 no /way rw - cgroup2 cgroup2 rw
41 31 0:38 / way rw - cgroup2 cgroup2 rw
42 31 0:38 / - cgroup2 cgroup2 rw

- cgroup2 
`), 0o644))
	mounts, err := findMounts(file)
	require.NoError(t, err)
	assert.Equal(t, []mount{{38, "/", "/sys/fs/cgroup/unified"}, {31, "/part", "/srv/x y"}}, mounts)
}

func FuzzMounts(f *testing.F) {
	f.Add([]byte(`38 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:9 - cgroup2 cgroup2 rw`))
	f.Add([]byte(`38 31 0:38 /\040 /\134 rw - cgroup2 cgroup2 rw`))
	f.Fuzz(func(t *testing.T, content []byte) {
		file := filepath.Join(t.TempDir(), "mountinfo")
		require.NoError(t, os.WriteFile(file, content, 0o644))
		mounts, err := findMounts(file)
		require.NoError(t, err)
		for _, m := range mounts {
			require.Equal(t, uint8('/'), m.root[0])
			require.Equal(t, uint8('/'), m.point[0])
		}
	})
}
