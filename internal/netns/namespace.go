package netns

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// Namespace is one network namespace. Its methods may be called concurrently.
type Namespace struct {
	// Inode identifies the namespace for as long as it exists. It is 0 for
	// the program's own if the kernel has no network namespaces, and for one
	// that was given by a process which may not be asked where it lives.
	Inode uint64
	// Own tells that it is the namespace of the program itself.
	Own bool
	// Names are the names it is known by, in the order of their bytes. They
	// are file names, so any byte but NUL and '/' may be in them.
	Names []string

	finder *Finder
	files  []file // by which it can be entered
	tables uint64 // where Inode is not known, the inode of net/dev in the procfs
	asked  string // and the PID that was asked for

	mu        sync.Mutex
	residents []resident // that it can be read through
	round     int        // the latest census that they were sought in
	deserted  bool       // which has found that it has no residents
}

// Self returns the namespace of the program, without a name.
func (f *Finder) Self() *Namespace {
	return &Namespace{Inode: f.config.own(), Own: true, finder: f}
}

// own returns the inode of the program's own namespace, or 0 if unknown.
func (c Config) own() uint64 {
	inode, err := linkedInode(unix.AT_FDCWD, c.Proc+"/"+c.Home+"/ns/net")
	if err != nil {
		return 0
	}
	return inode
}

// hasOwn tells whether the procfs shows the program's own tables, as it does
// unless it is that of a PID namespace that the program is not in.
func (c Config) hasOwn() bool {
	var st unix.Stat_t
	return unix.Stat(c.ownTable(""), &st) == nil
}

// ID tells a namespace from others.
type ID struct{ inode, tables uint64 }

// ID returns the same for the same namespace, wherever its Inode is known. Where
// it is not, that holds for those whose Inode is not known either.
func (n *Namespace) ID() ID { return ID{n.Inode, n.tables} }

// Label returns what a listing calls the namespace: one word of visible ASCII
// characters. It is the first of its names, so that a namespace has the same
// label wherever the program runs. Without a name it is "-" for the program's
// own and "net:[INODE]", as readlink(1) of /proc/PID/ns/net prints it, for
// others, or the PID that was given if the inode is not known. A name that could be taken for one of these two does not serve as a
// label. Other bytes in a name, blanks included, show as '.'.
func (n *Namespace) Label() string {
	for _, name := range n.Names {
		if name != "-" && !strings.HasPrefix(name, "net:[") {
			return visible(name)
		}
	}
	switch {
	case n.Own:
		return "-"
	case n.Inode == 0:
		return n.asked
	}
	return fmt.Sprintf("net:[%d]", n.Inode)
}

func visible(name string) string {
	text := []byte(name)
	for i, b := range text {
		if b <= ' ' || b > '~' {
			text[i] = '.'
		}
	}
	return string(text)
}

// Open opens a table by its name below /proc/net, such as "tcp6". What the
// file shows does not depend on the process it was opened through, which may
// end.
//
// The error is an *os.PathError that names the table as a process living in
// the namespace knows it, "/proc/net/tcp6". If an *Error is its cause, then
// not the table but the whole namespace could not be read: it is gone
// (ErrGone), or it has no process and may not be entered.
func (n *Namespace) Open(table string) (*os.File, error) {
	path := n.finder.config.table(table)
	if n.Own {
		return procnet.OpenFile(n.finder.config.ownTable(table))
	}
	file, err := n.openThroughResident(table)
	if errors.Is(err, errMoved) {
		file, err = n.openInside(table)
	}
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return file, nil
}

// Check checks that tables of the namespace can be opened. The error is an
// *Error, and says what every table's Open would fail with.
func (n *Namespace) Check() error {
	if n.Own {
		return nil
	}
	file, err := n.Open("dev")
	if whole, ok := errors.AsType[*Error](err); ok {
		return whole
	}
	if err == nil {
		file.Close()
	}
	return nil
}

// Socket makes a socket in the namespace, closed on exec; the caller closes
// it. It is for what only an ioctl on a socket can tell, such as the addresses
// of interfaces (netdevice(7)). That is the one thing that /proc cannot show
// of another namespace, so unless the namespace is the program's own, a thread
// enters it and CAP_SYS_ADMIN is needed, in the namespace's user namespace and
// in the program's. The error is an *Error if the namespace cannot be entered,
// and otherwise socket(2)'s.
func (n *Namespace) Socket(domain, typ, proto int) (int, error) {
	if n.Own && n.finder.config.Home == self {
		return unix.Socket(domain, typ|unix.SOCK_CLOEXEC, proto)
	}
	fd := -1
	err := n.enter(func() (err error) {
		fd, err = unix.Socket(domain, typ|unix.SOCK_CLOEXEC, proto)
		return err
	})
	return fd, err
}

// current returns the known residents. If there are none, they are looked for
// if search says so, but no more once nobody was found. The error is that of
// the finder's context.
func (n *Namespace) current(search bool) ([]resident, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.residents) > 0 || !search || n.deserted {
		return n.residents, nil
	}
	found, round, err := n.finder.residents(n.Inode, n.round)
	if err != nil {
		return nil, err
	}
	n.residents, n.round, n.deserted = found, round, len(found) == 0
	return found, nil
}

// forget strikes a resident that has ended or moved off the list.
func (n *Namespace) forget(who resident) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.residents) > 0 && n.residents[0] == who {
		n.residents = n.residents[1:]
	}
}
