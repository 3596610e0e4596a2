package cli

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

func (r *run) ax25Routes() int {
	table, err := procnet.ReadTable(r.tables, "ax25_route")
	if err != nil {
		return r.missingTable("ax25_route", err, "AX.25 not configured in this system.\n")
	}
	return printAll(r, nettools.AX25RoutesHeading, procnet.AX25Routes(table), nettools.AppendAX25Route)
}

func (r *run) netromRoutes() int {
	nodes, nodesError := procnet.ReadTable(r.tables, "nr_nodes")
	neighbours, neighboursError := procnet.ReadTable(r.tables, "nr_neigh")
	if nodesError != nil || neighboursError != nil {
		if nodesError != nil {
			r.missingTable("nr_nodes", nodesError, "")
		}
		if neighboursError != nil {
			if nodesError != nil && perrorLosesError() {
				neighboursError = unix.EINVAL
			}
			r.missingTable("nr_neigh", neighboursError, "")
		}
		r.out.WriteString("NET/ROM not configured in this system.\n")
		return statusRefused
	}
	return printAll(r, nettools.NetROMRoutesHeading, procnet.NetROMRoutes(nodes, neighbours), nettools.AppendNetROMRoute)
}

// perrorLosesError tells whether C's perror leaves behind an error of its own:
// glibc opens standard error once more for reading and writing, which is
// invalid if it is open for writing only.
func perrorLosesError() bool {
	mode, err := unix.FcntlInt(os.Stderr.Fd(), unix.F_GETFL, 0)
	return err == nil && mode&unix.O_ACCMODE == unix.O_WRONLY
}

// roseRoutes prints net/rose_nodes. All that it has to say about a missing
// table goes to standard error.
func (r *run) roseRoutes() int {
	nodes, err := procnet.ReadTable(r.tables, "rose_nodes")
	name := "rose_nodes"
	var neighbours []byte
	if err == nil {
		name = "rose_neigh"
		neighbours, err = procnet.ReadTable(r.tables, name)
	}
	if err != nil {
		r.missingTable(name, err, "")
		fmt.Fprint(r.errs, "ROSE not configured in this system.\n")
		return statusRefused
	}
	return printAll(r, nettools.RoseRoutesHeading, procnet.RoseRoutes(nodes, neighbours), nettools.AppendRoseRoute)
}

func (r *run) x25Routes() int {
	table, err := r.readEither("x25/route", "x25_routes")
	if err != nil {
		r.out.WriteString("X.25 not configured in this system.\n")
		return statusRefused
	}
	return printAll(r, nettools.X25RoutesHeading, procnet.X25Routes(table), nettools.AppendX25Route)
}

func (r *run) ipxRoutes() int {
	table, err := r.readEither("ipx/route", "ipx_route")
	if err != nil {
		fmt.Fprintln(r.errs, errorText(err))
		r.out.WriteString("IPX routing not in file /proc/net/ipx/route or /proc/net/ipx_route found.\n")
		return statusRefused
	}
	return printAll(r, nettools.IPXRoutesHeading, procnet.IPXRoutes(table), nettools.AppendIPXRoute)
}

// readEither reads a table or, from a kernel that does not have it there, the
// one with its old name.
func (r *run) readEither(name, oldName string) ([]byte, error) {
	table, err := procnet.ReadTable(r.tables, name)
	if err != nil {
		table, err = procnet.ReadTable(r.tables, oldName)
	}
	return table, err
}

func (r *run) appleTalkRoutes() int {
	table, err := procnet.ReadTable(r.tables, "atalk_route")
	if err != nil {
		fmt.Fprintf(r.errs, "Error opening /proc/net/atalk_route: %s\nDDP (AppleTalk) not configured on this system.\n", errorText(err))
		return statusRefused
	}
	return printAll(r, nettools.AppleTalkRoutesHeading, procnet.AppleTalkRoutes(table), nettools.AppendAppleTalkRoute)
}
