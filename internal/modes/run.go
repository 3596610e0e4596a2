package modes

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/process"
)

// A Place is where a run finds what it reads.
type Place struct {
	Proc, Etc string
	// Root is the root directory in which container runtimes keep what they
	// know, without a final '/': "" for the program's own.
	Root string
	// Home is the directory below Proc of a process whose network namespace is
	// listed as the program's own: "" for its own, else "1".
	Home string
}

// System is the place of the host.
var System = Place{Proc: "/proc", Etc: "/etc"}

// A mode lists something once, of all namespaces that a search finds, and gives
// the exit status.
type mode interface {
	list(f *finding) int
}

// run is one run of the program, apart from what its mode does.
type run struct {
	request *options.Request
	out     *bufio.Writer // standard output; flushed at the end
	log     *log
	names   *names.Cache
	form    format.Form
	finder  search
	mode    mode

	countdown *countdown
	workloads *workloads // what processes belong to; nil if nobody asks
}

// Run lists what a request asks for at a place, and again and again if it asks
// for that, and gives the exit status.
func Run(at Place, request *options.Request, stdout, stderr io.Writer) int {
	if request.Proc != "" {
		var err error
		if at, err = at.host(request.Proc); err != nil {
			fmt.Fprintf(stderr, "gonetstat: --proc=%s: %v\n", strconv.QuoteToASCII(request.Proc), err)
			return statusRefused
		}
	}
	if err := addServices(request, at.Etc); err != nil {
		fmt.Fprintf(stderr, "gonetstat: %v\n%s", err, options.TryHelp)
		return statusUsage
	}
	r := newRun(at, request, stdout, stderr)
	defer r.countdown.end()
	if request.Quiet || request.Rounds.Waits {
		return r.ask()
	}
	for rounds := 1; ; rounds++ {
		status := r.once()
		r.sayNames()
		if !r.flush() {
			return statusRefused
		}
		if status != statusOK || !request.Continuous || rounds == request.Rounds.Count {
			return status
		}
		r.log.round()
		process.Pause(cmp.Or(request.Rounds.Interval, time.Second))
	}
}

// slow shows what has been printed, while names take long.
func (r *run) slow() {
	_ = r.out.Flush() // an error stays with the writer, and is said at the end
	r.countdown.begin()
}

// sayNames says which names are missing.
func (r *run) sayNames() {
	if r.request.Verbose {
		for _, err := range r.names.Unserved() {
			r.log.complain(err)
		}
	}
}

// flush writes what has been printed. It returns false if that is lost, which it
// says. A reader of a pipe that goes away, as head does, is no such loss: then the
// program ends quietly.
func (r *run) flush() bool {
	err := r.out.Flush()
	if err != nil {
		fmt.Fprintf(r.countdown.errors(), "gonetstat: %v\n", process.LostOutput(err))
	}
	return err == nil
}

// outputSize is how much text is gathered before it is written.
const outputSize = 32 << 10

// newRun prepares a run.
func newRun(at Place, request *options.Request, stdout, stderr io.Writer) *run {
	cache := newNames(at, request)
	countdown := &countdown{stdout: stdout, stderr: stderr, pending: cache.Pending}
	out := bufio.NewWriterSize(countdown.output(), outputSize)
	log := &log{errs: &afterOutput{out, countdown.errors()}, forgiving: request.AllNetNS}
	form := newForm(at, request, cache, out, stdout)
	r := &run{
		request:   request,
		out:       out,
		log:       log,
		names:     cache,
		form:      form,
		finder:    search{log: log, at: at, all: request.AllNetNS, names: request.NetNS, label: form.Needs().Label, certain: form.Needs().Certain},
		countdown: countdown,
	}
	r.finder.slow = r.slow
	needs := form.Needs().Workloads
	if needs || request.Workloads.Any() {
		r.workloads = newWorkloads(at)
	}
	if needs {
		r.finder.workloads = r.workloads
	}
	r.mode = newMode(at, request, r)
	return r
}

// newNames gives the names of a place.
func newNames(at Place, request *options.Request) *names.Cache {
	cache := names.New(at.Etc)
	if request.Columns.NumericUsers {
		cache.LocalUsers() // records have names of users all the same
	}
	return cache
}

// newMode gives the mode that a request asks for.
func newMode(at Place, request *options.Request, r *run) mode {
	var one lister
	form := r.form
	switch request.Mode {
	case options.Routes:
		one = &routes{families: request.Families, fib: request.FIB, cache: request.Cache, form: form}
	case options.Interfaces:
		one = &interfaces{down: request.Filter.Which == engine.All, form: form}
	case options.Statistics:
		one = &statistics{families: request.Families, form: form}
	case options.Masquerade:
		one = &masquerade{form: form}
	default:
		return newSockets(at, request, r.names, form, r.log, &r.finder, r.workloads)
	}
	return &each{one, form, r.log}
}

// once lists what the request asks for, once.
func (r *run) once() int {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	f := r.finder.begin(ctx)
	if len(f.spaces) == 1 && f.spaces[0].socket != nil {
		r.names.In(f.spaces[0].socket)
	}
	defer r.form.End()
	if r.workloads != nil {
		defer r.workloads.forget()
	}
	status := r.mode.list(f)
	if r.request.Continuous && len(f.spaces) > 0 {
		// A status other than 0 would end a run that lists again and again. So
		// as long as some namespace is there, the lack of others, which may
		// come back, does not count.
		return status
	}
	return max(f.status, status)
}
