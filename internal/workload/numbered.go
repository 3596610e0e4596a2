package workload

import (
	"bytes"
	"os"
	"strconv"
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/cgroups"
	"github.com/gonetstat/gonetstat/internal/mountinfo"
	"github.com/gonetstat/gonetstat/internal/process"
)

// numbered finds the containers of many processes by the ids of their cgroups of
// version 2. The kernel tells these in a fraction of the time that it takes to write a
// /proc/PID/cgroup, but the directories that have the names must be read too. That
// does not pay for a few processes. Beyond these, one directory is read for each
// process at most, so that deep trees, which have many, cost little more than the
// files alone.
type numbered struct {
	asked atomic.Int32
	tree  func() *cgroups.Tree // nil where ids say nothing
}

// fewProcesses is how many are found by their files first.
const fewProcesses = 64

func newNumbered(proc string) *numbered {
	return &numbered{tree: sync.OnceValue(func() *cgroups.Tree {
		if process.Scarce() || !isOfOwnProcesses(proc) || hidesFiles(proc) {
			return nil
		}
		if _, err := cgroups.OfProcess(os.Getpid()); err != nil {
			return nil // the kernel is older
		}
		tree, err := cgroups.Open(proc)
		if err != nil {
			return nil
		}
		if tree.Outside() { // paths would not be those of the files
			tree.Close()
			return nil
		}
		return tree
	})}
}

// container gives the cgroup of a process if it is that of a container, which is
// then the one that parseCgroups chooses of its /proc/PID/cgroup.
func (n *numbered) container(pid int) (c cgroup, in place, ok bool) {
	if n.asked.Add(1) <= fewProcesses {
		return c, in, false
	}
	tree := n.tree()
	if tree == nil {
		return c, in, false
	}
	id, err := cgroups.OfProcess(pid)
	if err != nil {
		return c, in, false
	}
	if c.path, ok = tree.PathWithin(id, 1); !ok || len(c.path) >= maxPath {
		return c, in, false
	}
	in = parsePath(c.path)
	return c, in, in.id != "" || in.name != ""
}

func (n *numbered) close() {
	if n.asked.Load() <= fewProcesses {
		return // it was never opened
	}
	if tree := n.tree(); tree != nil {
		tree.Close()
	}
}

// hidesFiles tells whether a procfs may keep files of other users' processes from
// the program (hidepid, proc(5)), whose ids the kernel would tell nevertheless.
func hidesFiles(proc string) bool {
	fd, err := unix.Open(proc, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return true
	}
	defer unix.Close(fd)
	id, err := mountinfo.ID(fd)
	if err != nil {
		return true
	}
	const most = 1 << 20
	content, _, err := mountinfo.Read(proc+"/self/mountinfo", most)
	if err != nil {
		return true
	}
	for m := range mountinfo.Of("proc", content) {
		if m.ID == id {
			return bytes.Contains(m.Super, []byte("hidepid="))
		}
	}
	return true
}

// isOfOwnProcesses tells whether a directory is a procfs that calls processes by the
// numbers that they have in the program's own PID namespace. It has the program
// itself by one number then, that of the innermost namespace (NSpid in
// proc_pid_status(5)).
func isOfOwnProcesses(proc string) bool {
	var fs unix.Statfs_t
	if unix.Statfs(proc, &fs) != nil || fs.Type != unix.PROC_SUPER_MAGIC {
		return false
	}
	status, err := os.ReadFile(proc + "/self/status")
	if err != nil {
		return false
	}
	for line := range bytes.Lines(status) {
		if numbers, ok := bytes.CutPrefix(line, []byte("NSpid:")); ok {
			return string(bytes.TrimSpace(numbers)) == strconv.Itoa(os.Getpid())
		}
	}
	return false
}
