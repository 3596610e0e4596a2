package modes

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/gonetstat/gonetstat/internal/netns"
)

// log is standard error, and remembers what was said about whole namespaces:
// all tables of one meet the same error, and so does each round of -c, but it
// is said once.
type log struct {
	errs      io.Writer
	forgiving bool // the namespaces listed are those found: one may end meanwhile

	said, before map[string]bool
}

// complain says an error in one line.
func (l *log) complain(err error) { fmt.Fprintf(l.errs, "gonetstat: %v\n", err) }

// complainOnce says an error, unless it is about a whole namespace and has been
// said in this round or the one before.
func (l *log) complainOnce(err error) {
	whole, ok := errors.AsType[*netns.Error](err)
	if !ok {
		l.complain(err)
	} else if l.first(whole.Error()) {
		l.complain(whole)
	}
}

func (l *log) first(text string) bool {
	repeated := l.said[text] || l.before[text]
	if l.said == nil {
		l.said = map[string]bool{}
	}
	l.said[text] = true
	return !repeated
}

// round begins a new round.
func (l *log) round() { l.said, l.before = nil, l.said }

// forgives tells whether an error is none: of the namespaces that were found,
// one may end before it is read, as if it had ended a moment earlier.
func (l *log) forgives(err error) bool { return l.forgiving && errors.Is(err, netns.ErrGone) }

// lost complains about a table or a namespace that cannot be read, and gives
// the status that this means.
func (l *log) lost(err error) int {
	if l.forgives(err) {
		return statusOK
	}
	l.complainOnce(err)
	return statusRefused
}

// afterOutput is standard error behind standard output: what is said there
// follows the rows that were printed before.
type afterOutput struct {
	out  *bufio.Writer
	errs io.Writer
}

func (w *afterOutput) Write(text []byte) (int, error) {
	if len(text) == 0 {
		return 0, nil
	}
	// An error stays with the buffered writer and is reported at the end.
	_ = w.out.Flush()
	return w.errs.Write(text)
}

// noSupport says that the kernel lacks a table.
func noSupport(errs io.Writer, label string) {
	fmt.Fprintf(errs, "netstat: no support for `%s' on this system.\n", label)
}

// cannotOpen says why a table cannot be opened though it is there.
func cannotOpen(errs io.Writer, table string, err error) int {
	// Named as it is named in the namespace that is listed.
	fmt.Fprintf(errs, "/proc/net/%s: %s\n", table, errorText(err))
	return statusFailed
}
