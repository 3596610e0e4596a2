package workload

import (
	"errors"
	"strings"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/mountinfo"
)

// homes knows the containers of ordinary users, who run podman and Docker by
// themselves, by what these leave in the users' home directories. There the
// users can put anything in the place of anything, even a file system that they
// serve themselves and that never answers (fuse(4)). So the way goes from a
// mount of a kind that users do not serve, over no other mount and no symbolic
// link, to a regular file of the user's own.
type homes struct {
	files  *files
	passwd func() map[string]string // home directories by UIDs
	mounts func() []byte            // mountinfo

	mu    sync.Mutex
	users map[string]*user
	room  int // for names of containers, of all users together
}

// user is an ordinary user who has containers.
type user struct {
	once   sync.Once
	podman map[string]string // names of containers by their IDs
}

const (
	maxUsers     = 1024
	maxUsersList = 4 << 20 // bytes of a user's list of containers
	maxMounts    = 4 << 20 // bytes of mountinfo
)

func newHomes(f *files) *homes {
	return &homes{
		files:  f,
		passwd: sync.OnceValue(func() map[string]string { return readPasswd(f) }),
		mounts: sync.OnceValue(func() []byte {
			content, _, _ := mountinfo.Read("/proc/self/mountinfo", maxMounts)
			return content
		}),
		users: make(map[string]*user),
		room:  maxListed,
	}
}

// readPasswd reads the home directories of passwd(5).
func readPasswd(f *files) map[string]string {
	found := make(map[string]string)
	_ = f.useOnce("/etc", "passwd", maxList, func(content []byte) error {
		for line := range strings.Lines(string(content)) {
			field := strings.Split(line, ":")
			if len(field) < 6 || !isNumber(field[2]) || !strings.HasPrefix(field[5], "/") || len(found) >= maxListed {
				continue
			}
			if _, ok := found[field[2]]; !ok {
				found[field[2]] = strings.TrimRight(field[5], "/")
			}
		}
		return nil
	})
	return found
}

// container returns what a user's own files say of a container.
func (h *homes) container(uid string, c container) (n names, ok bool) {
	if c.runtime == podman || c.runtime == "" {
		if name, ok := h.podman(uid)[c.id]; ok {
			return names{runtime: podman, container: name}, true
		}
	}
	if c.runtime == docker || c.runtime == "" {
		path := "/.local/share/docker/containers/" + c.id + "/config.v2.json"
		err := h.use(uid, path, maxFile, func(content []byte) error {
			n.dockerConfig(content, "")
			return nil
		})
		if err == nil {
			n.runtime = docker
			return n, true
		}
	}
	return names{}, false
}

// podman returns the names of a user's containers of podman.
func (h *homes) podman(uid string) map[string]string {
	h.mu.Lock()
	its := h.users[uid]
	if its == nil && len(h.users) < maxUsers {
		its = new(user)
		h.users[uid] = its
	}
	h.mu.Unlock()
	if its == nil {
		return nil
	}
	its.once.Do(func() {
		its.podman = make(map[string]string)
		for _, list := range storageLists() {
			_ = h.use(uid, "/.local/share/containers/storage/"+list, maxUsersList, func(content []byte) error {
				storageList(content, func(id, name string) {
					if h.take() {
						its.podman[id] = strings.Clone(name[:min(len(name), maxName)])
					}
				})
				return nil
			})
		}
	})
	return its.podman
}

// take takes room for one more name.
func (h *homes) take() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.room == 0 {
		return false
	}
	h.room--
	return true
}

var errNoHome = errors.New("no home directory on a file system that is known not to be a user's")

// use reads a file below a user's home directory.
func (h *homes) use(uid, path string, limit int, do func(content []byte) error) error {
	home, ok := h.passwd()[uid]
	if !ok || home == "" {
		return errNoHome
	}
	home = h.files.root + home
	mount, ok := h.mountOf(home)
	if !ok {
		return errNoHome
	}
	at, err := unix.Open(mount.Point(), directory, 0)
	if err != nil {
		return err
	}
	defer unix.Close(at)
	// Another may have been mounted there meanwhile.
	if id, err := mountinfo.ID(at); err != nil || id != mount.ID {
		return errNoHome
	}
	below := strings.TrimPrefix(strings.TrimPrefix(home, mount.Point())+path, "/")
	fd, err := unix.Openat2(at, below, &unix.OpenHow{
		Flags:   reading,
		Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_XDEV | unix.RESOLVE_NO_SYMLINKS | unix.RESOLVE_NO_MAGICLINKS,
	})
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	return h.files.read(fd, limit, uid, do)
}

// mountOf returns the mount that a path is on, if its file system is on this
// machine: another may keep a reader waiting.
func (h *homes) mountOf(path string) (on mountinfo.Mount, ok bool) {
	longest := -1
	for m := range mountinfo.All(h.mounts()) {
		point := m.Point()
		if isBelow(path, point) && len(point) >= longest {
			on, longest = m, len(point)
		}
	}
	switch string(on.Type) {
	case "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "tmpfs", "overlay":
		return on, true
	}
	return on, false
}

// isBelow tells whether a path is that of a directory, or of a file below it.
func isBelow(path, dir string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimRight(dir, "/"))
	return ok && (rest == "" || rest[0] == '/')
}
