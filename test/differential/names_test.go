package differential

import (
	"fmt"
	"math/rand"
	"strings"
)

func init() {
	register(generator{"names", 200, makeNames})
	register(generator{"hosts", 100, makeHosts})
}

const nameSources = "passwd: files\nservices: files\nprotocols: files\nnetworks: files\nhosts: files\n"

// makeNames makes sockets of many ports, protocols and users, and garbled
// files that name them. The names have no control bytes, which are shown
// otherwise than by the reference.
func makeNames(r *rand.Rand) (tree, []string) {
	var rows strings.Builder
	rows.WriteString(socketHeading)
	for i := range 40 {
		fmt.Fprintf(&rows, "%4d: 0100007F:%04X 0100007F:%04X 01 00000000:00000000 00:00000000 00000000 %5d        0 %d 1\n",
			i, i, pick(r, 65535, 65536-i, 256+i), uint32(pick(r, i, i, -i, 1<<30+i)), i)
	}
	tr := tree{"/etc/nsswitch.conf": strings.Replace(nameSources, "passwd: files", pick(r, "passwd: files", "passwd: files", "passwd: compat"), 1)}
	for _, table := range []string{"tcp", "udp", "udplite", "raw"} {
		tr["net/"+table] = rows.String()
	}
	blank := func() string { return pick(r, " ", "\t", " \t ", "  ", " ", "\t", "\r", "\v", "\f") }
	behind := func(alias string) string {
		return pick(r, "", "", blank()+alias, blank()+alias+" "+alias, "#c", blank()+"#c", blank(), "/x", "x")
	}
	tr["/etc/services"] = nameFile(r, 3000, func(i int) string {
		return fmt.Sprintf("s%d%s%s%s%s%s", i, blank(), oddNumber(r, r.Intn(40)), pick(r, "/", "/", "/", "/", "/", "/", ",", " /", "/ ", "//", "", "\t"),
			pick(r, "tcp", "udp", "tcp", "udp", "TCP", "", "sctp", "udplite", "raw"), behind("alias"))
	})
	tr["/etc/protocols"] = nameFile(r, 3000, func(i int) string {
		return fmt.Sprintf("p%d%s%s%s", i, blank(), oddNumber(r, r.Intn(40)), behind("P"))
	})
	tr["/etc/passwd"] = nameFile(r, 3000, func(i int) string {
		return fmt.Sprintf("%s:x:%s:%s%s", pick(r, fmt.Sprint("u", i), fmt.Sprint("user-with-long-name", i), "", "a b", "a:b", "é"),
			oddNumber(r, r.Intn(40)), oddNumber(r, 1), pick(r, "", ":", "::/:/bin/sh", ":::", "::/:/bin/sh", ":a:b:c:d", " "))
	})
	return tr, append([]string{"-ae", "--numeric-hosts"}, someOf(r, 0.2, "-W", "--numeric-ports", "--numeric-users", "-t", "-u", "-w")...)
}

// oddNumber writes a number in a way that may or may not be read as one.
func oddNumber(r *rand.Rand, n int) string {
	if r.Intn(3) > 0 {
		return fmt.Sprint(n)
	}
	return pick(r, fmt.Sprint(n+65536), fmt.Sprint(n+1<<32), fmt.Sprint(n+1<<31), fmt.Sprint(n-1<<31),
		"65535", "2147483647", "4294967295", "18446744073709551615", "18446744073709551617", "-18446744073709551615",
		"", "x", "-", "0x", fmt.Sprintf(pick(r, "%d ", " %d", "\v%d", "0x%x", "0X%X", "0%o", "00%d", "08%d", "-%d", "+%d", "--%d", "%dx", "%d.0", "%d\r"), n))
}

// nameFile makes a name file of lines that are sometimes garbled or longer
// than need be. A blank in front of the last line comes with a newline behind
// it: without one, glibc reads the end of the line twice.
func nameFile(r *rand.Rand, longer int, line func(i int) string) string {
	var text, last string
	for i := range r.Intn(60) {
		last = line(i)
		switch r.Intn(20) {
		case 0:
			last = pick(r, "#", " ", "\t", "+", "-", "+:", "\x00", "\r", "\v", " #") + last
		case 1:
			last = last[:r.Intn(len(last)+1)]
		case 2:
			at := r.Intn(len(last) + 1)
			last = last[:at] + pick(r, "#", " ", "\x00", "\xff", "/", "\n") + last[at:]
		case 3:
			last += pick(r, "\r", " ", strings.Repeat(" a", longer), strings.Repeat("x", longer), "\x00", "\x00y")
		case 4:
			last = pick(r, "", "#", " ", "garbage", "+", "-", "+::::::", "+@group::::::", "-user", strings.Repeat("x", longer))
		}
		last += pick(r, "\n", "\n", "\n", "\n", "\n", "\n", "\n", "\r\n")
		text += last
	}
	if r.Intn(2) == 0 && !strings.ContainsAny(last, " \t\r\v\f") && strings.Count(last, "\n") == 1 {
		text = strings.TrimSuffix(text, "\n")
	}
	return text
}

// makeHosts makes sockets with many peers, and a hosts file that names some.
func makeHosts(r *rand.Rand) (tree, []string) {
	tr := tree{"/etc/nsswitch.conf": nameSources, "/etc/services": ""}
	four, six := socketHeading, socketHeading
	for i := range 40 {
		end := " 0100007F:0016 %s:%04X 01 00000000:00000000 00:00000000 00000000     0        0 %d 1\n"
		peer := pick(r, fmt.Sprintf("%02X00000A", r.Intn(8)), "0100007F", "0200007F", "FFFFFFFF", "0000007F")
		four += fmt.Sprintf("%4d:"+end, i, peer, i+1, i)
		peer = pick(r, "0000000000000000FFFF0000"+peer, "00000000000000000000000001000000", "00000000000000000000000002000000",
			"B80D0120000000000000000001000000", "000080FE000000000000000002000000")
		six += fmt.Sprintf("%4d:"+strings.Replace(end, "0100007F", "00000000000000000000000001000000", 1), i, peer, i+1, i)
	}
	tr["net/tcp"], tr["net/tcp6"] = four, six
	tr["/etc/hosts"] = nameFile(r, 60, func(i int) string {
		prefix, number := pick(r, "10.0.0.", "10.0.0.", "::ffff:10.0.0.", "::10.0.0.", "127.0.0.", "2001:db8::", "fe80::", "::"), r.Intn(8)
		name := pick(r, fmt.Sprint("h", i), fmt.Sprint("A-Long.Name", i, ".with.Many.labels"), "1.2.3.4", "-", "under_score.", "localhost", "a@b", "é",
			strings.Repeat("n", 110+r.Intn(40)))
		return fmt.Sprint(pick(r, "", "", "", "", "0", "x"), prefix, number, pick(r, "", "", "", "", "/8", "%lo", "."),
			pick(r, " ", "\t", "  ", "\r", "\n", ""), name, pick(r, "", " alias", "#c", " #c", "\t"))
	})
	return tr, append([]string{"-ta"}, someOf(r, 0.3, "-W", "-4", "-6", "--numeric-ports")...)
}
