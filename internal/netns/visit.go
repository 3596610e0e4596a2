package netns

import (
	"os"
	"runtime"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// errand is something to be done in the namespace of a file.
type errand struct {
	file *os.File
	do   func() error
	done chan error
}

// visit runs do on a thread that has entered the network namespace of file.
// The thread belongs to no other goroutine, before or after, so the rest of
// the program stays where it is. do must not start goroutines that are meant
// to run there. The error is do's, or setns(2)'s.
func (f *Finder) visit(file *os.File, do func() error) error {
	e := errand{file, do, make(chan error, 1)}
	select {
	case f.errands <- e:
		return <-e.done
	default:
	}
	select {
	case f.errands <- e:
	case f.visitors <- struct{}{}:
		go f.startVisitor(e)
	}
	return <-e.done
}

// startVisitor makes a thread of its own for a visitor. It must not be the
// process's first one: that one's namespace is what /proc/net shows to the
// whole process, and the Go runtime cannot end it.
func (f *Finder) startVisitor(first errand) {
	runtime.LockOSThread()
	if unix.Gettid() != unix.Getpid() {
		f.runVisitor(first) // and the thread ends, as it is still locked
		return
	}
	// While this goroutine keeps the first thread, another cannot get it.
	locked := make(chan struct{})
	go func() {
		runtime.LockOSThread()
		close(locked)
		f.runVisitor(first)
	}()
	<-locked
	runtime.UnlockOSThread()
}

// runVisitor runs errands, each in its namespace, until the finder's context
// ends: starting a thread costs several times as much as opening a table. In
// between the thread goes home: it would keep alive the namespace it is in, and
// be found there as if it lived in it. If it cannot, it ends at once.
func (f *Finder) runVisitor(e errand) {
	defer func() { <-f.visitors }()
	home, err := procnet.OpenFile(ownProc + "/thread-self/ns/net")
	if err != nil {
		e.done <- &enterError{err}
		return
	}
	defer home.Close()
	for {
		if err := enter(e.file); err != nil {
			e.done <- err
		} else {
			err := e.do()
			back := enter(home)
			e.done <- err
			if back != nil {
				return
			}
		}
		select {
		case e = <-f.errands:
		case <-f.ctx.Done():
			return
		}
	}
}

// enter puts the calling thread into the network namespace of a file.
func enter(file *os.File) error {
	// The file must stay open until setns has returned.
	defer runtime.KeepAlive(file)
	if err := unix.Setns(int(file.Fd()), unix.CLONE_NEWNET); err != nil {
		return &enterError{err}
	}
	return nil
}

// enterError is the error of a thread that could not enter a namespace.
type enterError struct{ err error }

func (e *enterError) Error() string { return "setns: " + e.err.Error() }
func (e *enterError) Unwrap() error { return e.err }
