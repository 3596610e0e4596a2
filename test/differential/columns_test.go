package differential

import (
	"maps"
	"strings"
	"testing"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// fixedTables are the tables that net-tools reads by position, and others of
// families as old, with rows as a kernel prints them.
var fixedTables = []struct {
	name, args, heading string
	rows                []string
	// state gives the state that the last row has, which has a word if it is
	// less than states; nil if rows have none.
	state  func(table []byte) int32
	states int32
}{
	{name: "nr_nodes", args: "-r -A netrom", heading: fixedHeading, rows: []string{"G4KLX-3   KLXX     2 3  191   6 00001  255   4 00002  009   6 00001"}},
	{name: "nr_neigh", args: "-r -A netrom", heading: fixedHeading, rows: []string{"00003 G3AAA     ax0   255    0      1      0"}},
	{name: "rose_nodes", args: "-r -A rose", heading: fixedHeading, rows: []string{"1234567890 0010 2 00001 00002"}},
	{name: "rose_neigh", args: "-r -A rose", heading: fixedHeading, rows: []string{"00003 G3AAA     ax0     1   0  DTE     yes   0   0"}},
	{name: "ax25_route", args: "-r -A ax25", heading: fixedHeading, rows: []string{"G4KLX-3   ax0  12"}},
	{name: "x25_routes", args: "-r -A x25", heading: fixedHeading, rows: []string{"123456           6       x25a "}},
	{name: "ipx_route", args: "-r -A ipx", heading: fixedHeading, rows: []string{"00000001   Directly     Connected", "00000002   00000001     000000000001"}},
	{name: "atalk_route", args: "-r -A ddp", heading: fixedHeading, rows: []string{"0A02:50     0A02:50  3  ddp0"}},
	{name: "ax25", args: "--ax25", rows: []string{"0000000000000001 ax0 N0CALL-1 W1AW-2,DB0XYZ 3 1 2 3 0 3 0 3 0 1 0 0 0 3 2 2 2 11 22 12345"}, state: ax25State, states: 5},
	{name: "ax25", args: "--ax25", heading: "dest_addr " + fixedHeading[:200] + "\n",
		rows:  []string{"DL1ABC-1   W1AW-2     ax0  3 1 2 3   000/010 000/003 0000/300 0000/000 00/10   5   2   256    11    22 12345"},
		state: ax25State, states: 5},
	{name: "nr", args: "--netrom", heading: fixedHeading, rows: []string{"N0CALL-1  W1AW-2    DB0XYZ-7  nr0    01/02 03/04  3   1   2   3   0/120  0/005   0/180   0/900   1/3   4    11    22 12345"},
		state: func(table []byte) (state int32) {
			for row := range procnet.NetROMSockets(table) {
				state = row.State
			}
			return state
		}, states: 4},
	{name: "rose", args: "--rose", heading: fixedHeading, rows: []string{"1234567890 W1AW-2    0987654321 N0CALL-1  rose0 001 00002  3  1  2  3   0 200   5 180   0   0/000    11    22 12345"},
		state: func(table []byte) (state int32) {
			for row := range procnet.RoseSockets(table) {
				state = row.State
			}
			return state
		}, states: 4},
	{name: "x25", args: "--x25", heading: fixedHeading, rows: []string{"1234567890 0987654321 x25a  001  3  1  2  3   0   3 200 180 180    11    22 12345"},
		state: func(table []byte) (state int32) {
			for row := range procnet.X25Sockets(table) {
				state = row.State
			}
			return state
		}, states: 5},
	{name: "ipx/socket", args: "--ipx", heading: fixedHeading, rows: []string{"00000001:000000000001:5000  00000002:000000000002:6000  00000001  00000002  01     033"}},
}

func ax25State(table []byte) (state int32) {
	for row := range procnet.NewAX25Table(table).Rows() {
		state = row.State
	}
	return state
}

// fixedHeading fills the buffer through which net-tools reads a table by
// position, so that no row ends where it has not written.
var fixedHeading = strings.Repeat("00001 ", 42) + "\n"

// radioTables are tables of which one refers to another.
var radioTables = tree{
	"net/nr_nodes":   fixedHeading + "G4KLX-3   KLXX     1 1  255   6 00001\nG5KLX-3   KLXX     1 1  255   6 00003\n",
	"net/nr_neigh":   fixedHeading + "00001 G1AAA     ax0   255    0      1      0\n00002 G2BBB     ax1   255    0      1      0\n",
	"net/rose_nodes": fixedHeading + "1234567890 0010 2 00001 00003\n",
	"net/rose_neigh": fixedHeading + "00001 G1AAA     ax0     1   0  DTE     yes   0   0\n",
}

// TestColumnsThatAreShifted compares rows of which every column stands one or
// more places to the left and to the right of where a kernel puts it, and is as
// much wider and narrower.
func TestColumnsThatAreShifted(t *testing.T) {
	for _, table := range fixedTables {
		t.Run(table.name, func(t *testing.T) {
			t.Parallel()
			good := table.heading + strings.Join(table.rows, "\n") + "\n"
			text := good
			for _, row := range table.rows {
				for _, bad := range shifted(row) {
					if table.name == "nr_nodes" && !isOnLine(bad) {
						t.Logf("left out, as net-tools reads behind the line, and may crash: %q", bad)
						continue
					}
					if table.state != nil {
						if state := table.state([]byte(good + bad + "\n")); state < 0 || state >= table.states {
							continue // net-tools reads outside its table of words
						}
					}
					text += bad + "\n" + row + "\n"
				}
			}
			tr := maps.Clone(radioTables)
			tr["net/"+table.name] = text
			compare(t, tr, append(strings.Fields(table.args), "-n")...)
		})
	}
}

// shifted gives a row with what stands behind each place shifted.
func shifted(row string) (rows []string) {
	for at := range row {
		for _, by := range []string{" ", "  ", "0", "   ", "-", "\t"} {
			rows = append(rows, row[:at]+by+row[at:])
		}
		for _, less := range []int{1, 2, 3} {
			rows = append(rows, row[:at]+row[min(at+less, len(row)):])
		}
	}
	return rows
}
