package options

import (
	"time"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/sorted"
	"github.com/gonetstat/gonetstat/internal/workload"
)

// Request is what a command line asks for.
type Request struct {
	Mode Mode

	// NetNS are the network namespaces to list: names, absolute paths and
	// process ids. With AllNetNS they are listed behind all others, unless they
	// are among them. Without both, it is the program's own.
	NetNS    []string
	AllNetNS bool

	Tables Tables        // of Sockets
	Filter engine.Filter // of Sockets; with Which of All, Interfaces lists those that are down too
	// Workloads are what the processes that have the sockets must belong to.
	Workloads workload.Filter
	// Services are names of services whose ports belong to those of the Filter.
	Services []string

	// Families are the address families to list, in this order and as often, by
	// net-tools' own names: "inet" for --ip and "ec" for -A econet. None are
	// those that a mode lists without being told. They are for Routes and
	// Statistics; what they mean for Sockets is in Tables.
	Families   []string
	FIB, Cache bool             // of Routes: which of the tables; at least one
	Protocols  format.Protocols // of Statistics

	Columns Columns
	Form    Form
	Color   Color
	// Summary asks for counts of the sockets instead of the sockets.
	Summary bool
	Sort    []sorted.Order // of internet and unix sockets; none keeps the kernel's order

	// Proc is where the procfs of another PID namespace is mounted, whose first
	// process lives in the namespace to list; "" for the program's own.
	Proc string

	// Verbose asks to say which modules of nsswitch.conf(5) cannot be asked for
	// names. What it means for tables is in Tables.
	Verbose bool

	// Continuous asks to list again and again, as Rounds says.
	Continuous bool
	Rounds     Rounds
	// Changes asks for all sockets once, and then for what changes.
	Changes bool
	// Quiet asks only whether anything is listed.
	Quiet bool
}

// Rounds says how often is listed.
type Rounds struct {
	Interval time.Duration // between two listings; 0 for the usual one
	Count    int           // of listings with Continuous; 0 for no end
	// Waits asks to list until there is something, for the time Wait at most.
	Waits bool
	Wait  time.Duration
}

// Chooses tells whether a filter leaves sockets out.
func (r *Request) Chooses() bool { return r.Filter.Any() || r.Workloads.Any() || len(r.Services) > 0 }

// Mode is what is listed.
type Mode int

// The modes.
const (
	Sockets Mode = iota // and memberships in multicast groups, as Tables says
	Routes
	Interfaces
	Statistics
	Masquerade
)

// Columns says what is shown of each thing that is listed.
type Columns struct {
	NumericHosts, NumericPorts, NumericUsers bool // numbers instead of names
	Symbolic                                 bool // names of hardware types, which make numbers of routes
	Wide                                     bool // addresses in full
	Extend                                   int  // how many times more columns were asked for
	Timers                                   bool // of sockets
	Programs                                 bool // that have a socket
	Every                                    bool // a row for each of these; never without Programs
	Workload                                 bool // what they belong to
	Context                                  bool // the SELinux context of such a program; never without Programs
	TCPInfo                                  bool // what the kernel measures of connections of TCP
}

// Form is a form of output, by its name on the command line.
type Form string

// The forms of output.
const (
	NetTools Form = "net-tools"
	Table    Form = "table"
	JSON     Form = "json"
	NDJSON   Form = "ndjson"
	CSV      Form = "csv"
)

// Color says when a form that has colors uses them.
type Color string

// When colors are used.
const (
	Auto   Color = "auto" // if standard output is a terminal that has them
	Always Color = "always"
	Never  Color = "never"
)
