package options

// formOptions are those that choose a form of output.
func formOptions() Group {
	return Group{
		Title: "Forms of output",
		Note:  "default: net-tools' own",
		Options: []Definition{{
			Name: "output", Own: true, Value: "FORM",
			Words: []string{string(NetTools), string(Table), string(JSON), string(NDJSON), string(CSV)},
			Help:  "form of output",
			Manual: `Print in one of these forms:
.Bl -tag -width net-tools
.It Cm net-tools
The form of net-tools' netstat, the default.
.It Cm table
Tables for people, whose columns are as wide as what they hold.
If lines are longer than the screen is wide, and unless there is
.Fl W ,
names of programs, users, hosts and namespaces, paths and IPv6 addresses are
shortened.
IPv4 addresses and ports never are, so that lines may still be longer.
Counters that are 0 are left out unless there is
.Fl e .
.It Cm json
One JSON array of objects.
.It Cm ndjson
One JSON object a line.
.It Cm csv
Comma-separated values under a line with their names.
.El`,
			acts: func(l *line, word string) error { l.Form = Form(word); return nil },
		}, {
			Name: "json", Own: true,
			Help: "JSON, for short",
			Manual: `The same as
.Fl Fl output Ns = Ns Cm json .`,
			acts: func(l *line, _ string) error { l.Form = JSON; return nil },
		}, sorting(), summing(), {
			Name: "color", Own: true, Value: "WHEN",
			Words: []string{string(Auto), string(Always), string(Never)},
			Help:  "colors of a table",
			Manual: `Color a table
.Cm always ,
.Cm never ,
or if standard output is a terminal
.Pq Cm auto ,
the default.
States have colors, and the local addresses of listeners on all addresses or on
one of the Internet, whether or not a firewall lets anyone reach them.
The other forms have none; with
.Cm always
they say so.`,
			acts: func(l *line, word string) error { l.Color = Color(word); return nil },
		}},
	}
}
