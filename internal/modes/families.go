package modes

import (
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// oldFamily is the list of sockets of one of the families that are neither
// internet nor unix.
type oldFamily struct {
	label string       // what net-tools calls the family
	table string       // below /proc/net
	need  options.Need // what its lack means
	list  func(p *printer, table []byte, errs io.Writer) int
}

// oldFamilies lists the sockets of the families that are neither internet nor
// unix. A status other than 0 ends the run. Filters are for sockets of the
// internet and of unix, so with one of them there are no others.
func (m *sockets) oldFamilies(spaces []*space) int {
	all := m.query.Filter.Which == engine.All
	for _, f := range [...]oldFamily{
		{"AF IPX", "ipx/socket", m.tables.IPX, listIPX},
		{"AF AX25", "ax25", m.tables.AX25, listAX25},
		{"AF X25", "x25", m.tables.X25, func(p *printer, table []byte, _ io.Writer) int { return listX25(p, table, all) }},
		{"AF NETROM", "nr", m.tables.NETROM, listNetROM},
		{"AF ROSE", "rose", m.tables.ROSE, listRose},
	} {
		if f.need == options.Unwanted || m.query.Filter.Any() {
			continue
		}
		if status := m.oldFamily(f, spaces); status != statusOK {
			return status
		}
	}
	if m.tables.Bluetooth {
		io.WriteString(m.log.errs, "netstat: feature `AF BLUETOOTH' not supported.\n"+
			"Please recompile `net-tools' with newer kernel source or full configuration.\n")
		return statusRefused
	}
	return statusOK
}

// oldFamily lists the sockets of a family in every namespace that has its
// table.
func (m *sockets) oldFamily(f oldFamily, spaces []*space) int {
	status, missing := statusOK, true
	for _, s := range spaces {
		table, err := procnet.ReadTable(s.tables, f.table)
		switch {
		case err == nil:
		case netns.Lacks(err):
			continue
		case !s.in.Several:
			return cannotOpen(m.log.errs, f.table, err)
		default:
			status = max(status, m.log.lost(err))
			continue
		}
		missing = false
		m.form.Space(s.in)
		status = max(status, f.list(&printer{form: m.form, in: s.in}, table, m.log.errs))
	}
	if missing && f.need >= options.Noted {
		noSupport(m.log.errs, f.label)
	}
	if missing && f.need == options.Required {
		status = max(status, statusRefused)
	}
	return status
}

func listIPX(p *printer, table []byte, errs io.Writer) int {
	p.form.Begin(format.IPX, p.in)
	rows := p.form.Rows(p.in)
	for row, err := range procnet.IPXSockets(table) {
		if err != nil {
			fmt.Fprintf(errs, "netstat.c: Internal Error `%v'.\n", err)
			return statusFailed
		}
		p.form.Print(rows.AppendIPX(nil, &row))
	}
	return statusOK
}

func listAX25(p *printer, content []byte, errs io.Writer) int {
	p.form.Begin(format.AX25, p.in)
	table := procnet.NewAX25Table(content)
	problem := "problem reading data from /proc/net/ax25\n"
	if table.Old {
		problem = "Problem reading data from /proc/net/ax25\n"
	}
	return listOld(p, table.Rows(), format.Rows.AppendAX25, problem, errs)
}

// listX25 lists the sockets of X.25, without -a those that have a channel.
func listX25(p *printer, table []byte, all bool) int {
	p.form.Begin(format.X25, p.in)
	rows := slices.Collect(procnet.X25Sockets(table))
	if !all {
		rows = slices.DeleteFunc(rows, func(row procnet.X25Socket) bool { return row.Channel == 0 })
	}
	printAll(p, rows, format.Rows.AppendX25)
	return statusOK
}

func listNetROM(p *printer, table []byte, errs io.Writer) int {
	p.form.Begin(format.NetROM, p.in)
	return listOld(p, procnet.NetROMSockets(table), format.Rows.AppendNetROM, "Problem reading data from /proc/net/nr\n", errs)
}

func listRose(p *printer, table []byte, errs io.Writer) int {
	p.form.Begin(format.Rose, p.in)
	return listOld(p, procnet.RoseSockets(table), format.Rows.AppendRose, "Problem reading data from /proc/net/rose\n", errs)
}

// listOld prints rows. For a line that is none it says the problem there is,
// which net-tools puts between the rows.
func listOld[T any](p *printer, rows iter.Seq2[T, bool], appendRow func(format.Rows, []byte, *T) []byte, problem string, errs io.Writer) int {
	to := p.form.Rows(p.in)
	for row, ok := range rows {
		if ok {
			p.form.Print(appendRow(to, nil, &row))
		} else {
			remark(p.form, errs, problem)
		}
	}
	return statusOK
}
