package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// statistics lists the counters of -s: those of IPv4 and what is common to
// both families, or with -6 those of IPv6 and TCP. Tables that are missing or
// garbled do not change the exit status.
func (r *run) statistics() int {
	list := &statisticsList{run: r, words: &nettools.Statistics{Shown: r.opts.statisticsProtocols()}}
	switch families := strings.Join(r.opts.Families, ","); families {
	case "", "inet":
		list.inet()
	case "inet6":
		list.inet6()
	default:
		// The reference says so on standard output, where objects leave no
		// room for it.
		var out io.Writer = r.out
		if r.objects != nil {
			out = r.errs
		}
		fmt.Fprintf(out, "netstat: No statistics support for specified address family: %s\n", families)
		return statusRefused
	}
	return statusOK
}

// statisticsProtocols gives the protocols that options select.
func (o *Options) statisticsProtocols() format.Protocols {
	var selected format.Protocols
	for _, option := range [...]struct {
		given    bool
		protocol format.Protocols
	}{
		{o.Raw, format.ShowRaw},
		{o.TCP, format.ShowTCP},
		{o.UDP, format.ShowUDP},
		{o.UDPLite, format.ShowUDPLite},
		{o.SCTP, format.ShowSCTP},
	} {
		if option.given {
			selected |= option.protocol
		}
	}
	return selected
}

// A statisticsList is a listing of -s.
type statisticsList struct {
	run   *run
	words *nettools.Statistics
	text  []byte
}

func (l *statisticsList) inet() {
	groups, err := procnet.ReadSNMP(l.run.tables, "snmp")
	l.print(l.words.AppendSNMP, groups...)
	l.complain("snmp", err)
	if cannotOpen(err) {
		return
	}
	groups, err = procnet.ReadSNMP(l.run.tables, "netstat")
	l.print(l.words.AppendSNMP, groups...)
	l.complainIfOpen("netstat", err)
	group, err := procnet.ReadSCTPCounters(l.run.tables)
	if !cannotOpen(err) {
		l.print(l.words.AppendSNMP, group)
	}
	l.complainIfOpen("sctp/snmp", err)
}

func (l *statisticsList) inet6() {
	groups, err := procnet.ReadSNMP6(l.run.tables)
	l.print(l.words.AppendSNMP6, groups...)
	l.complain("snmp6", err)
	if cannotOpen(err) {
		return
	}
	// net/snmp6 has nothing of TCP, which counts for both families.
	groups, err = procnet.ReadSNMP(l.run.tables, "snmp")
	groups = slices.DeleteFunc(groups, func(g procnet.CounterGroup) bool { return !strings.HasPrefix(g.Protocol, "Tcp") })
	l.print(l.words.AppendSNMP, groups...)
	if !errors.Is(err, procnet.ErrCounters) {
		l.complain("snmp", err)
	}
}

// print prints groups of counters.
func (l *statisticsList) print(appendGroup func([]byte, procnet.CounterGroup) []byte, groups ...procnet.CounterGroup) {
	for _, group := range groups {
		if o := l.run.objects; o != nil {
			o.print(o.AppendCounters(o.text, l.words.Shown, group))
			continue
		}
		l.text = appendGroup(l.text[:0], group)
		l.run.out.Write(l.text)
	}
}

// cannotOpen tells an error of opening a table from those of reading it.
func cannotOpen(err error) bool {
	pathError, ok := errors.AsType[*fs.PathError](err)
	return ok && pathError.Op == "open"
}

// complainIfOpen says what is wrong with a table that may be missing.
func (l *statisticsList) complainIfOpen(table string, err error) {
	if !cannotOpen(err) {
		l.complain(table, err)
	}
}

// complain says what is wrong with a table, in the reference's words. It is
// named as it is named in the namespace that is listed.
func (l *statisticsList) complain(table string, err error) {
	switch {
	case err == nil:
	case errors.Is(err, procnet.ErrCounters):
		fmt.Fprintf(l.run.errs, "Problem while parsing /proc/net/%s\n", table)
	case cannotOpen(err):
		fmt.Fprintf(l.run.errs, "cannot open /proc/net/%s: %s\n", table, errorText(err))
	default:
		fmt.Fprintf(l.run.errs, "/proc/net/%s: %s\n", table, errorText(err))
	}
}
