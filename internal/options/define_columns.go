package options

// columnOptions are those that choose what is shown of each socket.
func columnOptions() Group {
	return Group{
		Title: "Names and columns",
		Options: []Definition{{
			Name: "numeric", Letter: 'n',
			Help: "numbers instead of names of hosts, ports and users",
			Manual: `Print numbers instead of the names of hosts, ports and users.
Looking up the names of hosts may take long.`,
			acts: func(l *line, _ string) error {
				l.Columns.NumericHosts, l.Columns.NumericPorts, l.Columns.NumericUsers = true, true, true
				return nil
			},
		}, {
			Name:   "numeric-hosts",
			Help:   "numbers instead of names of hosts",
			Manual: `Print addresses instead of the names of hosts.`,
			sets:   func(l *line) *bool { return &l.Columns.NumericHosts },
		}, {
			Name:   "numeric-ports",
			Help:   "numbers instead of names of ports",
			Manual: `Print numbers instead of the names of ports.`,
			sets:   func(l *line) *bool { return &l.Columns.NumericPorts },
		}, {
			Name:   "numeric-users",
			Help:   "numbers instead of names of users",
			Manual: `Print numbers instead of the names of users.`,
			sets:   func(l *line) *bool { return &l.Columns.NumericUsers },
		}, {
			Name: "symbolic", Letter: 'N',
			Help: "names of hardware types",
			Manual: `Print names of hardware types.
As in net-tools 2.10, all that it does is to print routes with numbers.`,
			sets: func(l *line) *bool { return &l.Columns.Symbolic },
		}, {
			Name: "wide", Letter: 'W',
			Help:   "addresses in full, however long",
			Manual: `Print addresses in full, however long.`,
			sets:   func(l *line) *bool { return &l.Columns.Wide },
		}, {
			Name: "programs", Letter: 'p',
			Help: "process id and name of a socket's program",
			Manual: `Print the process id and the name of the program that has the socket open.
If several have, it is the one with the lowest process id.`,
			sets: func(l *line) *bool { return &l.Columns.Programs },
		}, allOwners(), workloads(), {
			Name: "extend", Letter: 'e', Repeat: true,
			Help:   "more columns; twice: still more",
			Manual: `Print more columns, or still more when given twice.`,
			acts:   func(l *line, _ string) error { l.Columns.Extend++; return nil },
		}, {
			Name: "timers", Letter: 'o',
			Help:   "timers of a socket",
			Manual: `Print the timers of sockets.`,
			sets:   func(l *line) *bool { return &l.Columns.Timers },
		}, {
			Name: "context", Letter: 'Z',
			Help:   "SELinux context of a socket's program",
			Manual: `Print the SELinux context of the program, or fail on a machine without SELinux.`,
			acts: func(l *line, _ string) error {
				if !selinuxEnabled() {
					return &ending{statusRefused, "SELinux is not enabled on this machine.\n"}
				}
				l.Columns.Context, l.Columns.Programs = true, true
				return nil
			},
		}, {
			Name: "tcp-info", Own: true,
			Help: "round trip times, losses and rates of TCP connections",
			Manual: `Print what the kernel measures of each TCP connection: round trip times, the
congestion window, retransmissions, bytes, rates and what it waited for.
JSON and NDJSON have them as an object
.Cm tcp_info ,
CSV as columns, and a table the first few.
The form of net-tools has none, and says so.`,
			sets: func(l *line) *bool { return &l.Columns.TCPInfo },
		}},
	}
}
