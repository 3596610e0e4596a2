package netns

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// Kind is a way to keep a namespace.
type Kind int

const (
	// ByName: a file in a netns directory.
	ByName Kind = iota
	// ByMount: a mount of the namespace's file anywhere else, such as Docker's
	// below /run/docker/netns, or that of unshare --net=FILE.
	ByMount
	// ByProcess: a process that lives in it.
	ByProcess
	// ByThread: a thread that lives in it while its process lives elsewhere.
	ByThread
	// ByDescriptor: a descriptor of a process that may live anywhere.
	ByDescriptor
)

// Holder is one of those that keep a namespace.
type Holder struct {
	Kind Kind
	// PID is the process, or that of the thread. For ByMount it is a process
	// that sees the mount, or 0 if the program itself does.
	PID int
	// TID is the thread, for ByThread.
	TID int
	// FD is the descriptor, for ByDescriptor.
	FD int
	// Path is the file, for ByName and ByMount, as the process sees it. Any
	// byte but NUL may be in it.
	Path string
}

// Holders returns all that keep the namespace, as far as they are known: of a
// namespace that List has found, every name, mount, process, thread and
// descriptor, but no mount that only other mount namespaces have unless nothing
// else keeps it.
func (n *Namespace) Holders() []Holder {
	n.mu.Lock()
	defer n.mu.Unlock()
	var all []Holder
	for _, f := range n.files {
		all = append(all, f.Holder)
	}
	return append(all, holders(n.residents)...)
}

// holders gives residents as holders.
func holders(residents []resident) (all []Holder) {
	for _, who := range residents {
		pid, tid, thread := strings.Cut(who, "/task/")
		h := Holder{Kind: ByProcess}
		h.PID, _ = strconv.Atoi(pid)
		if thread {
			h.Kind = ByThread
			h.TID, _ = strconv.Atoi(tid)
		}
		all = append(all, h)
	}
	return all
}

// Residents returns all processes that live in the namespace, and the threads
// that do while their processes live elsewhere, as far as they may be asked. All
// processes are asked for it once, for all namespaces of the Finder. There are
// none of a namespace whose Inode is not known.
func (n *Namespace) Residents() []Holder { return holders(n.finder.everyone(n.Inode)) }

// Resident returns the PID of a process that lives in the namespace, which it
// looks for if none is known.
func (n *Namespace) Resident() (pid int, ok bool) {
	for _, search := range []bool{false, true} {
		residents, err := n.current(search)
		if err != nil {
			return 0, false
		}
		for _, who := range residents {
			if pid, err := strconv.Atoi(who); err == nil { // no thread
				return pid, true
			}
		}
	}
	return 0, false
}

// file is a holder by which a namespace can be entered.
type file struct{ Holder }

// open opens the file and returns it with the inode of the namespace that it is
// of. The error is one of openFile's.
func (f file) open(proc string) (*os.File, uint64, error) {
	switch {
	case f.Kind == ByDescriptor:
		return openFile(proc + "/" + strconv.Itoa(f.PID) + "/fd/" + strconv.Itoa(f.FD))
	case f.PID != 0:
		return openIn(proc+"/"+strconv.Itoa(f.PID)+"/root", f.Path)
	default:
		return openFile(f.Path)
	}
}

// openIn is openFile of a path below another root directory. There is no
// symbolic link in the path of a mount, so that one that has come into it is not
// followed.
func openIn(root, path string) (*os.File, uint64, error) {
	dir, err := unix.Open(root, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, 0, err
	}
	defer unix.Close(dir)
	look, err := unix.Openat2(dir, strings.TrimPrefix(path, "/"), &unix.OpenHow{
		Flags:   unix.O_PATH | unix.O_CLOEXEC,
		Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS | unix.RESOLVE_NO_MAGICLINKS,
	})
	if err == unix.ELOOP {
		err = unix.ENOENT // a link has taken its place
	}
	if err != nil {
		return nil, 0, err
	}
	defer unix.Close(look)
	return openLook(look, path)
}
