package differential

import (
	"fmt"
	"math/rand"
	"strings"
)

func init() { register(generator{"nsswitch", 200, makeNSSwitch}) }

// makeNSSwitch makes sockets and routes with all kinds of names, and an
// nsswitch.conf of which much or little can be read.
func makeNSSwitch(r *rand.Rand) (tree, []string) {
	tr := tree{
		"/etc/hosts": "10.0.0.1 one\n10.0.0.2 two\n", "/etc/networks": "net-one 10.1\nnet-two 10.2\n", "/etc/passwd": "u0:x:0:0::/:\nu1:x:1:1::/:\n",
		"/etc/services": "s1 1/tcp\ns2 2/udp\n", "/etc/protocols": "p1 1 P1\np2 2 P2\n",
	}
	var rows, routes strings.Builder
	rows.WriteString(socketHeading)
	routes.WriteString("Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n")
	for i := range 3 {
		fmt.Fprintf(&rows, "%4d: 0%d00000A:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000 %5d        0 %d 1\n", i, i, i, i, i)
		fmt.Fprintf(&routes, "eth0\t00000%d0A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n", i)
	}
	tr["net/tcp"], tr["net/udp"], tr["net/raw"], tr["net/route"] = rows.String(), rows.String(), rows.String(), routes.String()
	// The defaults of these two ask DNS.
	conf := "hosts: files\nnetworks: files\n"
	for _, database := range []string{"passwd", "services", "protocols", "hosts", "networks", "group", "sudoers", "passwd"} {
		if r.Intn(3) > 0 {
			conf += nsswitchLine(r, database)
		}
	}
	tr["/etc/nsswitch.conf"] = conf
	return tr, strings.Fields(pick(r, "-tuae", "-tuae", "-tuwae", "-r"))
}

// nsswitchLine makes a line about a database. It has a source: without any,
// glibc may read memory that is not its own, and crash.
func nsswitchLine(r *rand.Rand, database string) string {
	blank := func() string { return pick(r, "", "", "", " ", "\t", "  ", "\r", "\v") }
	line := blank() + database + pick(r, ":", ":", ":", ": ", ":\t", " :", "::", " ", "", " : ")
	for range 1 + r.Intn(3) {
		line += blank() + pick(r, "files", "files", "nosuch", "compat", "#", "FILES", "x") + pick(r, " ", " ", "\t", "")
		for r.Intn(3) == 0 {
			line += "[" + nsswitchActions(r, blank) + pick(r, "]", "]", "]", "]", "] ", "]]")
		}
	}
	line += pick(r, "", "", "", "", "#", " # files", "\x00 files", "[", "]")
	return line + pick(r, "\n", "\n", "\n", "\r\n", "\n\n")
}

// nsswitchActions makes what is in brackets. SUCCESS always ends the search of a
// name that is found: with anything else glibc loses entries of an enumeration
// and has net-tools read what is none.
func nsswitchActions(r *rand.Rand, blank func() string) (text string) {
	for range 1 + r.Intn(3) {
		status := pick(r, "NOTFOUND", "notfound", "UNAVAIL", "TRYAGAIN", "TryAgain", "!SUCCESS")
		action := pick(r, "return", "RETURN", "continue", "Continue", "merge")
		if r.Intn(15) == 0 {
			status = pick(r, "", "NOT", "NOTFOUNDX", "!", "!!UNAVAIL", "! UNAVAIL", "=", "files")
		}
		if r.Intn(15) == 0 {
			action = pick(r, "", "ret", "returns", "[", "stop", "files", "return=")
		}
		text += blank() + status + blank() + "=" + blank() + action + blank() + pick(r, " ", "\t", "")
	}
	return text
}
