package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/sys/unix"
)

// Options is what a command line asks for.
type Options struct {
	// What to list; none of these: sockets. At most one of Routes,
	// Interfaces, Statistics and Masquerade is set, and each of them
	// outranks Groups.
	Routes, Interfaces, Statistics, Masquerade bool // -r -i -s -M
	Groups                                     bool // -g
	modes                                      int  // how many times -r, -i, -s or -M: even -rr is refused

	// Sockets of which protocols.
	TCP, UDP, UDPLite, SCTP, Raw bool // -t -u -U -S -w
	Unix                         bool // -x
	IPX, AX25, X25, NETROM, ROSE bool
	L2CAP, RFCOMM                bool // -2 -f
	Bluetooth                    bool // --bluetooth: both of them

	// Internet sockets of which family; neither means both.
	Inet4, Inet6 bool // -4 -6

	// Families are the address families named by -A, -4, -6, -x and the
	// family options, in that order and as often: net-tools' own names, so
	// "inet" for --ip and "ec" for -A econet. -r and -s go by it.
	Families []string

	Listening, All                           bool // -l -a
	NumericHosts, NumericPorts, NumericUsers bool // -n sets all three
	Symbolic, Verbose, Wide                  bool // -N -v -W
	Extend                                   int  // how many times -e
	Timers, Programs, Context                bool // -o -p -Z
	Continuous                               bool // -c
	FIB, Cache                               bool // -F -C, which of the tables for -r

	// Options of gonetstat's own.
	NetNS     []string // --netns: names, absolute paths and process ids
	AllNetNS  bool     // --all-netns
	Output    string   // --output, --json: one of outputs
	Color     string   // --color: one of colors
	States    []string // --state
	Ports     []string // --port
	PIDs      []string // --pid
	ProgramIs []string // --program=NAME
}

// The values that --output and --color take; the first is the default.
var (
	outputs = []string{"net-tools", "table", "json", "ndjson", "csv"}
	colors  = []string{"auto", "always", "never"}
)

// An ending stops a run while its command line is read.
type ending struct {
	status  int
	message string // for standard output if the status is 0, else for standard error
}

func (e *ending) Error() string { return e.message }

// parse reads a command line, without the program's name in it, by the rules
// of getopt_long(3). It returns what to do, or nil and the exit status of a
// run that ends here, after it has printed what there is to say.
func parse(program string, args []string, out, errs io.Writer) (*Options, int) {
	opts := &Options{Output: outputs[0], Color: colors[0]}
	words, refused := getopt(program, args)
	// Options act in their order, so those before the one that getopt
	// refuses come first: -V in front of it still prints the version.
	if err := define(opts, errs).Parse(words); err != nil {
		var end *ending
		switch {
		case !errors.As(err, &end):
			fmt.Fprintf(errs, "%s: %v\n", program, err)
			return nil, statusUsage
		case end.status == statusOK:
			if _, err := io.WriteString(out, end.message); err != nil {
				return nil, reportWriteError(errs, err)
			}
		case end.status == statusUsage:
			io.WriteString(errs, program+": "+end.message)
		default:
			io.WriteString(errs, end.message)
		}
		return nil, end.status
	}
	if refused != nil {
		if sentence := refused.Error(); sentence != "" {
			io.WriteString(errs, sentence+"\n")
		}
		io.WriteString(errs, synopsis)
		return nil, statusUsage
	}
	if opts.modes > 1 {
		io.WriteString(errs, synopsis)
		return nil, statusUsage
	}
	return opts, statusOK
}

// define defines every flag; parsing them fills opts. What net-tools says
// about an option without refusing the command line goes to errs.
func define(opts *Options, errs io.Writer) *pflag.FlagSet {
	flags := pflag.NewFlagSet("gonetstat", pflag.ContinueOnError)
	flags.SortFlags = false

	mode := func(target *bool) func(string) error {
		return func(string) error {
			*target = true
			opts.modes++
			return nil
		}
	}
	flags.BoolFuncP("route", "r", "routing tables", mode(&opts.Routes))
	flags.BoolFuncP("interfaces", "i", "network interfaces; with -e in ifconfig's form", mode(&opts.Interfaces))
	flags.BoolFuncP("statistics", "s", "counters of every protocol, as SNMP has them", mode(&opts.Statistics))
	flags.BoolFuncP("groups", "g", "multicast group memberships", setTrue(&opts.Groups))
	flags.BoolFuncP("masquerade", "M", "masqueraded connections", mode(&opts.Masquerade))

	flags.BoolFuncP("tcp", "t", "TCP", setTrue(&opts.TCP))
	flags.BoolFuncP("udp", "u", "UDP", setTrue(&opts.UDP))
	flags.BoolFuncP("udplite", "U", "UDP-Lite", setTrue(&opts.UDPLite))
	flags.BoolFuncP("sctp", "S", "SCTP", setTrue(&opts.SCTP))
	flags.BoolFuncP("raw", "w", "raw IP", setTrue(&opts.Raw))
	flags.BoolFuncP("l2cap", "2", "Bluetooth L2CAP: refused, as net-tools does here", setTrue(&opts.L2CAP))
	flags.BoolFuncP("rfcomm", "f", "Bluetooth RFCOMM: refused, as net-tools does here", setTrue(&opts.RFCOMM))
	flags.BoolFuncP("listening", "l", "only sockets that listen", setTrue(&opts.Listening))
	flags.BoolFuncP("all", "a", "listening ones too; with -i: interfaces that are down too", setTrue(&opts.All))

	families := &familyList{opts: opts, errs: errs}
	flags.FuncP("protocol", "A", "the families of a comma-separated `LIST`", families.add)
	for _, f := range [...]struct{ name, shorthand, usage string }{
		{"inet", "4", "IPv4; also --ip"},
		{"inet6", "6", "IPv6"},
		{"unix", "x", "Unix domain sockets"},
		{"ipx", "", "IPX"},
		{"ax25", "", "AX.25"},
		{"x25", "", "X.25"},
		{"netrom", "", "NET/ROM"},
		{"rose", "", "ROSE"},
		{"ddp", "", "AppleTalk, for its routes; also --appletalk"},
		{"bluetooth", "", "Bluetooth: refused, as net-tools does here"},
	} {
		flags.BoolFuncP(f.name, f.shorthand, f.usage, func(string) error { return families.add(f.name) })
	}
	flags.BoolFunc("tcpip", "accepted without any effect", func(string) error {
		// net-tools has this option, and fails to find its family.
		_, err := io.WriteString(errs, "netstat.c: Internal Error `longopts 1 range'.\n")
		return err
	})

	flags.BoolFuncP("numeric", "n", "numbers instead of names of hosts, ports and users", func(string) error {
		opts.NumericHosts, opts.NumericPorts, opts.NumericUsers = true, true, true
		return nil
	})
	flags.BoolFunc("numeric-hosts", "numbers instead of names of hosts", setTrue(&opts.NumericHosts))
	flags.BoolFunc("numeric-ports", "numbers instead of names of ports", setTrue(&opts.NumericPorts))
	flags.BoolFunc("numeric-users", "numbers instead of names of users", setTrue(&opts.NumericUsers))
	flags.BoolFuncP("symbolic", "N", "names of hardware types", setTrue(&opts.Symbolic))
	flags.BoolFuncP("wide", "W", "addresses in full, however long", setTrue(&opts.Wide))
	flags.BoolFuncP("programs", "p", "process id and name of a socket's program", setTrue(&opts.Programs))
	flags.BoolFuncP("extend", "e", "more columns; twice: still more", func(string) error { opts.Extend++; return nil })
	flags.BoolFuncP("timers", "o", "timers of a socket", setTrue(&opts.Timers))
	flags.BoolFuncP("context", "Z", "SELinux context of a socket's program", func(string) error {
		if !selinuxEnabled() {
			return &ending{statusRefused, "SELinux is not enabled on this machine.\n"}
		}
		opts.Context, opts.Programs = true, true
		return nil
	})
	flags.BoolFuncP("fib", "F", "with -r: the forwarding table (the default)", setTrue(&opts.FIB))
	flags.BoolFuncP("cache", "C", "with -r: the route cache instead", setTrue(&opts.Cache))
	flags.BoolFuncP("continuous", "c", "list again every second", setTrue(&opts.Continuous))
	flags.BoolFuncP("verbose", "v", "say which tables the kernel does not have", setTrue(&opts.Verbose))

	flags.Func("netns", "in these: each a `NAME`, an absolute path or a process id", appendTo(&opts.NetNS))
	flags.BoolFunc("all-netns", "in every network namespace of this host", setTrue(&opts.AllNetNS))
	flags.Func("output", "`FORM`: "+oneOf(outputs), choice("output", &opts.Output, outputs))
	flags.BoolFunc("json", "JSON, for short", func(string) error { opts.Output = "json"; return nil })
	flags.Func("color", "`WHEN`: "+oneOf(colors), choice("color", &opts.Color, colors))
	flags.Func("state", "only sockets in these `STATE`s", appendTo(&opts.States))
	flags.Func("port", "only sockets with these local or remote `PORT`s", appendTo(&opts.Ports))
	flags.Func("pid", "only sockets of these processes, by `PID`", appendTo(&opts.PIDs))
	flags.Func("program", "only sockets of programs with this `NAME`", appendTo(&opts.ProgramIs))

	flags.BoolFuncP("help", "h", "print this text", func(string) error {
		return &ending{statusOK, helpText()}
	})
	flags.BoolFuncP("version", "V", "print the version", func(string) error {
		return &ending{statusOK, "gonetstat " + Version + "\n"}
	})
	return flags
}

// setTrue gives a flag without a value. BoolVarP's flags would take =false, which
// net-tools' do not, and --help would say so.
func setTrue(target *bool) func(string) error {
	return func(string) error {
		*target = true
		return nil
	}
}

// appendTo gives a flag that collects comma-separated values.
func appendTo(values *[]string) func(string) error {
	return func(list string) error {
		*values = append(*values, strings.Split(list, ",")...)
		return nil
	}
}

// choice gives a flag that takes one of a few words.
func choice(name string, target *string, allowed []string) func(string) error {
	return func(value string) error {
		if !slices.Contains(allowed, value) {
			return &ending{statusUsage, "--" + name + "=" + strconv.QuoteToASCII(value) + ": want " + oneOf(allowed) + "\n"}
		}
		*target = value
		return nil
	}
}

// oneOf joins words with commas and a last "or".
func oneOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// selinuxEnabled says whether the kernel runs SELinux and the host configures
// it: the two conditions of is_selinux_enabled(3).
func selinuxEnabled() bool {
	var fs unix.Statfs_t
	if unix.Statfs("/sys/fs/selinux", &fs) != nil || uint32(fs.Type) != unix.SELINUX_MAGIC {
		return false
	}
	_, err := os.Stat("/etc/selinux/config")
	return err == nil
}
