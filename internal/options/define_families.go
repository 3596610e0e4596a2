package options

import "io"

// familyOptions are those for address families.
func familyOptions() Group {
	return Group{
		Title: "Address families",
		Before: `A family without a protocol selects all protocols of the family; a protocol
without a family is listed for IPv4 and IPv6.`,
		Options: []Definition{{
			Name: "inet", Alias: "ip", Letter: '4',
			Help:   "IPv4",
			Manual: `IPv4.`,
			acts:   addFamily("inet"),
		}, {
			Name: "inet6", Letter: '6',
			Help:   "IPv6",
			Manual: `IPv6.`,
			acts:   addFamily("inet6"),
		}, {
			Name: "protocol", Letter: 'A', Value: "LIST", List: true, Repeat: true,
			Words: familyWords(),
			Help:  "the families of a comma-separated LIST",
			Manual: `The families of a list with commas:
.Cm inet , inet6 , unix , ipx , ax25 , x25 , netrom , rose , ddp , econet , ash
and
.Cm bluetooth .`,
			acts: (*line).addFamilies,
		}, {
			Name: "ipx",
			Help: "IPX",
			acts: addFamily("ipx"),
		}, {
			Name: "ax25",
			Help: "AX.25",
			acts: addFamily("ax25"),
		}, {
			Name: "x25",
			Help: "X.25",
			acts: addFamily("x25"),
		}, {
			Name: "netrom",
			Help: "NET/ROM",
			acts: addFamily("netrom"),
		}, {
			Name:   "rose",
			Help:   "ROSE",
			Manual: `IPX, AX.25, X.25, NET/ROM and ROSE.`,
			acts:   addFamily("rose"),
		}, {
			Name: "ddp", Alias: "appletalk",
			Help: "AppleTalk, for its routes",
			Manual: `AppleTalk, whose routes
.Fl r
prints.`,
			acts: addFamily("ddp"),
		}, {
			Name: "bluetooth", Hidden: true,
			Help: "Bluetooth, refused",
			Manual: `Refused, as
.Fl 2
is.`,
			acts: addFamily("bluetooth"),
		}, {
			Name: "tcpip", Hidden: true,
			Help:   "without any effect",
			Manual: `Accepted without any effect but a message, as net-tools does.`,
			acts: func(l *line, _ string) error {
				// net-tools has this option, and fails to find its family.
				_, err := io.WriteString(l.errs, "netstat.c: Internal Error `longopts 1 range'.\n")
				return err
			},
		}},
	}
}

// addFamily gives what the option of an address family does.
func addFamily(name string) func(*line, string) error {
	return func(l *line, _ string) error { return l.addFamilies(name) }
}
