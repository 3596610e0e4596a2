package options

import (
	"errors"
	"io"
	"strings"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
)

// A line is a command line as far as it has been read. What means the same
// whatever else there is goes into its Request, and the rest waits for finish.
type line struct {
	Request
	errs io.Writer // for what net-tools says about an option that it does not refuse

	modes                        []*Definition // that were named: even -rr is refused
	groups                       bool
	tcp, udp, udplite, sctp, raw bool
	unix                         bool
	ipx, ax25, x25, netrom, rose bool
	bluetooth                    bool
	inet4, inet6                 bool
	familiesLength               int // of Families joined with commas
	listening, all               bool
	unread                       []unread
}

// unread is a value that waits for the whole line.
type unread struct {
	option *Definition
	value  string
}

// newLine gives an empty line, which lists sockets as net-tools does.
func newLine(errs io.Writer) *line {
	return &line{Request: Request{Form: NetTools, Color: Auto}, errs: errs}
}

// finish makes the Request of a line that has been read to its end. Its error
// is a value that says nothing, or that does not go with other options.
func (l *line) finish(options []*Definition) error {
	if err := l.read(options); err != nil {
		return err
	}
	if l.Chooses() && !l.listsSockets() {
		return errors.New(filterNames() + " are for lists of internet and unix sockets")
	}
	if l.Proc != "" && l.Mode == Interfaces {
		return errors.New("--proc does not go with -i: the kernel tells of interfaces only in their namespace")
	}
	if len(l.Sort) > 0 && !l.listsSockets() {
		return errors.New("--sort is for lists of internet and unix sockets")
	}
	if err := l.checkSockets(); err != nil {
		return err
	}
	if err := l.checkRounds(); err != nil {
		return err
	}
	l.Filter.Which = l.which()
	l.Tables = l.tables()
	l.Protocols = l.protocols()
	l.FIB = l.FIB || !l.Cache
	if l.Mode == Statistics && l.Rounds.Interval == 0 && l.Rounds.Count == 0 {
		l.Continuous = false // net-tools prints them once even then
	}
	return nil
}

// checkSockets refuses what is for lists of sockets and does not go with other
// lists, or with each other.
func (l *line) checkSockets() error {
	switch {
	case len(l.Sort) > 0 && !l.listsSockets():
		return errors.New("--sort is for lists of internet and unix sockets")
	case l.Summary && !l.listsSockets():
		return errors.New("--summary is for lists of internet and unix sockets")
	case l.Changes && !l.listsSockets():
		return errors.New("--changes is for lists of internet and unix sockets")
	case l.Changes && (l.Form == JSON || l.Form == CSV):
		return errors.New("--changes has no form as " + string(l.Form) + ": write --output=ndjson")
	case l.Changes && (l.Summary || len(l.Sort) > 0):
		return errors.New("--changes prints sockets as they change: write it without --sort and --summary")
	case l.Summary && len(l.Sort) > 0:
		return errors.New("--summary counts sockets, which have no order then: write it without --sort")
	}
	return nil
}

// checkRounds refuses options about rounds that do not go with the others.
func (l *line) checkRounds() error {
	rounds := &l.Rounds
	switch {
	case rounds.Waits && l.Continuous:
		return errors.New("--wait ends with the first listing: write it without -c")
	case l.Quiet && l.Continuous:
		return errors.New("--quiet answers once: write it without -c, and with --wait to wait for an answer")
	case rounds.Count > 0 && !l.Continuous:
		return errors.New("--count counts the listings of -c: write -c too")
	case rounds.Interval > 0 && !l.Continuous && !rounds.Waits:
		return errors.New("--interval is the time between the listings of -c: write -c too")
	}
	return nil
}

// read reads the values that waited, in the order of the options' definitions.
func (l *line) read(options []*Definition) error {
	for _, option := range options {
		for _, waiting := range l.unread {
			if waiting.option != option {
				continue
			}
			values := []string{waiting.value}
			if option.List {
				values = strings.Split(waiting.value, ",")
			}
			for _, value := range values {
				if !option.reads(l, value) {
					return errors.New(option.refuse(value, option.want))
				}
			}
		}
	}
	return nil
}

// listsSockets tells whether there is nothing in the list but sockets of the
// internet and of unix, as far as it was named.
func (l *line) listsSockets() bool {
	return l.Mode == Sockets && !l.groups && !l.ipx && !l.ax25 && !l.x25 && !l.netrom && !l.rose
}

// filterNames joins the options for filters with commas and a last "and".
func filterNames() string {
	var names []string
	for _, option := range filterOptions().Options {
		if !option.Hidden {
			names = append(names, "--"+option.Name)
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// which gives the sockets that are wanted by -l and -a. As a filter names them,
// listeners are among them without -a.
func (l *line) which() engine.Which {
	switch {
	case l.all, (l.Chooses() || l.Summary) && !l.listening:
		return engine.All
	case l.listening:
		return engine.Listening
	}
	return engine.Connected
}

// protocols gives those whose counters -s prints.
func (l *line) protocols() (selected format.Protocols) {
	for _, option := range [...]struct {
		given    bool
		protocol format.Protocols
	}{
		{l.raw, format.ShowRaw},
		{l.tcp, format.ShowTCP},
		{l.udp, format.ShowUDP},
		{l.udplite, format.ShowUDPLite},
		{l.sctp, format.ShowSCTP},
	} {
		if option.given {
			selected |= option.protocol
		}
	}
	return selected
}
