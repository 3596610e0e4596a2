package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// run is one run of the program: what it was asked, and what it reads from and
// writes to.
type run struct {
	ctx     context.Context
	opts    *Options
	filter  filters
	stdout  io.Writer                                 // standard output
	out     *bufio.Writer                             // standard output; flushed at the end
	errs    io.Writer                                 // standard error
	proc    string                                    // where /proc is
	tables  procnet.Tables                            // of the namespace being listed, unless several are at once
	socket  func(domain, typ, proto int) (int, error) // makes a socket in that namespace
	several bool                                      // that namespace is one of several
	names   *names.Cache

	objects *objects // what is listed, when it is listed as objects

	complaints complaints // about whole namespaces
	repeated   bool       // with -c: this is not the first time
}

// Main runs the program with its arguments, the first of which is its own
// name, and gives its exit status.
func Main(args []string, stdout, stderr io.Writer) int {
	program := "gonetstat"
	if len(args) > 0 {
		program, args = args[0], args[1:]
	}
	opts, status := parse(program, args, stdout, stderr)
	if opts == nil {
		return status
	}
	if err := reserveDescriptors(); err != nil {
		fmt.Fprintf(stderr, "gonetstat: %v\n", err)
		return statusRefused
	}
	return runIn(system, opts, stdout, stderr)
}

// A place is where a run finds what it reads.
type place struct{ proc, etc string }

var system = place{proc: "/proc", etc: "/etc"}

// newRun prepares a run.
func newRun(where place, opts *Options, stdout, stderr io.Writer) *run {
	r := &run{
		ctx:    context.Background(),
		opts:   opts,
		stdout: stdout,
		out:    bufio.NewWriterSize(stdout, blockSize),
		proc:   where.proc,
		names:  names.New(where.etc),
	}
	r.errs = &afterOutput{r.out, stderr}
	return r
}

// runIn runs what the options ask for.
func runIn(where place, opts *Options, stdout, stderr io.Writer) int {
	r := newRun(where, opts, stdout, stderr)
	var err error
	if r.filter, err = opts.filters(); err == nil {
		err = opts.checkOutput()
	}
	if err != nil {
		r.complain(err)
		return statusUsage
	}
	if r.filter.any() && !opts.Listening {
		opts.All = true
	}
	for {
		status := r.once()
		if err := r.out.Flush(); err != nil {
			return reportWriteError(stderr, err)
		}
		if status != statusOK || !opts.Continuous || opts.Statistics { // -s is printed once even with -c
			return status
		}
		r.repeated = true
		r.complaints.round()
		time.Sleep(time.Second)
	}
}

// once lists what the options ask for, once.
func (r *run) once() int {
	ctx, end := context.WithCancel(r.ctx)
	defer end()
	spaces, status := r.spaces(ctx)
	r.out.Reset(r.output(spaces))
	var mode func() int
	switch {
	case r.opts.Routes:
		mode = r.routes
	case r.opts.Interfaces:
		mode = r.interfaces
	case r.opts.Statistics:
		mode = r.statistics
	case r.opts.Masquerade:
		mode = r.masquerade
	default:
		return max(status, r.sockets(spaces))
	}
	out := r.form(spaces)
	defer out.end()
	r.objects = r.objectsTo(out)
	return max(status, r.forEach(spaces, mode))
}

// output gives what a listing of these namespaces is written to. Nothing is
// buffered when it is called.
func (r *run) output(spaces []space) io.Writer {
	if len(spaces) > 0 && spaces[0].label != "" && r.opts.Output == outputs[0] {
		return &visible{out: r.stdout}
	}
	return r.stdout
}

// afterOutput is standard error behind standard output: what is said there
// follows the rows that were printed before.
type afterOutput struct {
	out  *bufio.Writer
	errs io.Writer
}

func (w *afterOutput) Write(text []byte) (int, error) {
	// An error stays with the buffered writer and is reported at the end.
	_ = w.out.Flush()
	return w.errs.Write(text)
}

// complain prints an error as one line.
func (r *run) complain(err error) { fmt.Fprintf(r.errs, "gonetstat: %v\n", err) }

// reportWriteError says why output was lost. A reader of a pipe that goes away,
// as head does, is none of its reasons: then the write itself ends the program.
func reportWriteError(stderr io.Writer, err error) int {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok && pathError.Path == os.Stdout.Name() {
		err = fmt.Errorf("write standard output: %w", pathError.Err)
	}
	fmt.Fprintf(stderr, "gonetstat: %v\n", err)
	return statusRefused
}
