package options

// socketOptions are those that choose sockets.
func socketOptions() Group {
	return Group{
		Title: "Which sockets",
		Note:  "default: all protocols, connected",
		Options: []Definition{{
			Name: "tcp", Letter: 't',
			Help:   "TCP",
			Manual: `List TCP sockets.`,
			sets:   func(l *line) *bool { return &l.tcp },
		}, {
			Name: "udp", Letter: 'u',
			Help:   "UDP",
			Manual: `List UDP sockets.`,
			sets:   func(l *line) *bool { return &l.udp },
		}, {
			Name: "udplite", Letter: 'U',
			Help:   "UDP-Lite",
			Manual: `List UDP-Lite sockets.`,
			sets:   func(l *line) *bool { return &l.udplite },
		}, {
			Name: "sctp", Letter: 'S',
			Help:   "SCTP",
			Manual: `List SCTP endpoints and associations.`,
			sets:   func(l *line) *bool { return &l.sctp },
		}, {
			Name: "raw", Letter: 'w',
			Help:   "raw IP",
			Manual: `List raw IP sockets.`,
			sets:   func(l *line) *bool { return &l.raw },
		}, {
			Name: "unix", Letter: 'x',
			Help:   "Unix domain sockets",
			Manual: `List Unix domain sockets.`,
			acts:   addFamily("unix"),
		}, {
			Name: "listening", Letter: 'l',
			Help: "only sockets that listen",
			Manual: `List only sockets that listen, or that have no peer where a protocol knows no
listening.`,
			sets: func(l *line) *bool { return &l.listening },
		}, {
			Name: "all", Letter: 'a',
			Help:   "listening ones too; with -i: interfaces that are down too",
			Manual: `List both sockets that listen and those that do not.`,
			sets:   func(l *line) *bool { return &l.all },
		}, {
			Name: "l2cap", Letter: '2', Hidden: true,
			Help: "Bluetooth L2CAP, refused",
			sets: func(l *line) *bool { return &l.bluetooth },
		}, {
			Name: "rfcomm", Letter: 'f', Hidden: true,
			Help:   "Bluetooth RFCOMM, refused",
			Manual: `Refused: Debian's netstat is built without Bluetooth, too.`,
			sets:   func(l *line) *bool { return &l.bluetooth },
		}},
	}
}
