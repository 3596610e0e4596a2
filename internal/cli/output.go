package cli

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/format/record"
	tableform "github.com/gonetstat/gonetstat/internal/format/table"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// rows turns the rows of one namespace into text. Its methods may be called
// concurrently.
type rows interface {
	AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte
	AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte
	AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte
	AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte
	AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte
	AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte
}

// form prints the text of rows, and what belongs around it.
type form interface {
	internet()        // sockets of the internet follow
	unix()            // unix sockets follow
	rows(text []byte) // some rows, of which the form keeps nothing
	end()             // there are no more
}

// isRecords tells whether the output is for programs, so that each socket is
// listed with all there is to know about it.
func (r *run) isRecords() bool {
	return r.opts.Output == "json" || r.opts.Output == "ndjson" || r.opts.Output == "csv"
}

// wantsOwners tells whether the sockets' processes have to be found.
func (r *run) wantsOwners() bool {
	return r.opts.Programs || r.filter.owners() || r.isRecords() || r.opts.Output == "table"
}

// namesHosts tells whether hosts are shown by name.
func (r *run) namesHosts() bool { return !r.opts.NumericHosts && !r.isRecords() }

// rows gives the rows of a namespace in the form of output.
func (r *run) rows(s space, owners *ownerPlan) rows {
	switch r.opts.Output {
	case "json", "ndjson", "csv":
		return &record.Records{
			Form:   recordForms[r.opts.Output],
			Names:  r.names,
			Owners: owners,
			Label:  r.label(s),
		}
	case "table":
		f := r.tableRows(s.label)
		f.Owners = owners
		return f
	}
	return r.columns(s, owners)
}

var recordForms = map[string]record.RecordForm{"json": record.JSON, "ndjson": record.NDJSON, "csv": record.CSV}

func (r *run) columns(s space, owners *ownerPlan) *nettools.Sockets {
	f := r.socketFormat(s.label)
	f.Owners = owners
	return f
}

// socketFormat gives the columns that the options ask for, with one for
// namespaces if they have labels.
func (r *run) socketFormat(label string) *nettools.Sockets {
	o := r.opts
	f := &nettools.Sockets{
		Names:    r.hostNames(),
		Wide:     o.Wide,
		Extended: o.Extend > 0,
		Programs: o.Programs,
		Timers:   o.Timers,
		NetNS:    label != "",
		Label:    label,
	}
	if o.Context {
		f.Contexts = (&contexts{proc: r.proc}).context
	}
	return f
}

// tableRows gives the columns of the table that the options ask for.
func (r *run) tableRows(label string) tableform.TableRows {
	return tableform.TableRows{
		Names:    r.hostNames(),
		Extended: r.opts.Extend > 0,
		Timers:   r.opts.Timers,
		NetNS:    label != "",
		Label:    label,
	}
}

// hostNames gives the names that the options ask for.
func (r *run) hostNames() format.Names {
	return format.Names{
		NumericHosts: r.opts.NumericHosts,
		NumericPorts: r.opts.NumericPorts,
		NumericUsers: r.opts.NumericUsers,
		NumericSCTP:  r.opts.numericSCTP(),
		Cache:        r.names,
	}
}

// label gives what a namespace is called where each is named, even if it is
// the only one.
func (r *run) label(s space) string {
	if s.label != "" {
		return s.label
	}
	if ns, ok := s.tables.(*netns.Namespace); ok {
		return ns.Label()
	}
	own, err := netns.NewFinder(r.ctx, netns.Config{Proc: r.proc}).Resolve(r.proc + "/self/ns/net")
	if err != nil {
		return "-" // as netns has it for the program's own without a name
	}
	return own.Label()
}

// form gives the form of output that the options ask for.
func (r *run) form(spaces []space) form {
	label := ""
	if len(spaces) > 0 {
		label = spaces[0].label
	}
	shape := r.socketFormat(label)
	switch r.opts.Output {
	case "json":
		return &jsonArray{out: r.out}
	case "ndjson":
		return recordLines{r.out}
	case "csv":
		if !r.repeated {
			r.out.WriteString(record.CSVHeading)
		}
		return recordLines{r.out}
	case "table":
		return &tables{run: r, columns: r.tableRows(label)}
	}
	return &netTools{r, shape}
}

// netTools prints as net-tools does.
type netTools struct {
	run   *run
	shape *nettools.Sockets
}

func (f *netTools) internet() {
	f.run.heading("Active Internet connections ")
	f.run.out.Write(f.shape.AppendHeading(nil))
}

func (f *netTools) unix() {
	f.run.heading("Active UNIX domain sockets ")
	f.run.out.Write(f.shape.AppendUnixHeading(nil))
}

func (f *netTools) rows(text []byte) { f.run.out.Write(text) }
func (f *netTools) end()             {}

// heading prints what is listed: the words depend on -a and -l.
func (r *run) heading(what string) {
	which := "(w/o servers)"
	switch {
	case r.opts.All:
		which = "(servers and established)"
	case r.opts.Listening:
		which = "(only servers)"
	}
	r.out.WriteString(what + which + "\n")
}
