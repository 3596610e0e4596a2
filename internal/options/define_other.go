package options

import "github.com/gonetstat/gonetstat/internal/version"

// otherOptions are those that fit nowhere else.
func otherOptions() Group {
	return Group{
		Title: "Other",
		Options: []Definition{{
			Name: "fib", Letter: 'F',
			Help: "with -r: the forwarding table (the default)",
			Manual: `With
.Fl r ,
print the forwarding table.
That is the default.`,
			sets: func(l *line) *bool { return &l.FIB },
		}, {
			Name: "cache", Letter: 'C',
			Help: "with -r: the route cache instead",
			Manual: `With
.Fl r ,
print the route cache instead.
Linux 3.6 and later keep none for IPv4.`,
			sets: func(l *line) *bool { return &l.Cache },
		}, procOption(), {
			Name: "verbose", Letter: 'v',
			Help: "say which tables and sources of names are missing",
			Manual: `Say which tables the kernel does not have, and which modules of
.Xr nsswitch.conf 5
cannot be asked for names:
.Sx NAMES
lists them.`,
			sets: func(l *line) *bool { return &l.Verbose },
		}, {
			Letter: 'd', Hidden: true,
			Manual: `Accepted without any effect, as net-tools does.`,
		}, {
			Name: "help", Letter: 'h',
			Help:   "print this help",
			Manual: `Print help.`,
			acts:   func(*line, string) error { return &ending{statusOK, helpText()} },
		}, {
			Name: "version", Letter: 'V',
			Help:   "print the version",
			Manual: `Print the version.`,
			acts:   func(*line, string) error { return &ending{statusOK, "gonetstat " + version.String() + "\n"} },
		}},
	}
}
