package cli

import (
	"errors"
	"io"
	"os"

	"github.com/gonetstat/gonetstat/internal/netns"
)

// complaints are those about whole namespaces: all tables of one meet the same
// error, and so does each round of -c, but it is said once.
type complaints struct{ said, before map[string]bool }

// first tells whether a complaint has not been made in this round or the one
// before.
func (c *complaints) first(text string) bool {
	repeated := c.said[text] || c.before[text]
	if c.said == nil {
		c.said = map[string]bool{}
	}
	c.said[text] = true
	return !repeated
}

// round begins a new round.
func (c *complaints) round() { c.said, c.before = nil, c.said }

// forgives tells whether an error is none: of the namespaces that --all-netns
// finds, one may end before it is read, as if it had ended a moment earlier.
func (r *run) forgives(err error) bool { return r.opts.AllNetNS && errors.Is(err, netns.ErrGone) }

// lost complains about a table or a namespace that cannot be read, and gives
// the status that this means.
func (r *run) lost(err error) int {
	if r.forgives(err) {
		return statusOK
	}
	r.complainOnce(err)
	return statusRefused
}

// complainOnce complains about an error, unless it is about a whole namespace
// and has been complained of.
func (r *run) complainOnce(err error) {
	whole, ok := errors.AsType[*netns.Error](err)
	if !ok {
		r.complain(err)
	} else if r.complaints.first(whole.Error()) {
		r.complain(whole)
	}
}

// inSpace runs a mode in a namespace. If that cannot be read any more, the mode
// may take it for a kernel without some table, so what it has to say is kept
// back, and its status does not count.
func (r *run) inSpace(s space, mode func() int) int {
	watched := &watchedSpace{space: s}
	errs := r.errs
	defer func() { r.errs = errs }()
	r.tables, r.socket, r.several = watched, watched.Socket, s.label != ""
	r.errs = &untilLost{watched, errs}
	status := mode()
	if watched.err != nil {
		r.errs = errs
		return r.lost(watched.err)
	}
	return status
}

// watchedSpace is a namespace that is watched for the error with which it
// ceases to be readable.
type watchedSpace struct {
	space space
	err   error // an *netns.Error, or nil
}

func (w *watchedSpace) Open(table string) (*os.File, error) {
	file, err := w.space.tables.Open(table)
	w.watch(err)
	return file, err
}

// Socket makes a socket in the namespace, as unix.Socket does.
func (w *watchedSpace) Socket(domain, typ, proto int) (int, error) {
	fd, err := w.space.socket(domain, typ, proto)
	w.watch(err)
	return fd, err
}

func (w *watchedSpace) watch(err error) {
	if _, whole := errors.AsType[*netns.Error](err); whole && w.err == nil {
		w.err = err
	}
}

// untilLost is standard error until the namespace is lost.
type untilLost struct {
	watched *watchedSpace
	errs    io.Writer
}

func (u *untilLost) Write(text []byte) (int, error) {
	if u.watched.err != nil {
		return len(text), nil
	}
	return u.errs.Write(text)
}
