package modes

import (
	"bytes"
	"cmp"
	"time"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/process"
)

// The exit statuses of --quiet, and of --wait when the time is over.
const (
	statusSome    = 0
	statusNone    = 1
	statusUnknown = 2
)

// A tentative form is one whose rounds may come to nothing.
type tentative interface {
	format.Form
	Came() bool // whether any row came
	Forget()    // a round without rows
	Release()   // print a round without rows
}

// looks is how often is looked for something that is waited for.
const looks = time.Second / 5

// ask lists until there is something to list or the time for it is over, which is
// at once if nobody waits. What a round without rows has to say is kept back
// until it is known to be the last.
func (r *run) ask() int {
	form, rounds := r.form.(tentative), &r.request.Rounds
	said := new(bytes.Buffer)
	r.log.errs = said
	over := time.Now().Add(rounds.Wait)
	for {
		status := r.once()
		left := time.Until(over)
		if form.Came() || left <= 0 {
			return r.answer(form, status, said)
		}
		said.Reset()
		r.log.said, r.log.before = nil, nil
		form.Forget()
		process.Pause(min(left, cmp.Or(rounds.Interval, looks)))
	}
}

// answer ends a run and gives its status.
func (r *run) answer(form tentative, status int, said *bytes.Buffer) int {
	stderr := r.countdown.errors()
	came := form.Came()
	switch {
	case !r.request.Quiet:
	case came:
		return statusSome
	case status == statusOK:
		return statusNone
	default:
		stderr.Write(said.Bytes())
		return statusUnknown
	}
	if !came {
		form.Release()
		status = max(status, statusNone)
	}
	r.sayNames()
	if !r.flush() {
		return statusRefused
	}
	stderr.Write(said.Bytes())
	return status
}
