package cli

import (
	"errors"
	"fmt"

	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// groups lists the multicast groups that interfaces have joined. A status
// other than 0 ends the run.
func (r *run) groups(s selection, spaces []space) int {
	return r.forEach(spaces, func() int {
		if r.objects == nil {
			r.out.WriteString(nettools.GroupsHeading)
		}
		// Unlike net-tools, which takes net/igmp for net/igmp6 from the second
		// listing of -c on, each listing begins anew.
		reader := new(procnet.GroupTables)
		status := statusOK
		if s.Inet4 {
			table, err := procnet.ReadTable(r.tables, "igmp")
			switch {
			case err == nil:
				r.listGroups(reader, table)
			case !lacks(err):
				return r.cannotOpen("igmp", err)
			case s.Groups == required:
				r.noSupport("AF INET (igmp)")
				status = statusRefused
			}
		}
		if s.Inet6 {
			if table, err := procnet.ReadTable(r.tables, "igmp6"); err == nil {
				r.listGroups(reader, table)
			}
		}
		return status
	})
}

// listGroups prints the rows of a table of groups.
func (r *run) listGroups(reader *procnet.GroupTables, table []byte) {
	var groups []procnet.Group
	for group, err := range reader.Rows(table) {
		if bogus, ok := errors.AsType[*procnet.GroupLineError](err); ok {
			fmt.Fprintf(r.errs, "warning, got bogus %s line %d.\n", bogus.Table, bogus.Line)
			continue
		}
		if o := r.objects; o != nil {
			o.print(o.AppendGroup(o.text, &group))
			continue
		}
		groups = append(groups, group)
		if !r.opts.NumericHosts {
			r.lookup(group.Addr)
		}
	}
	shape := r.socketFormat("")
	for i := range groups {
		r.out.Write(shape.AppendGroup(nil, &groups[i]))
	}
}
