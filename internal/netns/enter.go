package netns

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// enter runs do on a thread in the namespace. The error is do's, or an *Error.
func (n *Namespace) enter(do func() error) error {
	file, err := n.door()
	if err != nil {
		return err
	}
	defer file.Close()
	err = n.finder.visit(file, do)
	if refused, ok := errors.AsType[*enterError](err); ok {
		return n.refusal(refused.err)
	}
	if tooFewFiles(err) {
		return n.refusal(err) // the way in has taken them
	}
	return err
}

// door opens a file by which the namespace can be entered. The error is an
// *Error.
func (n *Namespace) door() (*os.File, error) {
	for _, f := range n.files {
		file, err := n.doorAt(f)
		if !errors.Is(err, errMoved) {
			return file, err
		}
	}
	for _, search := range []bool{false, true} {
		residents, err := n.current(search)
		if err != nil {
			return nil, &Error{n.Label(), "the network namespace was not looked for: " + err.Error(), err}
		}
		for _, who := range residents {
			path := n.finder.config.Proc + "/" + who + "/ns/net"
			file, err := n.doorAt(file{Holder{Path: path}})
			if !errors.Is(err, errMoved) {
				return file, err
			}
			n.forget(who)
		}
	}
	return nil, &Error{n.Label(), "the network namespace is gone", ErrGone}
}

// doorAt opens a file of the namespace. The error is errMoved if it has ceased to
// exist or is another namespace's by now, and an *Error if it cannot be opened.
func (n *Namespace) doorAt(f file) (*os.File, error) {
	file, inode, err := f.open(n.finder.config.Proc)
	switch {
	case err == nil && inode == n.Inode:
		return file, nil
	case err == nil:
		file.Close()
		return nil, errMoved
	}
	if _, ok := errors.AsType[kindError](err); ok {
		return nil, errMoved
	}
	switch err {
	case unix.ENOENT, unix.ENOTDIR, unix.ESRCH:
		return nil, errMoved
	default:
		return nil, n.refusal(err)
	}
}

// refusal is the error for a namespace that may not be entered.
func (n *Namespace) refusal(cause error) error {
	reason := "the network namespace cannot be entered: " + cause.Error()
	switch cause {
	case unix.EPERM:
		reason += " (it takes CAP_SYS_ADMIN)"
	case unix.ENOSYS:
		reason += " (it takes openat2, of Linux 5.6)"
	}
	return &Error{n.Label(), reason, cause}
}
