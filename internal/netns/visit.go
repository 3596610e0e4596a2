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

// visit runs do on a thread that has entered the network namespace of file and
// goes home again, so that the rest of the program stays where it is. do must not
// start goroutines that are meant to run there. The error is do's, or setns(2)'s.
func (f *Finder) visit(file *os.File, do func() error) error {
	f.visits <- struct{}{}
	defer func() { <-f.visits }()
	e := errand{file, do, make(chan error, 1)}
	go e.run()
	return <-e.done
}

// run runs the errand on a thread that belongs to no other goroutine meanwhile:
// the one that this goroutine has got, as handing work to another thread costs
// more than to enter a namespace. It must not be the process's first one: that
// one's namespace is what /proc/net shows to the whole process.
func (e errand) run() {
	runtime.LockOSThread()
	if unix.Gettid() != unix.Getpid() {
		e.runHere()
		return
	}
	// While this goroutine keeps the first thread, another cannot get it.
	locked := make(chan struct{})
	go func() {
		runtime.LockOSThread()
		close(locked)
		e.runHere()
	}()
	<-locked
	runtime.UnlockOSThread()
}

// runHere runs the errand on this thread. If that cannot go home, it ends with its
// goroutine, as that keeps it locked.
func (e errand) runHere() {
	back, err := e.there()
	if back {
		runtime.UnlockOSThread()
	}
	e.done <- err
}

// there does what is to be done in the namespace, and tells whether the thread is
// back in the one that it was in.
func (e errand) there() (back bool, err error) {
	home, err := procnet.OpenFile(ownProc + "/thread-self/ns/net")
	if err != nil {
		return true, &enterError{err}
	}
	defer home.Close()
	if err := enter(e.file); err != nil {
		return true, err
	}
	err = e.do()
	return enter(home) == nil, err
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
