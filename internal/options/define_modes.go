package options

// modeOptions are those that list something else.
func modeOptions() Group {
	return Group{
		Title: "Something else than sockets",
		Before: `At most one of
.Fl r , i , s
and
.Fl M
may be given.`,
		Options: []Definition{{
			Name: "route", Letter: 'r',
			Help: "routing tables",
			Manual: `Print the routing tables.
With
.Fl e
the columns are others, with
.Fl ee
all of them.
Without an address family the table is that of IPv4.`,
			Mode: Routes,
		}, {
			Name: "interfaces", Letter: 'i',
			Help: "network interfaces; with -e in ifconfig's form",
			Manual: `Print the network interfaces that are up, with
.Fl a
all of them; with
.Fl e
in the form of
.Xr ifconfig 8 .`,
			Mode: Interfaces,
		}, {
			Name: "statistics", Letter: 's',
			Help: "counters of every protocol, as SNMP has them",
			Manual: `Print the counters of every protocol, or of those named by
.Fl t , u , U , w
and
.Fl S ;
with
.Fl 6
those of IPv6.`,
			Mode: Statistics,
		}, {
			Name: "groups", Letter: 'g',
			Help:   "multicast group memberships",
			Manual: `Print the memberships in multicast groups.`,
			sets:   func(l *line) *bool { return &l.groups },
		}, {
			Name: "masquerade", Letter: 'M',
			Help: "masqueraded connections",
			Manual: `Print masqueraded connections.
Linux 2.4 and later have no table of them.`,
			Mode: Masquerade,
		}},
	}
}
