// Package cgroups tells where a cgroup is by its id, as the kernel gives it for
// a socket (INET_DIAG_CGROUP_ID) or a process. A proc directory goes in, to find
// the cgroup2 file system by; paths in that come out. It reads the names of
// directories and nothing that is in a cgroup, and changes nothing.
package cgroups

import (
	"bytes"
	"encoding/binary"
	"errors"
	"iter"
	"os"
	"strings"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/mountinfo"
)

// Anyone with a part of the tree delegated to can make cgroups, and choose their
// names, so there is a limit to how many directories are read.
const maxDirectories = 1 << 16

// Tree is the hierarchy of cgroup2, as far as it is mounted and in sight. It is
// read as ids are asked for, and safe for concurrent use.
type Tree struct {
	mu      sync.Mutex
	mount   *os.File
	device  uint64            // of the file system
	root    string            // the cgroup that is mounted
	inodes  bool              // ids are the numbers of inodes
	paths   map[uint64]string // from the mount point on, by id
	pending []string          // directories known, but not read
	buffer  []byte            // for entries of directories
}

// ErrNotMounted is the error of a host without cgroup2.
var ErrNotMounted = errors.New("cgroup2 is not mounted")

// Open finds the file system by the mountinfo of this process below proc,
// usually "/proc".
func Open(proc string) (*Tree, error) {
	mounts, err := findMounts(proc + "/self/mountinfo")
	if err != nil {
		return nil, err
	}
	for _, m := range mounts {
		if tree := openMount(m); tree != nil {
			return tree, nil
		}
	}
	return nil, ErrNotMounted
}

// openMount opens what is mounted, or is nil if that cannot be reached, as when
// something else has been mounted over it.
func openMount(m mount) *Tree {
	fd, err := unix.Open(m.point, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil
	}
	t := &Tree{mount: os.NewFile(uintptr(fd), m.point), root: m.root, paths: map[uint64]string{}}
	var fs unix.Statfs_t
	var st unix.Stat_t
	id, err := mountinfo.ID(fd)
	if err != nil || id != m.id || unix.Fstatfs(fd, &fs) != nil || fs.Type != unix.CGROUP2_SUPER_MAGIC || unix.Fstat(fd, &st) != nil {
		t.Close()
		return nil
	}
	t.device = uint64(st.Dev)
	cgroup := idOf(fd, &st)
	t.inodes = cgroup == st.Ino
	t.paths[cgroup] = ""
	t.pending = []string{""}
	return t
}

// Outside tells that the tree begins above the root of the program's cgroup
// namespace (cgroup_namespaces(7)). It is right to call a cgroup "/../../a/b" then,
// but the kernel itself calls it "/../b" if the root is in "a" too.
func (t *Tree) Outside() bool { return t.root == "/.." || strings.HasPrefix(t.root, "/../") }

// Close closes the tree, of which no more is read from then on.
func (t *Tree) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pending = nil
	t.mount.Close()
}

// Path gives the path of the cgroup with an id, such as
// "/system.slice/ssh.service", or false if it is not in sight: it has been
// removed, or is not below the namespace's root. Whoever made the cgroup has
// chosen the names in it, of any bytes but NUL and newlines.
func (t *Tree) Path(id uint64) (string, bool) { return t.PathWithin(id, maxDirectories) }

// PathWithin is Path, but reads at most so many directories.
func (t *Tree) PathWithin(id uint64, directories int) (string, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		if found, ok := t.paths[id]; ok {
			return join(t.root, found), true
		}
		if directories == 0 || len(t.pending) == 0 || len(t.paths) >= maxDirectories {
			return "", false
		}
		directories--
		next := t.pending[0]
		t.pending = t.pending[1:]
		t.read(next)
	}
}

// read learns the cgroups in a directory. Errors leave it out: cgroups come and
// go, and not every user may read all of them.
func (t *Tree) read(directory string) {
	dir, _, err := t.open(directory)
	if err != nil {
		return
	}
	defer unix.Close(dir)
	if t.buffer == nil {
		t.buffer = make([]byte, 32<<10)
	}
	for {
		n, err := unix.Getdents(dir, t.buffer)
		if err == unix.EINTR {
			continue
		}
		if err != nil || n <= 0 {
			return
		}
		for name, inode := range directoriesIn(t.buffer[:n]) {
			if len(t.paths) >= maxDirectories {
				return
			}
			path := join(directory, name)
			if id, ok := t.idOf(path, inode); ok {
				t.paths[id] = path
				t.pending = append(t.pending, path)
			}
		}
	}
}

// idOf gives the id of a cgroup by its path and the number of its inode.
func (t *Tree) idOf(path string, inode uint64) (id uint64, ok bool) {
	if t.inodes {
		return inode, true
	}
	fd, id, err := t.open(path)
	if err != nil {
		return 0, false
	}
	unix.Close(fd)
	return id, true
}

// directoriesIn gives the directories among the entries that getdents64(2) has
// given, with the numbers of their inodes.
func directoriesIn(entries []byte) iter.Seq2[string, uint64] {
	return func(yield func(string, uint64) bool) {
		const inode, length, kind, name = 0, 16, 18, 19 // where these are in struct linux_dirent64
		for len(entries) > name {
			size := int(binary.NativeEndian.Uint16(entries[length:]))
			if size <= name || size > len(entries) {
				return
			}
			entry := entries[:size]
			entries = entries[size:]
			text, _, _ := bytes.Cut(entry[name:], []byte{0})
			if entry[kind] != unix.DT_DIR || string(text) == "." || string(text) == ".." {
				continue
			}
			if !yield(string(text), binary.NativeEndian.Uint64(entry[inode:])) {
				return
			}
		}
	}
}

// open opens a directory of the tree, and none of what is mounted on it. It gives
// the cgroup's id too.
func (t *Tree) open(directory string) (fd int, id uint64, err error) {
	const flags = unix.O_RDONLY | unix.O_DIRECTORY | unix.O_NOFOLLOW | unix.O_CLOEXEC
	root, path := int(t.mount.Fd()), join(".", directory)
	fd, err = unix.Openat2(root, path, &unix.OpenHow{Flags: flags, Resolve: unix.RESOLVE_NO_XDEV | unix.RESOLVE_NO_SYMLINKS})
	if err == unix.ENOSYS || err == unix.EPERM { // before Linux 5.6, or filtered
		fd, err = unix.Openat(root, path, flags, 0)
	}
	if err != nil {
		return -1, 0, err
	}
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil || uint64(st.Dev) != t.device {
		unix.Close(fd)
		return -1, 0, errors.Join(err, unix.EXDEV)
	}
	return fd, idOf(fd, &st), nil
}

// join joins two paths as they are. Of names in a cgroup2 none is special, and
// the cgroup that is mounted can be called "/.." in a cgroup namespace.
func join(directory, name string) string {
	switch {
	case name == "":
		return directory
	case directory == "":
		return name
	case directory == "/":
		return "/" + name
	}
	return directory + "/" + name
}

// idOf gives the id of a cgroup: its file handle, which is the whole of what the
// inode's number is the lower half of on a machine of 32 bits (kernfs_encode_fh
// in fs/kernfs/mount.c).
func idOf(fd int, st *unix.Stat_t) uint64 {
	handle, _, err := unix.NameToHandleAt(fd, "", unix.AT_EMPTY_PATH)
	if err != nil || handle.Size() != 8 {
		return st.Ino
	}
	return binary.NativeEndian.Uint64(handle.Bytes())
}
