package netns

import (
	"context"
	"errors"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/mountinfo"
)

const (
	// maxMountinfo is how much is read of what one process sees mounted: as
	// much as the kernel lets it have by itself, at 100,000 mounts
	// (fs.mount-max), in the program's own mount namespace, and some 10,000
	// in others.
	maxMountinfo      = 16 << 20
	maxOtherMountinfo = 1 << 20
)

// ownMounts returns where the program itself sees network namespaces mounted,
// by their inodes, but for names. Others may not be opened.
func (c Config) ownMounts(names *directory) (found map[uint64][]file, closed []uint64) {
	content, _, err := mountinfo.Read(c.Proc+"/self/mountinfo", maxMountinfo)
	if err != nil {
		return nil, nil
	}
	found = make(map[uint64][]file)
	foreign := sync.OnceValue(func() []string {
		// On its root directory the program itself depends.
		return slices.DeleteFunc(foreignMounts(content), func(point string) bool { return point == "/" })
	})
	for m := range mountinfo.Of("nsfs", content) {
		inode, err := namespaceInode(m.RawRoot)
		if err != nil {
			continue // of another kind
		}
		f := file{Holder{Kind: ByMount, Path: m.Point()}}
		switch {
		case names.has(inode, f.Path) || slices.Contains(found[inode], f):
		case isBelowAny(f.Path, foreign()):
			closed = append(closed, inode)
		default:
			found[inode] = append(found[inode], f)
		}
	}
	return found, closed
}

// has tells whether a namespace has a file in the netns directories.
func (d *directory) has(inode uint64, path string) bool {
	return slices.ContainsFunc(d.entries[inode].files, func(f file) bool { return f.Path == path })
}

// otherMounts are the mounts of network namespaces that only other processes
// see.
type otherMounts struct {
	files map[uint64][]file
	// closed has the inodes of those that may not be opened.
	closed []uint64
	// cut counts mount namespaces with more mounts than are looked at.
	cut int
	// short tells that there were too few descriptors to look at all of them.
	short bool
}

// mountsOfOthers looks for namespaces that are not known among what processes
// see mounted, in each mount namespace once.
func (c Config) mountsOfOthers(ctx context.Context, pids []string, known func(inode uint64) bool) (*otherMounts, error) {
	views, err := c.mountNamespaces(ctx, pids)
	if err != nil {
		return nil, err
	}
	found := make([]view, len(views))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, residents := range views {
		group.Go(func() error {
			found[i] = c.look(residents, known)
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	all := &otherMounts{files: make(map[uint64][]file)}
	for _, v := range found {
		for _, m := range v.mounts {
			if m.open {
				all.files[m.inode] = append(all.files[m.inode], m.file)
			} else {
				all.closed = append(all.closed, m.inode)
			}
		}
		if v.cut {
			all.cut++
		}
		all.short = all.short || v.short
	}
	return all, nil
}

// view is what is found in a mount namespace.
type view struct {
	mounts     []mounted
	cut, short bool
}

// mounted is a mount of a network namespace.
type mounted struct {
	inode uint64
	file  file
	open  bool // it may be opened
}

// mountNamespaces returns some of the residents of each mount namespace but the
// program's own, in the order of their PIDs.
func (c Config) mountNamespaces(ctx context.Context, pids []string) ([][]string, error) {
	inodes := make([]uint64, len(pids))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for start := 0; start < len(pids); start += batch {
		group.Go(func() error {
			for i := start; i < min(start+batch, len(pids)); i++ {
				inodes[i], _ = linkedNumber(unix.AT_FDCWD, c.Proc+"/"+pids[i]+"/ns/mnt", "mnt")
			}
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	const some = 4 // for one may end meanwhile
	own, _ := linkedNumber(unix.AT_FDCWD, c.Proc+"/self/ns/mnt", "mnt")
	place := make(map[uint64]int)
	var views [][]string
	for i, inode := range inodes {
		if inode == 0 || inode == own {
			continue
		}
		at, ok := place[inode]
		if !ok {
			at = len(views)
			place[inode] = at
			views = append(views, nil)
		}
		if len(views[at]) < some {
			views[at] = append(views[at], pids[i])
		}
	}
	return views, nil
}

// look looks for unknown namespaces among what one of some processes of a mount
// namespace sees.
//
// Whoever may mount can mount a file system that he serves himself and that
// never answers (fuse(4)), on the way to a namespace's mount or over it. So only
// those are trusted who could do that to the program's own mounts too: mounts
// are opened if the mount namespace belongs to the program's own user namespace,
// and if there is nothing but file systems of this machine on the way.
func (c Config) look(pids []string, known func(inode uint64) bool) (v view) {
	for _, pid := range pids {
		if !c.sameUsers(pid) {
			continue
		}
		content, more, err := mountinfo.Read(c.Proc+"/"+pid+"/mountinfo", maxOtherMountinfo)
		if err != nil {
			v.short = v.short || tooFewFiles(err)
			continue
		}
		v.cut, v.short = more, false
		v.mounts = unknownMounts(pid, content, known)
		if len(v.mounts) == 0 || more {
			return v
		}
		owned, err := c.ownsMounts(pid)
		if err != nil {
			v.mounts = nil // it has ended, and so may have what it saw
			continue
		}
		foreign := foreignMounts(content)
		for i, m := range v.mounts {
			v.mounts[i].open = owned && !isBelowAny(m.file.Path, foreign)
		}
		return v
	}
	return v
}

// unknownMounts returns the mounts of unknown network namespaces that a process
// sees. What is mounted there the kernel itself writes, as "net:[4026531840]".
func unknownMounts(pid string, content []byte, known func(inode uint64) bool) (found []mounted) {
	number, _ := strconv.Atoi(pid)
	for m := range mountinfo.Of("nsfs", content) {
		if inode, err := namespaceInode(m.RawRoot); err == nil && !known(inode) {
			found = append(found, mounted{inode: inode, file: file{Holder{Kind: ByMount, PID: number, Path: m.Point()}}})
		}
	}
	return found
}

// foreignMounts returns where file systems are mounted that may not be of this
// machine, or that are not known, as far as a process sees them.
func foreignMounts(content []byte) (points []string) {
	for m := range mountinfo.All(content) {
		switch string(m.Type) {
		case "nsfs", "overlay", "tmpfs", "ramfs", "rootfs", "devtmpfs", "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "squashfs", "erofs":
		default:
			points = append(points, m.Point())
		}
	}
	return points
}

// isBelowAny tells whether a path is one of some directories, or below one.
func isBelowAny(path string, dirs []string) bool {
	return slices.ContainsFunc(dirs, func(dir string) bool {
		rest, ok := strings.CutPrefix(path, strings.TrimRight(dir, "/"))
		return ok && (rest == "" || rest[0] == '/')
	})
}

// tooFewFiles tells whether an error says that the program, or the system, has
// too many files open.
func tooFewFiles(err error) bool { return errors.Is(err, unix.EMFILE) || errors.Is(err, unix.ENFILE) }

// sameUsers tells whether a process lives in the program's own user namespace.
// Kernels without user namespaces have no such links.
func (c Config) sameUsers(pid string) bool {
	own, err := linkedNumber(unix.AT_FDCWD, ownProc+"/self/ns/user", "user")
	if err != nil {
		return errors.Is(err, os.ErrNotExist)
	}
	its, err := linkedNumber(unix.AT_FDCWD, c.Proc+"/"+pid+"/ns/user", "user")
	return err == nil && its == own
}

// ownsMounts tells whether the mount namespace of a process belongs to the
// program's own user namespace: that of the process itself may be another. The
// error says that the process cannot be asked any more.
func (c Config) ownsMounts(pid string) (bool, error) {
	fd, err := unix.Open(c.Proc+"/"+pid+"/ns/mnt", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return false, err
	}
	defer unix.Close(fd)
	owner, err := unix.IoctlRetInt(fd, unix.NS_GET_USERNS)
	if err != nil {
		return false, nil // it is out of the program's reach
	}
	defer unix.Close(owner)
	var its, own unix.Stat_t
	if err := unix.Fstat(owner, &its); err != nil {
		return false, err
	}
	if err := unix.Stat(ownProc+"/self/ns/user", &own); err != nil {
		return false, err
	}
	return its.Ino == own.Ino, nil
}
