package cli

import (
	"fmt"
	"io"
	"iter"

	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// oldFamily is the list of sockets of one of the families that are neither
// internet nor unix.
type oldFamily struct {
	label string                 // what net-tools calls the family
	table string                 // below /proc/net
	need  need                   // what its lack means
	list  func(table []byte) int // prints the sockets, and gives the status to end with
}

// oldFamilies lists the sockets of the families that are neither internet nor
// unix. A status other than 0 ends the run.
func (r *run) oldFamilies(s selection, spaces []space) int {
	for _, f := range [...]oldFamily{
		{"AF IPX", "ipx/socket", s.IPX, r.ipx},
		{"AF AX25", "ax25", s.AX25, r.ax25},
		{"AF X25", "x25", s.X25, r.x25},
		{"AF NETROM", "nr", s.NETROM, r.netrom},
		{"AF ROSE", "rose", s.ROSE, r.rose},
	} {
		if f.need == unwanted {
			continue
		}
		if status := r.oldFamily(f, spaces); status != statusOK {
			return status
		}
	}
	if s.Bluetooth {
		io.WriteString(r.errs, "netstat: feature `AF BLUETOOTH' not supported.\n"+
			"Please recompile `net-tools' with newer kernel source or full configuration.\n")
		return statusRefused
	}
	return statusOK
}

// oldFamily lists the sockets of a family in every namespace that has its
// table.
func (r *run) oldFamily(f oldFamily, spaces []space) int {
	status, missing := statusOK, true
	for _, s := range spaces {
		table, err := procnet.ReadTable(s.tables, f.table)
		switch {
		case err == nil:
		case lacks(err):
			continue
		case s.label == "":
			return r.cannotOpen(f.table, err)
		default:
			status = max(status, r.lost(err))
			continue
		}
		missing = false
		if s.label != "" {
			r.out.WriteString("Network namespace " + s.label + "\n")
		}
		status = max(status, f.list(table))
	}
	if missing && f.need >= noted {
		r.noSupport(f.label)
	}
	if missing && f.need == required {
		status = max(status, statusRefused)
	}
	return status
}

func (r *run) ipx(table []byte) int {
	shape := r.socketFormat("")
	r.out.Write(shape.AppendIPXHeading(nil))
	for row, err := range procnet.IPXSockets(table) {
		if err != nil {
			fmt.Fprintf(r.errs, "netstat.c: Internal Error `%v'.\n", err)
			return statusFailed
		}
		r.out.Write(shape.AppendIPX(nil, &row))
	}
	return statusOK
}

func (r *run) ax25(content []byte) int {
	r.out.WriteString(nettools.AX25SocketsHeading)
	table := procnet.NewAX25Table(content)
	problem := "problem reading data from /proc/net/ax25\n"
	if table.Old {
		problem = "Problem reading data from /proc/net/ax25\n"
	}
	return listOld(r.out, table.Rows(), nettools.AppendAX25, problem)
}

func (r *run) x25(table []byte) int {
	r.out.WriteString(nettools.X25SocketsHeading)
	for row := range procnet.X25Sockets(table) {
		if row.Channel != 0 || r.opts.All {
			r.out.Write(nettools.AppendX25(nil, &row))
		}
	}
	return statusOK
}

func (r *run) netrom(table []byte) int {
	r.out.WriteString(nettools.NetROMSocketsHeading)
	return listOld(r.out, procnet.NetROMSockets(table), nettools.AppendNetROM, "Problem reading data from /proc/net/nr\n")
}

func (r *run) rose(table []byte) int {
	r.out.WriteString(nettools.RoseSocketsHeading)
	return listOld(r.out, procnet.RoseSockets(table), nettools.AppendRose, "Problem reading data from /proc/net/rose\n")
}

// listOld prints rows. For a line that is none it prints the problem there is,
// which net-tools puts between the rows.
func listOld[T any](out io.Writer, rows iter.Seq2[T, bool], appendRow func(dst []byte, row *T) []byte, problem string) int {
	for row, ok := range rows {
		if ok {
			out.Write(appendRow(nil, &row))
		} else {
			io.WriteString(out, problem)
		}
	}
	return statusOK
}
