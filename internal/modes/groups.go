package modes

import (
	"errors"
	"fmt"
	"io"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// groups lists the multicast groups that interfaces have joined. A status other
// than 0 ends the run.
type groups struct {
	inet4, inet6 bool
	need         options.Need
	form         format.Form
}

func (m *groups) list(s space, errs io.Writer) int {
	m.form.Begin(format.Groups, s.in)
	// Unlike net-tools, which takes net/igmp for net/igmp6 from the second
	// listing of -c on, each listing begins anew.
	reader := new(procnet.GroupTables)
	status := statusOK
	if m.inet4 {
		table, err := procnet.ReadTable(s.tables, "igmp")
		switch {
		case err == nil:
			m.print(s, reader, table, errs)
		case !netns.Lacks(err):
			return cannotOpen(errs, "igmp", err)
		case m.need == options.Required:
			noSupport(errs, "AF INET (igmp)")
			status = statusRefused
		}
	}
	if m.inet6 {
		if table, err := procnet.ReadTable(s.tables, "igmp6"); err == nil {
			m.print(s, reader, table, errs)
		}
	}
	return status
}

// print prints the rows of a table of groups, behind what is said about it.
func (m *groups) print(s space, reader *procnet.GroupTables, table []byte, errs io.Writer) {
	var rows []procnet.Group
	for group, err := range reader.Rows(table) {
		if bogus, ok := errors.AsType[*procnet.GroupLineError](err); ok {
			fmt.Fprintf(errs, "warning, got bogus %s line %d.\n", bogus.Table, bogus.Line)
			continue
		}
		rows = append(rows, group)
	}
	printAll(&printer{form: m.form, in: s.in}, rows, format.Rows.AppendGroup)
}
