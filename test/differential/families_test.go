package differential

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func init() { register(generator{"families", 160, makeFamilies}) }

// makeFamilies makes the tables of AX.25, NET/ROM, ROSE, X.25 and IPX.
func makeFamilies(r *rand.Rand) (tree, []string) {
	for {
		if tr, args := makeAnyFamilies(r); hasStateWords(tr) {
			return tr, args
		}
	}
}

func makeAnyFamilies(r *rand.Rand) (tree, []string) {
	tr := tree{}
	makers := map[string]func(*rand.Rand) string{
		"net/ax25": ax25Table, "net/nr": netromTable, "net/rose": roseTable, "net/x25": x25Table, "net/ipx/socket": ipxTable,
	}
	for _, name := range []string{"net/ax25", "net/nr", "net/rose", "net/x25", "net/ipx/socket"} {
		if r.Intn(6) > 0 {
			tr[name] = makers[name](r)
		}
	}
	if r.Intn(2) == 0 {
		addNameFiles(r, tr)
	}
	for _, name := range []string{"net/unix", "net/tcp", "net/igmp"} {
		if r.Intn(2) == 0 {
			tr[name] = ""
		}
	}
	families := append(numericOptions(r, tr), someOf(r, 0.3, "--ax25", "--netrom", "--rose", "--x25", "--ipx", "-Aax25,x25")...)
	return tr, append(families, someOf(r, 0.2, "-e", "-a", "-l", "-v", "-W", "-o", "-x", "-t", "-4", "-g", "-2", "--bluetooth")...)
}

// oldTable puts rows under a heading and garbles some, but not the first: of
// that the reference would show memory that it has not written.
func oldTable(r *rand.Rand, heading string, row func() string) string {
	if r.Intn(15) == 0 {
		return pick(r, "", heading)
	}
	text := heading + row() + "\n"
	for range r.Intn(8) {
		line := shift(r, row())
		if r.Intn(12) == 0 {
			line = pick(r, "", "garbage", line+"\r", " "+line, line+" more", line[:r.Intn(len(line))], strings.Replace(line, ":", "", 1),
				strings.Replace(line, "/", "", 1), "\x00"+line, line[:12]+"\x00"+line[13:])
		}
		text += line + "\n"
	}
	return strings.TrimSuffix(text, pick(r, "", "", "", "\n"))
}

func callsign(r *rand.Rand) string {
	return pick(r, "N0CALL", "W1AW", "DL1ABC", "DB0XYZ", "M0A") + pick(r, "", "-1", fmt.Sprintf("-%d", r.Intn(16)))
}

// count gives a number, a digit of a state too: a garbled row may take either
// for the other.
func count(r *rand.Rand) int { return pick(r, 0, 1, 2, 3, r.Intn(4)) }

func ax25Table(r *rand.Rand) string {
	states := func() string { return fmt.Sprintf("%d %d %d %d", r.Intn(5), count(r), count(r), count(r)) }
	if r.Intn(4) == 0 {
		return oldTable(r, "dest_addr  src_addr   dev  st vs vr va    t1     t2     t3      idle   n2  rtt wnd paclen   Snd-Q Rcv-Q inode\n", func() string {
			return fmt.Sprintf("%-10s %-10s %-4s %s   %03d/%03d %03d/%03d %04d/%03d %04d/%03d %02d/%02d %3d %3d %5d %5d %5d %d", callsign(r), callsign(r),
				pick(r, "ax0", "ax1", "bpq0"), states(), 0, 10, 0, 3, 0, 300, 0, 0, 0, 10, 5, 2, 256, r.Intn(100000), r.Intn(100), 12345)
		})
	}
	return oldTable(r, "", func() string {
		return fmt.Sprintf("%016x %s %s %s %s 0 3 0 3 0 1 0 0 0 3 2 2 2 %d %d 12345", r.Uint64(), pick(r, "ax0", "ax1", "bpq0"), callsign(r),
			pick(r, "*", callsign(r), callsign(r)+","+callsign(r)+"*"), states(), pick(r, 0, r.Intn(4)), count(r))
	})
}

func netromTable(r *rand.Rand) string {
	return oldTable(r, "user_addr dest_node src_node  dev    my  your  st  vs  vr  va    t1     t2     t4      idle   n2  wnd Snd-Q Rcv-Q inode\n", func() string {
		return fmt.Sprintf("%-9s %-9s %-9s %-6s %02X/%02X %02X/%02X %2d %3d %3d %3d %3d/%03d %2d/%02d %3d/%03d %3d/%03d %2d/%02d %3d %5d %5d %d",
			pick(r, "*", callsign(r)), callsign(r), callsign(r), pick(r, "nr0", "nr12"), r.Intn(256), r.Intn(256), r.Intn(256), r.Intn(256), r.Intn(4),
			r.Intn(256), r.Intn(2000), r.Intn(256), 0, 120, 0, 5, 0, 180, 0, 900, 1, 3, 4, r.Intn(1<<pick(r, 0, 8, 30)), r.Intn(100), 12345)
	})
}

func roseTable(r *rand.Rand) string {
	return oldTable(r, "dest_addr  dest_call src_addr   src_call  dev   lci neigh st vs vr va   t  t1  t2  t3  hb    idle Snd-Q Rcv-Q inode\n", func() string {
		return fmt.Sprintf("%-10s %-9s %-10s %-9s %-5s %3.3X %05d  %d  %d  %d  %d   0 200   5 180   0   0/000 %5d %5d 12345",
			pick(r, "*", "1234567890", "12345"), pick(r, "*", callsign(r)), pick(r, "0987654321", "54321"), callsign(r), pick(r, "rose0", "rose10", "r"),
			r.Intn(20), r.Intn(100000), r.Intn(4), count(r), count(r), count(r), r.Intn(100), r.Intn(100))
	})
}

func x25Table(r *rand.Rand) string {
	first := true
	return oldTable(r, "dest_addr  src_addr   dev   lci st vs vr va   t  t2 t21 t22 t23 Snd-Q Rcv-Q inode\n", func() string {
		channel := r.Intn(30)
		if first { // which the reference understands only without letters
			channel, first = r.Intn(10), false
		}
		return fmt.Sprintf("%-10s %-10s %-5s %3.3X  %d  %d  %d  %d %3d %3d %3d %3d %3d %5d %5d 12345", pick(r, "*", "1234567890", "12345"),
			pick(r, "*", "0987654321", "54321"), pick(r, "x25a", "???"), channel, r.Intn(5), r.Intn(8), r.Intn(8), r.Intn(8), 0, 3, 200, 180, 180,
			r.Intn(1<<pick(r, 0, 8, 30)), r.Intn(100))
	})
}

func ipxTable(r *rand.Rand) string {
	end := func() string {
		network := pick(r, 0, 0xffffffff, r.Uint32())
		if r.Intn(3) == 0 {
			return fmt.Sprintf("%08X:%04X", network, r.Intn(65536))
		}
		return fmt.Sprintf("%08X:%012X:%04X", network, pick(r, 0, r.Int63n(1<<48)), r.Intn(65536))
	}
	return oldTable(r, "Local_Address               Remote_Address              Tx_Queue  Rx_Queue  State  Uid\n", func() string {
		return fmt.Sprintf("%-27s %-27s %08X  %08X  %02X     %03d", end(), pick(r, end(), end(), "Not_Connected"), pick(r, 0, r.Uint32()), r.Intn(1000),
			pick(r, 1, 7, 7, r.Intn(10)), pick(r, 0, 33, 1000, 4242))
	})
}

// TestStatesWithoutWordAreUnknown holds gonetstat to its deviation: the
// reference reads behind its tables of words.
func TestStatesWithoutWordAreUnknown(t *testing.T) {
	tr := tree{
		"net/ax25": "1 ax0 A B 5 1 2\n",
		"net/x25":  "heading\n1234567890 0987654321 x25a  001  5  1  2  3   0   3 200 180 180     11    22 12345\n",
		"net/nr":   "heading\nN0CALL-1  W1AW-2    N0CALL-7  nr0    01/02 03/04  4   1   2   3   0/120   0/005   0/180   0/900   1/3   4     11    22 12345\n",
		"net/rose": "heading\n1 W1AW-2 2 N0CALL-1 rose0 1 2 4\n",
	}
	for _, family := range []string{"--ax25", "--x25", "--netrom", "--rose"} {
		_, ours := runFabricated(t, tr, family)
		assert.Contains(t, ours.stdout, "UNKNOWN", family)
		assert.Equal(t, "0", strings.TrimSpace(ours.status), family)
	}
}
