package workload

import (
	"strings"
	"sync"

	"github.com/gonetstat/gonetstat/internal/jsontext"
)

// maxFile is how large a file about one container may be, maxList one about all
// of them.
const (
	maxFile = 1 << 20
	maxList = 16 << 20
)

// bundles knows the containers of containerd, and of cri-o, by the OCI bundles
// that they were started from.
type bundles struct {
	files *files
	// dirs are the directories, as files.dir gives them, that have one for each
	// container, and in it, at path, the configuration.
	dirs func() []string
	path string
}

// containerdStates are the state directories of containerd as it is installed
// by itself, by K3s and RKE2, and by MicroK8s.
func containerdStates() []string {
	return []string{"/run/containerd", "/run/k3s/containerd", "/var/snap/microk8s/common/run/containerd"}
}

// containerdBundles has a directory for each of containerd's namespaces. Docker
// has its own there, without names.
func containerdBundles(f *files) *bundles {
	return &bundles{files: f, path: "/config.json", dirs: sync.OnceValue(func() (dirs []string) {
		for _, state := range containerdStates() {
			for _, shim := range []string{"/io.containerd.runtime.v2.task", "/io.containerd.runtime.v1.linux"} {
				const maxNamespaces = 64
				namespaces, _ := f.names(state+shim, maxNamespaces)
				for _, namespace := range namespaces {
					if dir, ok := f.dir(state + shim + "/" + namespace); ok && namespace != "moby" {
						dirs = append(dirs, dir)
					}
				}
			}
		}
		return dirs
	})}
}

// crioBundles has the directories of containers/storage: that of running
// containers and that of all.
func crioBundles(f *files) *bundles {
	return &bundles{files: f, path: "/userdata/config.json", dirs: sync.OnceValue(func() (dirs []string) {
		for _, storage := range []string{"/run/containers/storage", "/var/lib/containers/storage"} {
			if dir, ok := f.dir(storage + "/overlay-containers"); ok {
				dirs = append(dirs, dir)
			}
		}
		return dirs
	})}
}

func (b *bundles) container(id, _ string) (n names, ok bool) {
	for _, dir := range b.dirs() {
		err := b.files.use(dir, id+b.path, maxFile, func(content []byte) error {
			n.bundle(content)
			return nil
		})
		if err == nil {
			return n, true
		}
	}
	return n, false
}

// dockers knows Docker's containers.
type dockers struct {
	files *files
	dirs  func() []string
}

func newDockers(f *files) *dockers {
	return &dockers{files: f, dirs: sync.OnceValue(func() (dirs []string) {
		for _, data := range f.dockerRoots() {
			its := []string{data}
			entries, _ := f.names(data, 1024)
			for _, entry := range entries {
				// With --userns-remap everything is in a directory UID.GID.
				if uid, gid, ok := strings.Cut(entry, "."); ok && isNumber(uid) && isNumber(gid) {
					its = append(its, data+"/"+entry)
				}
			}
			for _, data := range its {
				if dir, ok := f.dir(data + "/containers"); ok {
					dirs = append(dirs, dir)
				}
			}
		}
		return dirs
	})}
}

// dockerRoots are the directories that may be Docker's data-root: that of its
// configuration, the usual one, and that of the snap.
func (f *files) dockerRoots() (roots []string) {
	_ = f.useOnce("/etc/docker", "daemon.json", maxFile, func(content []byte) error {
		j := jsontext.NewReader(content)
		for key := range j.Members() {
			known := string(key) == "data-root" || string(key) == "graph" // the name of old
			if root, ok := j.Text(); ok && known && strings.HasPrefix(root, "/") {
				roots = append(roots, root)
			}
		}
		return nil
	})
	return append(roots, "/var/lib/docker", "/var/snap/docker/common/var-lib-docker")
}

func (d *dockers) container(id, podUID string) (n names, ok bool) {
	for _, dir := range d.dirs() {
		err := d.files.use(dir, id+"/config.v2.json", maxFile, func(content []byte) error {
			n.dockerConfig(content, podUID)
			return nil
		})
		if err == nil {
			return n, true
		}
	}
	return n, false
}

// podmans knows podman's containers.
type podmans struct {
	containers func() map[string]string // their names by their IDs
}

func newPodmans(f *files) *podmans {
	return &podmans{sync.OnceValue(func() map[string]string {
		found := make(map[string]string)
		for _, storage := range []string{"/var/lib/containers/storage", "/run/containers/storage"} {
			for _, list := range storageLists() {
				_ = f.useOnce(storage, list, maxList, func(content []byte) error {
					addStorageList(found, content)
					return nil
				})
			}
		}
		return found
	})}
}

// storageLists are the files that list containers, below a directory of
// containers/storage: those that stay, and those that are gone after a reboot.
func storageLists() (lists []string) {
	for _, driver := range []string{"overlay", "vfs", "btrfs"} {
		for _, list := range []string{"containers.json", "volatile-containers.json"} {
			lists = append(lists, driver+"-containers/"+list)
		}
	}
	return lists
}

func addStorageList(found map[string]string, content []byte) {
	storageList(content, func(id, name string) {
		if len(found) < maxListed {
			found[id] = name[:min(len(name), 4*maxName)]
		}
	})
}

func (p *podmans) container(id, _ string) (n names, ok bool) {
	n.container, ok = p.containers()[id]
	return n, ok
}
