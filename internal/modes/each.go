package modes

import (
	"errors"
	"io"
	"os"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netns"
)

// A lister lists something of one namespace, and gives the exit status.
type lister interface {
	list(s space, errs io.Writer) int
}

// each is a mode that lists one namespace after the other.
type each struct {
	lister lister
	form   format.Form
	log    *log
}

func (e *each) list(f *finding) int {
	status := statusOK
	for _, s := range f.rest() {
		e.form.Space(s.in)
		status = max(status, inSpace(s, e.log, e.lister))
	}
	return status
}

// inSpace lists a namespace. If that cannot be read any more, the lister may
// take it for a kernel without some table, so what it has to say is kept back,
// and its status does not count.
func inSpace(s *space, log *log, l lister) int {
	w := &watched{space: s}
	status := l.list(space{tables: w, socket: w.Socket, in: s.in}, &untilLost{w, log.errs})
	if w.err != nil {
		return log.lost(w.err)
	}
	return status
}

// watched is a namespace that is watched for the error with which it ceases to
// be readable.
type watched struct {
	space *space
	err   error // an *netns.Error, or nil
}

func (w *watched) Open(table string) (*os.File, error) {
	file, err := w.space.tables.Open(table)
	w.watch(err)
	return file, err
}

// Socket makes a socket in the namespace, as unix.Socket does.
func (w *watched) Socket(domain, typ, proto int) (int, error) {
	fd, err := w.space.socket(domain, typ, proto)
	w.watch(err)
	return fd, err
}

func (w *watched) watch(err error) {
	if _, whole := errors.AsType[*netns.Error](err); whole && w.err == nil {
		w.err = err
	}
}

// untilLost is standard error until the namespace is lost.
type untilLost struct {
	watched *watched
	errs    io.Writer
}

func (u *untilLost) Write(text []byte) (int, error) {
	if u.watched.err != nil {
		return len(text), nil
	}
	return u.errs.Write(text)
}
