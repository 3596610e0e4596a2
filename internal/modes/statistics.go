package modes

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// statistics lists the counters of -s: those of IPv4 and what is common to both
// families, or with -6 those of IPv6 and TCP. Tables that are missing or garbled
// do not change the exit status.
type statistics struct {
	families []string
	form     format.Form
}

func (m *statistics) list(s space, errs io.Writer) int {
	c := &counters{form: m.form, rows: m.form.Rows(s.in), tables: s.tables, errs: errs}
	switch families := strings.Join(m.families, ","); families {
	case "", "inet":
		m.form.Begin(format.Counters, s.in)
		c.inet()
	case "inet6":
		m.form.Begin(format.Counters, s.in)
		c.inet6()
	default:
		remark(m.form, errs, "netstat: No statistics support for specified address family: "+families+"\n")
		return statusRefused
	}
	return statusOK
}

// counters lists the counters of one namespace.
type counters struct {
	form   format.Form
	rows   format.CounterRows
	tables procnet.Tables
	errs   io.Writer
	text   []byte
}

func (c *counters) inet() {
	groups, err := procnet.ReadSNMP(c.tables, "snmp")
	c.print(c.rows.AppendSNMP, groups...)
	c.complain("snmp", err)
	if atOpen(err) {
		return
	}
	groups, err = procnet.ReadSNMP(c.tables, "netstat")
	c.print(c.rows.AppendSNMP, groups...)
	c.complainIfOpen("netstat", err)
	group, err := procnet.ReadSCTPCounters(c.tables)
	if !atOpen(err) {
		c.print(c.rows.AppendSNMP, group)
	}
	c.complainIfOpen("sctp/snmp", err)
}

func (c *counters) inet6() {
	groups, err := procnet.ReadSNMP6(c.tables)
	c.print(c.rows.AppendSNMP6, groups...)
	c.complain("snmp6", err)
	if atOpen(err) {
		return
	}
	// net/snmp6 has nothing of TCP, which counts for both families.
	groups, err = procnet.ReadSNMP(c.tables, "snmp")
	groups = slices.DeleteFunc(groups, func(g procnet.CounterGroup) bool { return !strings.HasPrefix(g.Protocol, "Tcp") })
	c.print(c.rows.AppendSNMP, groups...)
	if !errors.Is(err, procnet.ErrCounters) {
		c.complain("snmp", err)
	}
}

// print prints groups of counters.
func (c *counters) print(appendGroup func([]byte, procnet.CounterGroup) []byte, groups ...procnet.CounterGroup) {
	for _, group := range groups {
		c.text = appendGroup(c.text[:0], group)
		c.form.Print(c.text)
	}
}

// atOpen tells an error of opening a table from those of reading it.
func atOpen(err error) bool {
	pathError, ok := errors.AsType[*fs.PathError](err)
	return ok && pathError.Op == "open"
}

// complainIfOpen says what is wrong with a table that may be missing.
func (c *counters) complainIfOpen(table string, err error) {
	if !atOpen(err) {
		c.complain(table, err)
	}
}

// complain says what is wrong with a table, in the reference's words. It is
// named as it is named in the namespace that is listed.
func (c *counters) complain(table string, err error) {
	switch {
	case err == nil:
	case errors.Is(err, procnet.ErrCounters):
		fmt.Fprintf(c.errs, "Problem while parsing /proc/net/%s\n", table)
	case atOpen(err):
		fmt.Fprintf(c.errs, "cannot open /proc/net/%s: %s\n", table, errorText(err))
	default:
		fmt.Fprintf(c.errs, "/proc/net/%s: %s\n", table, errorText(err))
	}
}
