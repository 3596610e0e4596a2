package differential

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
)

func init() {
	register(generator{"sockets", 400, makeSockets})
	register(generator{"unix", 100, makeUnix})
}

const socketHeading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"

// makeSockets makes trees of internet sockets with processes that own some.
func makeSockets(r *rand.Rand) (tree, []string) {
	for {
		if tr, args := makeAnySockets(r); hasStateWords(tr) {
			return tr, args
		}
	}
}

func makeAnySockets(r *rand.Rand) (tree, []string) {
	tr := tree{}
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6"} {
		if r.Intn(8) == 0 {
			continue // a kernel without the table
		}
		tr["net/"+table] = socketTable(r, table, false)
	}
	if r.Intn(3) == 0 {
		addSCTP(r, tr)
	}
	which := someOf(r, 0.5, "-a", "-l")
	if slices.Equal(which, []string{"-l"}) {
		// A list of listeners stops at the first connection, so it does not
		// see what is garbled behind it.
		for _, table := range []string{"tcp", "tcp6"} {
			if _, ok := tr["net/"+table]; ok {
				tr["net/"+table] = socketTable(r, table, true)
			}
		}
	}
	if r.Intn(3) == 0 {
		tr["net/unix"] = unixTable(r)
	}
	addProcesses(r, tr)
	if r.Intn(2) == 0 {
		addNameFiles(r, tr)
	}
	args := append(numericOptions(r, tr), someOf(r, 0.25, "-t", "-u", "-U", "-w", "-S", "-4", "-6", "-W", "-e", "-o", "-p", "-v",
		"-e", "--inet", "-Ainet6", "-F", "-C")...)
	return tr, append(args, which...)
}

// someOf picks each word with a probability.
func someOf(r *rand.Rand, probability float64, words ...string) []string {
	var some []string
	for _, w := range words {
		if r.Float64() < probability {
			some = append(some, w)
		}
	}
	return some
}

// pick gives one of some values.
func pick[T any](r *rand.Rand, values ...T) T { return values[r.Intn(len(values))] }

// socketTable makes a table, plausible but for a few odd rows, which are among
// the listeners only if so asked.
func socketTable(r *rand.Rand, table string, oddListenersOnly bool) string {
	if r.Intn(20) == 0 {
		return pick(r, "", "\n", socketHeading, strings.TrimSuffix(socketHeading, "\n"))
	}
	var rows []string
	v6 := strings.HasSuffix(table, "6")
	tcp := strings.HasPrefix(table, "tcp")
	listeners := r.Intn(6)
	for i := range listeners + r.Intn(12) {
		local, remote := randomEndpoint(r, v6), randomEndpoint(r, v6)
		state := 1 + r.Intn(11)
		alone := r.Intn(3) == 0
		if tcp { // the kernel lists the listeners first
			alone = i < listeners
			if alone {
				state = 10
			}
		} else if r.Intn(2) == 0 {
			state = pick(r, 1, 7)
		}
		if alone {
			remote = strings.Repeat("0", len(remote)-5) + ":0000"
		} else if strings.HasSuffix(remote, ":0000") {
			remote = remote[:len(remote)-1] + "1"
		}
		row := fmt.Sprintf("%4d: %s %s %02X %08X:%08X %02X:%08X %08X %5d %8d %d %d %016x %s",
			i, local, remote, state, queue(r), queue(r), pick(r, 0, 0, 1, 2, 3, 4, r.Intn(256)),
			r.Uint32()>>pick(r, 0, 8, 16, 20, 28), r.Intn(1<<pick(r, 0, 0, 3, 8)), pick(r, 0, 0, 1, 33, 1000, 65534, int(r.Uint32())),
			r.Intn(1<<pick(r, 0, 0, 3, 5)), inode(r), r.Intn(5), r.Uint64(), pick(r, "", "20 4 30 10 -1", "100 0 0 10 0"))
		if !oddListenersOnly || i < listeners {
			row = oddRow(r, shiftSocket(r, resize(r, row, socketKinds(table))))
		}
		rows = append(rows, row)
	}
	text := socketHeading + strings.Join(rows, "\n") + "\n"
	if r.Intn(10) == 0 {
		text = strings.TrimSuffix(text, "\n")
	}
	return text
}

// socketKinds gives the kinds of the columns of a table of sockets.
func socketKinds(table string) string {
	for _, t := range sizedTables {
		if t.name == table {
			return t.kinds
		}
	}
	return ""
}

// oddRow garbles a row now and then, short of what makes the reference read
// memory that it has not written.
func oddRow(r *rand.Rand, row string) string {
	if r.Intn(25) > 0 {
		return row
	}
	switch r.Intn(7) {
	case 0:
		return row[:r.Intn(55)]
	case 1:
		return ""
	case 2:
		return "garbage"
	case 3:
		return row + "\r"
	case 4:
		return strings.Replace(row, ":", "", 1)
	case 5:
		return strings.Replace(row, " ", "  \t", 3)
	}
	return row + strings.Repeat(" 7", r.Intn(100))
}

func queue(r *rand.Rand) uint32 {
	if r.Intn(4) > 0 {
		return 0
	}
	return r.Uint32() >> r.Intn(32)
}

// inode gives the inode of a socket, often one that a process has.
func inode(r *rand.Rand) uint64 {
	switch r.Intn(6) {
	case 0:
		return 0
	case 1:
		return r.Uint64() >> r.Intn(60)
	}
	return uint64(1000 + r.Intn(30))
}

// randomEndpoint gives an address and a port as the kernel prints them.
func randomEndpoint(r *rand.Rand, v6 bool) string {
	word := func() uint32 { return pick(r, 0, 0, 1<<24, r.Uint32(), r.Uint32()&0xffff, r.Uint32()<<16) }
	port := pick(r, 0, 22, 80, 443, 1+r.Intn(1023), 1+r.Intn(65535), 65535)
	address := fmt.Sprintf("%08X", pick(r, 0, 0x0100007F, r.Uint32(), 0xFFFFFFFF))
	if v6 {
		switch r.Intn(5) {
		case 0:
			address = "0000000000000000FFFF0000" + address
		case 1:
			address = "000000000000000000000000" + pick(r, "00000000", "01000000", address)
		default:
			address = fmt.Sprintf("%08X%08X%08X%08X", word(), word(), word(), word())
		}
	}
	return fmt.Sprintf("%s:%04X", address, port)
}

// addProcesses makes processes that own sockets.
func addProcesses(r *rand.Rand, tr tree) {
	for range r.Intn(6) {
		pid := fmt.Sprint(1 + r.Intn(99999))
		tr[pid+"/cmdline"] = pick(r, "sshd", "/usr/sbin/sshd\x00-D\x00", "nginx: worker process", "-bash\x00", "/a/b c/d\x00",
			"./relative/path\x00x", "", "a-very-long-program-name-indeed\x00", "/", "/bin/", "\x00x")
		for fd := range 1 + r.Intn(4) {
			link := fmt.Sprintf(pick(r, "socket:[%d]", "socket:[%d]", "[0000]:%d"), inode(r))
			if r.Intn(5) == 0 {
				link = pick(r, "/dev/null", "pipe:[1001]", "anon_inode:[eventpoll]", "socket:[]", "socket:", "/socket:[1003]")
			}
			tr[fmt.Sprintf("%s/fd/%d", pid, fd)] = "-> " + link
		}
	}
	if r.Intn(5) == 0 {
		tr["self/fd/1"] = "-> socket:[1001]"
		tr["77/fd/"] = ""
	}
}

// addNameFiles replaces the files that give names to numbers.
func addNameFiles(r *rand.Rand, tr tree) {
	names := []string{"ssh", "http", "a-service-with-a-very-long-name", "x", "twelve-chars", "nineteen-characters"}
	var services, users strings.Builder
	for range 40 {
		fmt.Fprintf(&services, "%s\t%d/%s %s\n", pick(r, names...), pick(r, 22, 80, 443, r.Intn(1024)), pick(r, "tcp", "udp", "sctp"), pick(r, "", "alias", "# comment"))
	}
	for _, uid := range []int{0, 1, 33, 1000} {
		if r.Intn(4) > 0 {
			fmt.Fprintf(&users, "%s:x:%d:1::/:/bin/sh\n", pick(r, "root", "www-data", "averyveryverylongusername", "u"), uid)
		}
	}
	tr["/etc/nsswitch.conf"] = nameSources
	tr["/etc/services"] = services.String()
	tr["/etc/passwd"] = users.String()
}

// addSCTP adds the tables of SCTP's endpoints and associations.
func addSCTP(r *rand.Rand, tr tree) {
	addresses := func(most int, stars ...string) string {
		var text string
		for range r.Intn(most + 1) {
			text += pick(r, stars...) + pick(r, "127.0.0.1", "10.1.2.3", "0.0.0.0", "0000:0000:0000:0000:0000:0000:0000:0001",
				"2001:0db8:00aa:ffff:ffff:ffff:ffff:fff0", "0000:0000:0000:0000:0000:ffff:0102:0304",
				pick(r, "127.1", "010.0.0.1", "0x7f000001", "1.2.3.4.5", "256.0.0.1", "1:2:3:4:5:6:7:8", "0001:0002:0003:0004:0005:0006:0007:00089")) + " "
		}
		return text
	}
	word := func() string { return fmt.Sprint(pick(r, 0, r.Intn(70000), int(r.Uint32()))) }
	for _, table := range []string{"sctp", "sctp6"} {
		if r.Intn(4) > 0 {
			text := " ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS\n"
			for range r.Intn(8) {
				text += oddSCTPRow(r, fmt.Sprintf("%16x %16x 2   %-3d 29   %-5d %5d %5d %s", r.Uint64(), r.Uint64(), r.Intn(14), r.Intn(65536),
					pick(r, 0, 33, r.Intn(70000)), inode(r), addresses(3, "")), "dddddddd") + "\n"
			}
			tr["net/"+table+"/eps"] = text
		}
		if r.Intn(4) > 0 {
			text := " ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS\n"
			for range r.Intn(8) {
				text += oddSCTPRow(r, fmt.Sprintf("%16x %16x 2   %-3d %-2d 12  77 %s %s       %s %d %-5d %-5d  %s<-> %s\t    7500    10    10   10    0    0",
					r.Uint64(), r.Uint64(), r.Intn(12), r.Intn(9), word(), word(), word(), inode(r), r.Intn(65536), r.Intn(65536),
					addresses(3, "", "*"), addresses(3, "", "*")), "ddddddddddddd") + "\n"
			}
			tr["net/"+table+"/assocs"] = text
		}
	}
}

// oddSCTPRow sometimes makes something else of a row. It has addresses if it has
// what stands before them: otherwise the reference prints memory that it never
// wrote, or crashes.
func oddSCTPRow(r *rand.Rand, row, kinds string) string {
	if r.Intn(20) > 0 {
		return resize(r, row, kinds)
	}
	return pick(r, "", "garbage", row[:r.Intn(50)], "a b c d e f g h i j k l m 10.0.0.1 <-> *10.0.0.2", strings.Replace(row, "0x", "", 1))
}
