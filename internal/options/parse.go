package options

import (
	"errors"
	"fmt"
	"io"

	"github.com/gonetstat/gonetstat/internal/process"
)

// The exit statuses of a run that ends with its command line.
const (
	statusOK      = 0
	statusRefused = 1 // a family or a feature that there is not, or lost output
	statusUsage   = 3 // a wrong command line
)

// An ending stops a run while its command line is read.
type ending struct {
	status  int
	message string // for standard output if the status is 0, else for standard error
}

func (e *ending) Error() string { return e.message }

// Parse reads a command line, without the program's name in it, by the rules
// of getopt_long(3). It returns what to do, or nil and the exit status of a
// run that ends here, after it has printed what there is to say. In what is
// said by getopt_long's rules the program has the name that it was run by.
func Parse(program string, args []string, out, errs io.Writer) (*Request, int) {
	l := newLine(errs)
	options := definitions()
	reader := &getopt{program: program, options: options}
	words, refused := reader.rewrite(args)
	// Options act in their order, so those before the one that getopt
	// refuses come first: -V in front of it still prints the version.
	if err := flags(options, l).Parse(words); err != nil {
		return nil, end(program, err, out, errs)
	}
	if refusal, is := errors.AsType[*getoptError](refused); is {
		if refusal.sentence != "" {
			io.WriteString(errs, refusal.sentence+"\n")
		}
		refuse(errs, refusal.hint)
		return nil, statusUsage
	}
	if len(l.modes) > 1 {
		refuse(errs, onlyOne(l.modes))
		return nil, statusUsage
	}
	if err := l.finish(options); err != nil {
		fmt.Fprintf(errs, "gonetstat: %v\n%s", err, TryHelp)
		return nil, statusUsage
	}
	if reader.remark != "" {
		io.WriteString(errs, reader.remark)
	}
	if l.Color == Always && l.Form != Table {
		io.WriteString(errs, "gonetstat: --color=always has no effect without --output=table\n")
	}
	if l.Columns.TCPInfo && (l.Form == NetTools || l.Mode != Sockets) {
		io.WriteString(errs, "gonetstat: --tcp-info has no effect but on sockets with --output=table, json, ndjson or csv\n")
	}
	return &l.Request, statusOK
}

// end says why a run ends with its command line, and gives its exit status.
func end(program string, err error, out, errs io.Writer) int {
	e, ok := errors.AsType[*ending](err)
	switch {
	case !ok:
		fmt.Fprintf(errs, "%s: %v\n%s", program, err, TryHelp)
		return statusUsage
	case e.status == statusOK:
		if _, err := io.WriteString(out, e.message); err != nil {
			fmt.Fprintf(errs, "gonetstat: %v\n", process.LostOutput(err))
			return statusRefused
		}
	case e.status == statusUsage:
		io.WriteString(errs, program+": "+e.message+TryHelp)
	default:
		io.WriteString(errs, e.message)
	}
	return e.status
}
