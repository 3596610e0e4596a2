package options

import (
	"math"

	"github.com/gonetstat/gonetstat/internal/states"
)

// filterOptions are those that leave sockets out.
func filterOptions() Group {
	return Group{
		Title: "Filters",
		Note:  "comma-separated values; may be repeated",
		Before: `Each takes a list with commas and may be repeated.
A socket is listed if it fits one value of every filter given; listeners are
then listed without
.Fl a ,
too.
Filters are for lists of internet and unix sockets only.`,
		Options: append([]Definition{{
			Name: "state", Own: true, Value: "STATE", List: true, Repeat: true,
			Words: append(states.All(), "unconnected"),
			Help:  "only sockets in these STATEs",
			Manual: `List only sockets in these states: the words of the column State in upper or
lower case, of
.Li LISTEN
and
.Li LISTENING
either for both, and
.Li unconnected
for sockets without a state.`,
			want: "a state such as listen, established or time_wait",
			reads: func(l *line, word string) bool {
				words, ok := statesOf(word)
				l.Filter.States = append(l.Filter.States, words...)
				return ok
			},
		}, {
			Name: "port", Own: true, Value: "PORT", List: true, Repeat: true,
			Help: "only sockets with these local or remote PORTs",
			Manual: `List only sockets with these local or remote ports: numbers, ranges such as
.Li 8000-8100 ,
or names of services, such as
.Li ssh ,
which stand for the ports that they have with any protocol.`,
			want: "a port from 1 to 65535, a range such as 8000-8100 or the name of a service",
			reads: func(l *line, text string) bool {
				if isService(text) {
					l.Services = append(l.Services, text)
					return true
				}
				ports, ok := parsePorts(text)
				l.Filter.Ports = append(l.Filter.Ports, ports)
				return ok
			},
		}, {
			Name: "pid", Own: true, Value: "PID", List: true, Offer: Processes, Repeat: true,
			Help: "only sockets of these processes, by PID",
			Manual: `List only sockets that these processes have open.
Of several that share a socket, the first of these is shown.`,
			want: "a process id",
			reads: func(l *line, text string) bool {
				pid, ok := parseDecimal(text, math.MaxInt32)
				l.Filter.Only.PIDs = append(l.Filter.Only.PIDs, pid)
				return ok
			},
		}, {
			Name: "process", Own: true, Value: "NAME", List: true, Repeat: true,
			Help: "only sockets of programs with this NAME",
			Manual: `List only sockets that programs of this name have open:
.Li nginx
also stands for a process that calls itself
.Dq nginx: worker process ,
and
.Li bash
for
.Li -bash .`,
			want:  "the name of a program",
			reads: addProgram,
		}, {
			Name: "program", Own: true, Value: "NAME", List: true, Equals: true, Repeat: true, Hidden: true,
			Help: "the same as --process",
			Manual: `The same as
.Fl Fl process ,
if the value stands behind
.Sq = :
.Fl Fl program
alone abbreviates
.Fl Fl programs ,
which takes no name.`,
			want:  "the name of a program",
			reads: addProgram,
		}}, workloadFilters()...),
	}
}

// addProgram adds the name of a program whose sockets are wanted.
func addProgram(l *line, name string) bool {
	l.Filter.Only.Programs = append(l.Filter.Only.Programs, name)
	return name != ""
}
