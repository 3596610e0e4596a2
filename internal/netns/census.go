package netns

import (
	"bytes"
	"context"
	"errors"
	"os"
	"runtime"
	"strconv"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sys/unix"
)

// A resident is a process or a thread that lives in a namespace, by the path
// of its directory below /proc: "77", or "77/task/80".
type resident = string

// census is where the processes of the system live, as far as they have been
// asked.
type census struct {
	proc      string
	pids      []string              // of all of them
	unasked   []string              // those who have not been asked yet
	residents map[uint64][]resident // by the namespace's inode
	hidden    []resident            // processes that may not be asked
}

// errNoProcesses says that a directory is not a /proc: that shows at least
// those who look at it.
var errNoProcesses = errors.New("no process is listed there, so proc seems not to be mounted")

// batch is how many processes one goroutine looks at before it takes more:
// enough that handing out work costs nothing beside some 5 µs for a process.
const batch = 32

// newCensus begins a census of the processes that /proc shows.
func newCensus(proc string) (*census, error) {
	pids, err := numbers(proc)
	if err != nil {
		return nil, err
	}
	if len(pids) == 0 {
		return nil, &os.PathError{Op: "read", Path: proc, Err: errNoProcesses}
	}
	return &census{proc: proc, pids: pids, unasked: pids, residents: make(map[uint64][]resident)}, nil
}

// take asks processes for their namespaces until one lives in the namespace of
// an inode, or all of them if that is 0. It goes on where it stopped before.
func (c *census) take(ctx context.Context, until uint64) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	atOnce := len(c.unasked)
	if until != 0 {
		atOnce = batch * runtime.GOMAXPROCS(0)
	}
	for len(c.unasked) > 0 && (until == 0 || len(c.residents[until]) == 0) {
		n := min(atOnce, len(c.unasked))
		if err := c.ask(ctx, c.unasked[:n]); err != nil {
			return err
		}
		c.unasked = c.unasked[n:]
	}
	return nil
}

// ask asks some processes, on all processors.
func (c *census) ask(ctx context.Context, pids []string) error {
	parts := make([]survey, (len(pids)+batch-1)/batch)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range parts {
		group.Go(func() error {
			part := survey{proc: c.proc}
			for _, pid := range pids[i*batch : min((i+1)*batch, len(pids))] {
				part.process(pid)
			}
			parts[i] = part
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, part := range parts {
		c.hidden = append(c.hidden, part.hidden...)
		for _, h := range part.homes {
			c.residents[h.inode] = append(c.residents[h.inode], h.who)
		}
	}
	return nil
}

// home is where one resident lives.
type home struct {
	inode uint64
	who   resident
}

// survey is a census of some processes.
type survey struct {
	proc   string
	homes  []home
	hidden []resident
}

// process notes where a process lives, and those of its threads that live
// elsewhere. That a process vanishes is not an error.
func (s *survey) process(pid string) {
	inode, err := linkedInode(unix.AT_FDCWD, s.proc+"/"+pid+"/ns/net")
	if errors.Is(err, unix.EACCES) || errors.Is(err, unix.EPERM) {
		s.hidden = append(s.hidden, pid)
		return
	}
	// The first thread may have ended, and have no namespace, while others
	// go on.
	if err == nil {
		s.note(inode, pid)
	}
	if threadCount(s.proc, pid) < 2 {
		return
	}
	tids, err := numbers(s.proc + "/" + pid + "/task")
	if err != nil {
		return
	}
	for _, tid := range tids {
		thread := pid + "/task/" + tid
		its, err := linkedInode(unix.AT_FDCWD, s.proc+"/"+thread+"/ns/net")
		if err == nil && its != inode {
			s.note(its, thread)
		}
	}
}

func (s *survey) note(inode uint64, who resident) {
	s.homes = append(s.homes, home{inode, who})
}

// threadCount returns how many threads a process has. The kernel counts them
// as links of the directory that lists them (proc_task_getattr), which is much
// cheaper to ask for than the list or the status file.
func threadCount(proc, pid string) int {
	var st unix.Stat_t
	if unix.Stat(proc+"/"+pid+"/task", &st) != nil {
		return 0
	}
	return int(st.Nlink) - 2
}

// linkedInode returns the inode of the network namespace that a link such as
// /proc/77/ns/net leads to. Its text, "net:[4026531840]", is the kernel's own
// (ns_get_name), and reading it costs half as much as following the link.
func linkedInode(dir int, path string) (uint64, error) {
	return linkedNumber(dir, path, "net")
}

// linkedNumber is linkedInode of any kind of namespace.
func linkedNumber(dir int, path, kind string) (uint64, error) {
	var buf [64]byte
	n, err := unix.Readlinkat(dir, path, buf[:])
	if err != nil {
		return 0, err
	}
	return bracketed(buf[:n], kind)
}

// namespaceInode returns the inode of a network namespace that the kernel calls
// "net:[4026531840]".
func namespaceInode(text []byte) (uint64, error) { return bracketed(text, "net") }

// bracketed returns the number in a text such as "net:[4026531840]".
func bracketed(text []byte, kind string) (uint64, error) {
	number, ok := bytes.CutPrefix(text, []byte(kind+":["))
	number, ok2 := bytes.CutSuffix(number, []byte("]"))
	if !ok || !ok2 {
		return 0, unix.EINVAL
	}
	inode, err := strconv.ParseUint(string(number), 10, 64)
	if err != nil {
		return 0, unix.EINVAL
	}
	return inode, nil
}

// openDir opens a directory. os.Open has Go's runtime open descriptors of its
// own beside it, and the program dies when there are none.
func openDir(path string) (*os.File, error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(fd), path), nil
}

// numbers returns the names in a directory that are made of digits.
func numbers(dir string) ([]string, error) {
	d, err := openDir(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	kept := names[:0]
	for _, name := range names {
		if allDigits(name) {
			kept = append(kept, name)
		}
	}
	return kept, nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
