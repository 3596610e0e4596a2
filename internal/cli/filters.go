package cli

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gonetstat/gonetstat/internal/procmap"
)

// filters say which sockets are listed: those that fit at least one value of
// every filter that is given. A filter without values fits all.
//
// As a filter names the sockets that are wanted, listeners among them are
// listed without -a; -l restricts the list to them as ever.
type filters struct {
	states []string // --state: net-tools' words, "" for a socket that has none
	ports  []portRange
	only   procmap.Only // --pid and --program: only the sockets of such processes
}

// portRange is a range of ports, both ends in it.
type portRange struct{ first, last uint16 }

// filters reads the values of the options for filters.
func (o *Options) filters() (f filters, err error) {
	refuse := func(flag, value, want string) error {
		return fmt.Errorf("--%s=%s: want %s", flag, strconv.QuoteToASCII(value), want)
	}
	for _, word := range o.States {
		states, ok := statesOf(word)
		if !ok {
			return f, refuse("state", word, "a state such as listen, established or time_wait")
		}
		f.states = append(f.states, states...)
	}
	for _, text := range o.Ports {
		ports, ok := parsePorts(text)
		if !ok {
			return f, refuse("port", text, "a port from 1 to 65535 or a range such as 8000-8100")
		}
		f.ports = append(f.ports, ports)
	}
	for _, text := range o.PIDs {
		pid, ok := parseDecimal(text, math.MaxInt32)
		if !ok {
			return f, refuse("pid", text, "a process id")
		}
		f.only.PIDs = append(f.only.PIDs, pid)
	}
	for _, name := range o.ProgramIs {
		if name == "" {
			return f, refuse("program", name, "the name of a program")
		}
		f.only.Programs = append(f.only.Programs, name)
	}
	if f.any() && (o.Routes || o.Interfaces || o.Statistics || o.Masquerade || o.Groups || o.oldFamily() != "") {
		return f, fmt.Errorf("--state, --port, --pid and --program are for lists of internet and unix sockets")
	}
	return f, nil
}

// any tells whether there is a filter.
func (f *filters) any() bool { return len(f.states) > 0 || len(f.ports) > 0 || f.owners() }

// owners tells whether sockets are chosen by the processes that have them: only
// those that have such an owner are wanted.
func (f *filters) owners() bool { return len(f.only.PIDs) > 0 || len(f.only.Programs) > 0 }

// parsePorts reads N or N-M. Port 0 is no port.
func parsePorts(text string) (r portRange, ok bool) {
	from, to, isRange := strings.Cut(text, "-")
	first, ok := parseDecimal(from, math.MaxUint16)
	last := first
	if ok && isRange {
		last, ok = parseDecimal(to, math.MaxUint16)
	}
	return portRange{uint16(first), uint16(last)}, ok && first <= last
}

// parseDecimal reads a number from 1 to a limit, made of digits alone.
func parseDecimal(text string, limit uint64) (int, bool) {
	v, err := strconv.ParseUint(text, 10, 32)
	return int(v), err == nil && v > 0 && v <= limit
}

// state tells whether a socket in this state is wanted.
func (f *filters) state(state string) bool { return slices.Contains(f.states, state) }

// port tells whether a socket with these ports is wanted.
func (f *filters) port(local, peer uint16) bool {
	return slices.ContainsFunc(f.ports, func(r portRange) bool {
		return r.first <= local && local <= r.last || r.first <= peer && peer <= r.last
	})
}

// onlyListeners tells whether no other state but that of listeners is wanted.
func (f *filters) onlyListeners() bool {
	return !slices.ContainsFunc(f.states, func(state string) bool {
		return state != "LISTEN" && state != "LISTENING"
	})
}
