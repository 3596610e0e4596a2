package netns

import (
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// linger is how long a visitor waits for another errand before it ends. The
// tables of a listing are opened one after the other within this time, and
// starting a thread costs several times as much as opening a table.
const linger = 10 * time.Millisecond

// errand is something to be done in the namespace of a file.
type errand struct {
	file *os.File
	do   func() error
	done chan error
}

var (
	errands = make(chan errand)
	// visitors holds one value for each visitor that runs. Opening a table
	// keeps a processor busy, so more of them than processors gain nothing.
	visitors = make(chan struct{}, runtime.GOMAXPROCS(0))
)

// visit runs do on a thread that has entered the network namespace of file.
// The thread belongs to no other goroutine, before or after, so the rest of
// the program stays where it is. do must not start goroutines that are meant
// to run there. The error is do's, or setns(2)'s.
func visit(file *os.File, do func() error) error {
	e := errand{file, do, make(chan error, 1)}
	select {
	case errands <- e:
		return <-e.done
	default:
	}
	select {
	case errands <- e:
	case visitors <- struct{}{}:
		go startVisitor(e)
	}
	return <-e.done
}

// startVisitor makes a thread of its own for a visitor. It must not be the
// process's first one: that one's namespace is what /proc/net shows to the
// whole process, and the Go runtime cannot end it.
func startVisitor(first errand) {
	runtime.LockOSThread()
	if unix.Gettid() != unix.Getpid() {
		runVisitor(first) // and the thread ends, as it is still locked
		return
	}
	// While this goroutine keeps the first thread, another cannot get it.
	locked := make(chan struct{})
	go func() {
		runtime.LockOSThread()
		close(locked)
		runVisitor(first)
	}()
	<-locked
	runtime.UnlockOSThread()
}

// runVisitor runs errands, each in its namespace, until there are no more. In
// between the thread goes home: it would keep alive the namespace it is in, and
// be found there as if it lived in it. If it cannot, it ends at once.
func runVisitor(e errand) {
	defer func() { <-visitors }()
	home, err := os.Open("/proc/thread-self/ns/net")
	if err != nil {
		e.done <- &enterError{err}
		return
	}
	defer home.Close()
	idle := time.NewTimer(linger)
	defer idle.Stop()
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
		idle.Reset(linger)
		select {
		case e = <-errands:
		case <-idle.C:
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
