package workload

import (
	"fmt"
	"strconv"
	"sync"
)

// Config says where a Resolver looks. The zero value means this machine.
type Config struct {
	// Proc is where procfs is mounted: "/proc".
	Proc string
	// Root is the root directory of the machine whose processes these are,
	// without a final '/': "". It is another where that machine's file system
	// is mounted in a container.
	Root string
}

// Resolver finds workloads, for one run of a program: it reads a process each time
// that it is asked for it, and looks for each container's names once. Nothing is read
// before it is asked. Its methods may be called concurrently, but for Close.
type Resolver struct {
	proc     string
	numbered *numbered
	files    *files

	kubelet kubelet
	stores  []store // in the order in which a container is looked for
	homes   *homes

	mu      sync.Mutex
	cgroups map[string]*entry // by the path
	room    int               // for more of them, in bytes
}

// entry is the workload of a cgroup.
type entry struct {
	kept     bool // for others to find
	once     sync.Once
	workload Workload
}

// maxKept is about how much memory the paths and names of cgroups may take. What is
// beyond is found anew each time: whoever makes cgroups makes their paths.
const maxKept = 16 << 20

// New returns a Resolver.
func New(c Config) *Resolver {
	if c.Proc == "" {
		c.Proc = "/proc"
	}
	f := &files{root: c.Root}
	return &Resolver{
		proc:     c.Proc,
		numbered: newNumbered(c.Proc),
		files:    f,
		kubelet:  kubelet{files: f},
		stores: []store{
			{docker, newDockers(f).container},
			{containerd, containerdBundles(f).container},
			{crio, crioBundles(f).container},
			{podman, newPodmans(f).container},
		},
		homes:   newHomes(f),
		cgroups: make(map[string]*entry),
		room:    maxKept,
	}
}

// Close closes what the Resolver has open. It is asked no more then.
func (r *Resolver) Close() { r.numbered.close() }

// Process returns the workload of a process. It is empty, never nil, if the
// process has ended or may not be looked at.
func (r *Resolver) Process(pid int) *Workload {
	if c, p, ok := r.numbered.container(pid); ok {
		return r.cgroup(c, p)
	}
	var room [64]byte
	path := append(append(room[:0], r.proc...), '/')
	return r.file(append(strconv.AppendInt(path, int64(pid), 10), "/cgroup"...))
}

// Thread returns the workload of a thread, which may have a cgroup of its own.
func (r *Resolver) Thread(pid, tid int) *Workload {
	return r.file(fmt.Appendf(nil, "%s/%d/task/%d/cgroup", r.proc, pid, tid))
}

// maxCgroups is how much of a /proc/PID/cgroup is read: of version 1 there are
// some ten hierarchies, each with a path. Nearly all are far shorter than
// usualCgroups.
const (
	maxCgroups   = 64 << 10
	usualCgroups = 8 << 10
)

// file returns the workload that a /proc/PID/cgroup tells.
func (r *Resolver) file(path []byte) *Workload {
	for _, size := range [...]int{usualCgroups, maxCgroups} {
		buf := r.files.buffer(size)
		defer r.files.buffers.Put(buf)
		content, err := readAtOnce(path, (*buf)[:size])
		if err != nil {
			break
		}
		if len(content) < size || size == maxCgroups {
			return r.Cgroups(content)
		}
	}
	return new(Workload)
}

// Cgroups returns the workload of a process by the content of its
// /proc/PID/cgroup. It is empty, never nil, if the content is not of that kind.
func (r *Resolver) Cgroups(content []byte) *Workload { return r.cgroup(parseCgroups(content)) }

// Cgroup returns the workload of a cgroup of version 2, by its path from the
// root of the hierarchy, such as "/system.slice/sshd.service".
func (r *Resolver) Cgroup(path string) *Workload {
	if len(path) > maxPath {
		return new(Workload)
	}
	return r.cgroup(cgroup{path: path}, parsePath(path))
}

func (r *Resolver) cgroup(c cgroup, p place) *Workload {
	r.mu.Lock()
	e := r.cgroups[c.path]
	if e == nil {
		e = &entry{kept: r.room > 0 && c.path != ""}
		if e.kept {
			r.cgroups[c.path] = e
		}
	}
	r.mu.Unlock()
	e.once.Do(func() {
		if c.path == "" {
			return
		}
		e.workload = r.resolve(c, p)
		if e.kept {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.room -= len(c.path) + e.workload.size()
		}
	})
	return &e.workload
}

// size returns about how much memory a workload takes, with what refers to it.
func (w *Workload) size() int {
	const fixed = 512
	return fixed + len(w.Cgroup) + len(w.Container) + len(w.Pod) + len(w.PodNamespace) + len(w.Unit) + len(w.UserUnit) + len(w.Session)
}
