package modes

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// listOldRoutes lists the routes of a family that is not of the internet.
func listOldRoutes[T any](p *printer, s format.Section, rows []T, appendRow func(format.Rows, []byte, *T) []byte) int {
	p.form.Begin(s, p.in)
	printAll(p, rows, appendRow)
	return statusOK
}

func listAX25Routes(p *printer, tables procnet.Tables, errs io.Writer) int {
	table, err := procnet.ReadTable(tables, "ax25_route")
	if err != nil {
		return missingTable(p, errs, "ax25_route", err, "AX.25 not configured in this system.\n")
	}
	return listOldRoutes(p, format.AX25Routes, procnet.AX25Routes(table), format.Rows.AppendAX25Route)
}

func listNetROMRoutes(p *printer, tables procnet.Tables, errs io.Writer) int {
	nodes, nodesError := procnet.ReadTable(tables, "nr_nodes")
	neighbours, neighboursError := procnet.ReadTable(tables, "nr_neigh")
	if nodesError != nil || neighboursError != nil {
		if nodesError != nil {
			missingTable(p, errs, "nr_nodes", nodesError, "")
		}
		if neighboursError != nil {
			if nodesError != nil && perrorLosesError() {
				neighboursError = unix.EINVAL
			}
			missingTable(p, errs, "nr_neigh", neighboursError, "")
		}
		p.form.Remark("NET/ROM not configured in this system.\n")
		return statusRefused
	}
	return listOldRoutes(p, format.NetROMRoutes, procnet.NetROMRoutes(nodes, neighbours), format.Rows.AppendNetROMRoute)
}

// perrorLosesError tells whether C's perror leaves behind an error of its own:
// glibc opens standard error once more for reading and writing, which is
// invalid if it is open for writing only.
func perrorLosesError() bool {
	mode, err := unix.FcntlInt(os.Stderr.Fd(), unix.F_GETFL, 0)
	return err == nil && mode&unix.O_ACCMODE == unix.O_WRONLY
}

// listRoseRoutes lists net/rose_nodes. All that it has to say about a missing
// table goes to standard error.
func listRoseRoutes(p *printer, tables procnet.Tables, errs io.Writer) int {
	nodes, err := procnet.ReadTable(tables, "rose_nodes")
	name := "rose_nodes"
	var neighbours []byte
	if err == nil {
		name = "rose_neigh"
		neighbours, err = procnet.ReadTable(tables, name)
	}
	if err != nil {
		missingTable(p, errs, name, err, "")
		fmt.Fprint(errs, "ROSE not configured in this system.\n")
		return statusRefused
	}
	return listOldRoutes(p, format.RoseRoutes, procnet.RoseRoutes(nodes, neighbours), format.Rows.AppendRoseRoute)
}

func listX25Routes(p *printer, tables procnet.Tables, errs io.Writer) int {
	table, err := readEither(tables, "x25/route", "x25_routes")
	if err != nil {
		remark(p.form, errs, "X.25 not configured in this system.\n")
		return statusRefused
	}
	return listOldRoutes(p, format.X25Routes, procnet.X25Routes(table), format.Rows.AppendX25Route)
}

func listIPXRoutes(p *printer, tables procnet.Tables, errs io.Writer) int {
	table, err := readEither(tables, "ipx/route", "ipx_route")
	if err != nil {
		fmt.Fprintln(errs, errorText(err))
		remark(p.form, errs, "IPX routing not in file /proc/net/ipx/route or /proc/net/ipx_route found.\n")
		return statusRefused
	}
	return listOldRoutes(p, format.IPXRoutes, procnet.IPXRoutes(table), format.Rows.AppendIPXRoute)
}

// readEither reads a table or, from a kernel that does not have it there, the
// one with its old name.
func readEither(tables procnet.Tables, name, oldName string) ([]byte, error) {
	table, err := procnet.ReadTable(tables, name)
	if err != nil {
		table, err = procnet.ReadTable(tables, oldName)
	}
	return table, err
}

func listAppleTalkRoutes(p *printer, tables procnet.Tables, errs io.Writer) int {
	table, err := procnet.ReadTable(tables, "atalk_route")
	if err != nil {
		fmt.Fprintf(errs, "Error opening /proc/net/atalk_route: %s\nDDP (AppleTalk) not configured on this system.\n", errorText(err))
		return statusRefused
	}
	return listOldRoutes(p, format.AppleTalkRoutes, procnet.AppleTalkRoutes(table), format.Rows.AppendAppleTalkRoute)
}
