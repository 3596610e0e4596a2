package differential

import (
	"fmt"
	"math/rand"
	"strings"
)

// makeUnix makes trees of unix sockets.
func makeUnix(r *rand.Rand) (tree, []string) {
	tr := tree{"net/unix": unixTable(r)}
	addProcesses(r, tr)
	args := append(numericOptions(r, tr), someOf(r, 0.3, "-p", "-e", "-W", "-o", "-v")...)
	args = append(args, someOf(r, 0.5, "-a", "-l")...)
	return tr, append(args, pick(r, "-x", "--unix", "-Aunix"))
}

// unixTable makes net/unix, plausible but for a few odd rows.
func unixTable(r *rand.Rand) string {
	if r.Intn(20) == 0 {
		return pick(r, "", "\n", "Num       RefCount Protocol Flags    Type St Inode Path")
	}
	text := pick(r, "Num       RefCount Protocol Flags    Type St Inode Path\n", "Num       RefCount Protocol Flags    Type St Path\n",
		"Num       RefCount Protocol Flags    Type St Inode Path\n", "Num       RefCount Protocol Flags    Type St Inode Path\n")
	for i := range r.Intn(20) {
		path := pick(r, "", "", " /run/systemd/journal/stdout", " @/tmp/.X11-unix/X0", " /a b", " @", " /"+strings.Repeat("long/", 30))
		row := fmt.Sprintf("%016x: %08X %08X %08X %04X %02X %5d%s", r.Uint32(), pick(r, 2, 3, r.Intn(1<<20)), pick(r, 0, 0, 0, 0, 1),
			pick(r, 0, 0x10000, 0x20000, 0x40000, 0x70000, r.Uint32()), pick(r, 1, 2, 5, r.Intn(12)), pick(r, 1, 1, 2, 3, 4, 0, 5, 6),
			inode(r), path)
		row = resize(r, row, "xxxxxxdw")
		if i > 0 { // what a row lacks is as in the row before
			row = shift(r, row)
		}
		text += oddUnixRow(r, row) + "\n"
	}
	return text
}

func oddUnixRow(r *rand.Rand, row string) string {
	if r.Intn(25) > 0 {
		return row
	}
	switch r.Intn(4) {
	case 0:
		return row[:r.Intn(len(row))]
	case 1:
		return ""
	case 2:
		return strings.Replace(row, ":", "", 1)
	}
	return row + " more words"
}
