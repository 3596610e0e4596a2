package cli

import (
	"io"
	"strings"

	"github.com/spf13/pflag"
)

// Version is the program's version, stamped in by the linker:
// -ldflags "-X github.com/gonetstat/gonetstat/internal/cli.Version=…".
var Version = "dev"

// synopsis is what a refused command line is answered with.
const synopsis = `usage: gonetstat [OPTION]...                 list sockets
       gonetstat {-r|-i|-g|-s|-M} [OPTION]...  list routes, interfaces, ...
       gonetstat {-h|--help|-V|--version}
`

const helpExamples = `
Print network connections, routing tables, interface statistics, masqueraded
connections and multicast memberships, as net-tools' netstat prints them, for
one network namespace or for all.

For example:
  gonetstat -tulpn               what listens on TCP and UDP, with its programs
  gonetstat --all-netns -tulpn   the same in every network namespace
  gonetstat -tanp                all TCP sockets, with their programs
  gonetstat -rn                  the routing table
  gonetstat -i                   the interfaces
  gonetstat -s                   the counters of every protocol
`

// helpGroups are the headings of --help and the flags below each.
var helpGroups = []struct{ title, flags string }{
	{"Something else than sockets", "route interfaces statistics groups masquerade"},
	{"Which sockets (default: all protocols, connected)", "tcp udp udplite sctp raw unix listening all"},
	{"Address families", "inet inet6 protocol ipx ax25 x25 netrom rose ddp"},
	{"Names and columns", "numeric numeric-hosts numeric-ports numeric-users symbolic wide programs extend timers context"},
	{"Network namespaces", "netns all-netns"},
	{"Filters (comma-separated values; may be repeated)", "state port pid program"},
	{"Forms of output (default: net-tools' own)", "output json color"},
	{"Other", "fib cache continuous verbose help version"},
}

const helpNotes = `
Options of net-tools may be abbreviated; --netns, --all-netns and the options
for filters and forms of output are gonetstat's own and are written in full.
`

// helpText is the text of --help.
func helpText() string {
	all := define(&Options{Output: outputs[0], Color: colors[0]}, io.Discard)
	text := synopsis + helpExamples
	for _, group := range helpGroups {
		some := pflag.NewFlagSet(group.title, pflag.ContinueOnError)
		some.SortFlags = false
		for name := range strings.FieldsSeq(group.flags) {
			some.AddFlag(all.Lookup(name))
		}
		text += "\n" + group.title + ":\n" + some.FlagUsages()
	}
	// --program NAME would be --programs and an operand.
	return strings.Replace(text, "--program NAME", "--program=NAME", 1) + helpNotes
}
