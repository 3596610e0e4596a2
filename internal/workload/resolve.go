package workload

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/visible"
)

// resolve finds the workload of a cgroup.
func (r *Resolver) resolve(c cgroup, p place) Workload {
	n, user := names{runtime: p.runtime, container: p.name}, p.user
	if p.id != "" || p.name != "" {
		author, named := r.author(c, p)
		if author != "" {
			user = author
		}
		switch {
		case p.name != "":
			if p.runtime == nspawn && named && author == "" && r.isVirtual(p.name) {
				n = names{}
			}
		case named && author == "":
			n = r.names(p)
		case named:
			if its, ok := r.homes.container(author, p.container); ok {
				n = its
				n.podNamespace, n.pod = "", ""
			}
		}
	}
	name := func(text string) string { return visible.Text(text, maxName) }
	return Workload{
		Cgroup:       visible.Text(c.path, maxPath),
		ContainerID:  p.id,
		Container:    name(n.container),
		Runtime:      n.runtime,
		Pod:          name(n.pod),
		PodNamespace: name(n.podNamespace),
		PodUID:       p.podUID,
		Unit:         name(p.unit),
		UserUnit:     name(p.userUnit),
		Session:      name(p.session),
		User:         user,
	}
}

// author tells who has named the cgroup of a container: the system, which is "",
// or an ordinary user by the UID. If that is not known, neither is whose names to
// look among.
func (r *Resolver) author(c cgroup, p place) (user string, known bool) {
	switch {
	case p.user != "":
		return p.user, true
	case !p.belowUnit:
		return "", true
	}
	uid, known := r.ownerOf(c, p.parent)
	if known && uid != 0 {
		user = strconv.FormatUint(uint64(uid), 10)
	}
	return user, known
}

// ownerOf returns to whom the directory of a cgroup belongs, and who therefore
// can make others in it.
func (r *Resolver) ownerOf(c cgroup, path string) (uid uint32, known bool) {
	mounts := []string{"/sys/fs/cgroup/" + strings.TrimPrefix(c.hierarchy, "name=")}
	if c.hierarchy == "" {
		mounts = []string{"/sys/fs/cgroup", "/sys/fs/cgroup/unified"}
	}
	for _, mount := range mounts {
		at, err := r.files.openDir(mount)
		if err != nil {
			continue
		}
		fd, err := openBelow(at, strings.Trim(path, "/"), directory)
		unix.Close(at)
		if err != nil {
			continue
		}
		var st unix.Stat_t
		err = unix.Fstat(fd, &st)
		unix.Close(fd)
		if err == nil {
			return st.Uid, true
		}
	}
	return 0, false
}

// names looks for the names of a container of the system's.
func (r *Resolver) names(p place) names {
	if !isPodUID(p.podUID) {
		n := r.runtime(p.container, "")
		return names{runtime: n.runtime, container: n.container}
	}
	n := r.kubelet.container(p.podUID, p.id)
	n.runtime = p.runtime
	if n.container == "" || n.runtime == "" {
		its := r.runtime(p.container, p.podUID)
		setOnce(&n.runtime, its.runtime)
		setOnce(&n.container, its.container)
		if n.pod == "" && its.podUID == p.podUID {
			n.pod, n.podNamespace = its.pod, its.podNamespace
		}
	}
	return n
}

// store is where a runtime writes down names.
type store struct {
	runtime   string
	container func(id, podUID string) (names, bool)
}

// runtime looks for a container, which may be a pod's, among those of its
// runtime, or of all runtimes if the cgroup does not tell which it is.
func (r *Resolver) runtime(c container, podUID string) names {
	for i := range r.stores {
		s := &r.stores[i]
		if c.runtime != "" && c.runtime != s.runtime {
			continue
		}
		if n, ok := s.container(c.id, podUID); ok {
			n.runtime = s.runtime
			return n
		}
	}
	return names{runtime: c.runtime}
}

// isVirtual tells whether systemd-machined knows a machine as a virtual one,
// which is no container. (machine_save in systemd's machine.c)
func (r *Resolver) isVirtual(machine string) (virtual bool) {
	if strings.Contains(machine, "/") {
		return false
	}
	_ = r.files.useOnce("/run/systemd/machines", machine, maxFile, func(content []byte) error {
		for line := range bytes.Lines(content) {
			virtual = virtual || string(bytes.TrimSpace(line)) == "CLASS=vm"
		}
		return nil
	})
	return virtual
}
