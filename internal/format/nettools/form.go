package nettools

import (
	"bufio"

	"github.com/gonetstat/gonetstat/internal/format"
)

// Options says what is asked to be seen.
type Options struct {
	format.Names

	All, Listening bool // which sockets are listed, for the headings
	Wide           bool // do not cut addresses
	Extend         int  // how many times -e
	Programs       bool // a column of PIDs and programs
	Timers         bool // a column of timers
	Every          bool // a row for every process that has a socket
	Workload       bool // a column of what processes belong to

	// Contexts gives the SELinux context of a process; nil when there is no
	// column of contexts. With one, Programs must be set too.
	Contexts func(pid int) string

	// NumericRoutes leaves the names out of routes.
	NumericRoutes bool
	// Protocols are those whose counters are shown.
	Protocols format.Protocols
}

// form prints as net-tools does.
type form struct {
	out      *bufio.Writer
	options  Options
	several  bool // what is printed is of several namespaces
	repeated bool // this is not the first round
}

// New gives the form of net-tools.
func New(out *bufio.Writer, o Options) format.Form { return &form{out: out, options: o} }

func (f *form) Needs() format.Needs {
	return format.Needs{
		Owners:    f.options.Programs || f.options.Workload,
		Every:     f.options.Every,
		Workloads: f.options.Workload,
		Hosts:     !f.options.NumericHosts,
		SCTPHosts: !f.options.NumericSCTP,
		Users:     f.options.Extend > 0,
		Timers:    f.options.Timers,
		UserNames: f.options.Extend > 0 && !f.options.NumericUsers,
		Interface: f.options.Extend > 0,
		Faithful:  true,
	}
}

// rows are the rows of one namespace.
type rows struct {
	*Sockets
	*Routes
	*Statistics
	Interfaces
	oldSockets
	oldRoutes
	counts
}

func (f *form) Rows(in format.Space) format.Rows {
	if f.options.Every {
		return everyOwner{f.rows(in)}
	}
	return f.rows(in)
}

func (f *form) rows(in format.Space) *rows {
	o := &f.options
	names := o.Names
	names.Ahead = in.Ahead
	names.Cache = names.Cache.Telling(in.Slow)
	return &rows{
		Sockets: &Sockets{
			Names:     names,
			Wide:      o.Wide,
			Extended:  o.Extend > 0,
			Programs:  o.Programs,
			Timers:    o.Timers,
			Workload:  o.Workload,
			NetNS:     in.Several,
			Owners:    in.Owners,
			Workloads: in.Workloads,
			Contexts:  o.Contexts,
			Label:     in.Label,
		},
		Routes:     &Routes{Extend: f.routeColumns(), Numeric: o.NumericRoutes, Ahead: in.Ahead, Names: names.Cache},
		Statistics: &Statistics{Shown: o.Protocols},
		Interfaces: Interfaces{Long: o.Extend > 0},
		counts:     counts{netns: in.Several, label: in.Label},
	}
}

// routeColumns gives the number of -e that the columns of routes are chosen by:
// from the fourth on they go round with each.
func (f *form) routeColumns() int {
	if n := f.options.Extend; n < 4 {
		return n
	}
	return [...]int{1, 0, 2, 3}[f.options.Extend%4]
}

func (f *form) Space(in format.Space) {
	f.several = in.Several
	if !f.several {
		return
	}
	f.out.WriteString("Network namespace " + in.Label)
	if f.options.Workload {
		if its := in.Lives(); its != nil {
			f.out.WriteString(" (" + its.ASCII + ")")
		}
	}
	f.out.WriteString("\n")
}

func (f *form) Begin(s format.Section, in format.Space) {
	f.several = in.Several
	f.out.WriteString(f.heading(s, in))
}

// Print prints text as it is, that of several namespaces with dots for all but
// newlines, tabs and printable ASCII. Interface names and paths of sockets are
// chosen by whoever can make a namespace, which are all users of many hosts, and
// would send escape sequences to the terminal of whoever looks at all of them.
func (f *form) Print(text []byte) {
	if f.several {
		for i, b := range text {
			if (b < ' ' && b != '\n' && b != '\t') || b > '~' {
				text[i] = '.'
			}
		}
	}
	f.out.Write(text)
}

func (f *form) Remark(sentence string) bool {
	f.out.WriteString(sentence)
	return true
}

func (f *form) End() { f.repeated = true }
