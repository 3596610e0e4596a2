package netstat

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/procmap"
)

// owners are the processes that have the sockets of a listing. Each is looked at
// once. They are asked for by one goroutine, when the search for them has ended.
type owners struct {
	engine               *engine.Owners // nil if none are wanted
	proc                 string
	every                bool
	executables, cgroups bool

	known map[*procmap.Owner]Process
	// Most often a process has several sockets in a row.
	last    *procmap.Owner
	process Process
}

func newOwners(of *engine.Owners, o *Options) *owners {
	return &owners{
		engine:      of,
		proc:        o.config().Proc,
		every:       o.AllOwners,
		executables: o.Executables,
		cgroups:     o.Cgroups,
		known:       make(map[*procmap.Owner]Process),
	}
}

// of tells who has a socket. One that belongs to no file, such as one in
// TIME_WAIT, has inode 0.
func (o *owners) of(inode uint64) (first Process, all []Owner) {
	if o.engine == nil || inode == 0 {
		return Process{}, nil
	}
	owner, ok := o.engine.Lookup(inode)
	if !ok {
		return Process{}, nil
	}
	if owner != o.last {
		o.last, o.process = owner, o.about(owner)
	}
	if o.every {
		holders := o.engine.Holders(inode)
		all = make([]Owner, holders.Len())
		for i := range all {
			its, fd := holders.At(i)
			all[i] = Owner{o.about(its), fd}
		}
	}
	return o.process, all
}

// about tells what is known of a process.
func (o *owners) about(owner *procmap.Owner) Process {
	p, ok := o.known[owner]
	if !ok {
		p = Process{PID: owner.PID, Comm: owner.Comm, Name: owner.Name}
		dir := o.proc + "/" + strconv.Itoa(owner.PID)
		if o.executables {
			p.Executable, _ = os.Readlink(dir + "/exe") // "" where it may not be known
		}
		if o.cgroups {
			p.Cgroup = cgroup(dir + "/cgroup")
		}
		o.known[owner] = p
	}
	return p
}

// cgroup gives the path of cgroup2 in a /proc/PID/cgroup, in the line of hierarchy
// 0 (proc_cgroup_show in the kernel's kernel/cgroup/cgroup.c). It is "" if there is
// none, or if that cannot be known.
func cgroup(path string) string {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return ""
	}
	defer unix.Close(fd)
	content := make([]byte, 16<<10) // no path is longer than a page
	n := 0
	for n < len(content) {
		got, err := unix.Read(fd, content[n:])
		if err != nil || got <= 0 {
			break
		}
		n += got
	}
	for line := range bytes.Lines(content[:n]) {
		if path, ok := bytes.CutPrefix(line, []byte("0::")); ok {
			return string(bytes.TrimSuffix(path, []byte("\n")))
		}
	}
	return ""
}
