package differential

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestEveryNumericOptionInEveryMode compares what each combination of options
// for numbers makes of each table and mode, where everything has a name.
func TestEveryNumericOptionInEveryMode(t *testing.T) {
	for _, mode := range []string{
		"-t", "-u", "-U", "-w", "-S", "-lS", "-ta", "-ua", "-Ua", "-wa", "-Sa", "-Sap", "-SaW", "-6Sae", "-4ae", "-6aeo", "-aepW", "-x", "-xa", "-g", "-gx",
		"-M", "-Me", "-r", "-re", "-ree", "-rC", "-rCe", "-r6", "-r6e", "-r6C", "-Ainet,inet6 -r", "--ipx", "--ipx -e",
		"--ax25", "--netrom", "--rose", "--x25", "-r --ddp", "-r --ipx", "-r --x25", "-r --ax25", "-r --netrom", "-r --rose", "-i", "-ie", "-s", "-s6", "",
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			for _, options := range numericSets() {
				compare(t, namedTables(), append(strings.Fields(mode), options...)...)
			}
		})
	}
}

// TestEveryNumericOptionLive does so with the sockets, groups and routes of a
// kernel, and names from files and a name server.
func TestEveryNumericOptionLive(t *testing.T) {
	ns := newNamedNamespace(t)
	ns.run(t, "ip", "link", "add", "br0", "type", "bridge")
	ns.run(t, "ip", "addr", "add", "10.0.0.1/24", "dev", "br0")
	ns.run(t, "ip", "addr", "add", "fd00::1/64", "dev", "br0", "nodad")
	ns.run(t, "ip", "link", "set", "br0", "up")
	ns.run(t, "ip", "route", "add", "default", "via", "10.0.0.2")
	for _, mode := range []string{"-aeg", "-r -A inet,inet6"} {
		for _, options := range numericSets() {
			compareLive(t, ns, append(strings.Fields(mode), options...)...)
		}
	}
}

// numericSets gives all combinations of the options for numbers.
func numericSets() [][]string {
	sets := [][]string{{"-n"}, nil}
	for _, option := range []string{"--numeric-hosts", "--numeric-ports", "--numeric-users", "-N"} {
		for _, others := range sets[1:] {
			sets = append(sets, append(slices.Clone(others), option))
		}
	}
	return sets
}

// namedTables gives a table of each kind whose hosts, networks, ports,
// protocols and users have names.
func namedTables() tree {
	const (
		end4     = "0A02000A:0050"
		end6     = "000000FD000000000000000002000000:0050"
		details  = " 01 00000001:00000002 01:00000003 00000004    33        0 1001 1 0000000000000000"
		sctpHost = "10.0.2.10 fd00:0:0:0:0:0:0:2"
	)
	sockets := func(end string) string {
		alone := strings.Repeat("0", len(end)-5) + ":0000"
		return socketHeading + "   0: " + end + " " + alone + details + "\n   1: " + end + " " + end + details + "\n"
	}
	tr := tree{
		"net/sctp/eps":    "ENDPT\nff ff 2 10 29 80 33 1001 " + sctpHost + "\n",
		"net/sctp/assocs": "ASSOC\nff ff 2 1 3 12 77 0 0 33 1001 80 80 " + sctpHost + " <-> *" + sctpHost + "\n",
		"net/unix":        "Num       RefCount Protocol Flags    Type St Inode Path\n0: 2 0 10000 1 1 1001 /run/x\n0: 2 0 0 1 3 1001 /run/x\n",
		"net/igmp":        "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n1\tlo        :     1      V3\n\t\t\t\t0A02000A     1 0:00000000\t\t0\n",
		"net/igmp6":       "1    lo              fd000000000000000000000000000002     1 0000000C 0\n",
		"net/ip_masquerade": "Prc FromIP   FPrt ToIP     TPrt Masq Init-seq  Delta PDelta Expires (free=40)\n" +
			"TCP  0A00020A:0050 0A00020A:0050 0050 00000000      0      0   12345\nUDP  0A00020A:0050 0A00020A:0050 0050 00000000      0      0   12345\n",
		"net/route": routeHeading + "\neth0\t00000000\t0A02000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\neth0\t0A02000A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n" +
			"eth0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0\n",
		"net/rt_cache": routeCacheHeading + "\neth0\t0A02000A\t0A02000A\t3\t0\t0\t0\t0A02000A\t0\t0\t0\t0\t0\t0\t0A02000A\n",
		"net/ipv6_route": fmt.Sprintf("%s 80 %032d 00 %s 00000400 00000001 00000000 00000003 eth0\n%032d 00 %032d 00 %s 00000400 00000001 00000000 00000003 eth0\n",
			"fd000000000000000000000000000002", 0, "fd000000000000000000000000000002", 0, 0, "fd000000000000000000000000000002"),
		"net/ipx/socket":  "Local_Address\n00000001:000000000001:5000 00000001:000000000001:5000  00000000  00000000  01     033\n",
		"net/ax25":        "1 ax0 N0CALL W1AW 1 1 2 3 0 3 0 3 0 1 0 0 0 3 2 2 2 1 2 12345\n",
		"net/nr":          "heading\nN0CALL-1  W1AW-2    N0CALL-7  nr0    01/02 03/04  3   1   2   3   0/120   0/005   0/180   0/900   1/3   4     11    22 12345\n",
		"net/rose":        "heading\n1 W1AW-2 2 N0CALL-1 rose0 1 2 3 1 2 3\n",
		"net/x25":         "heading\n1234567890 0987654321 x25a  001  3  1  2  3   0   3 200 180 180     11    22 12345\n",
		"net/ax25_route":  "heading\nG4KLX-3   ax0  ip\n",
		"net/nr_nodes":    "heading\nG4KLX-3   KLXX     1 1  255   6 00001\n",
		"net/nr_neigh":    "heading\n00001 G1AAA     ax0   255    0      1      0\n",
		"net/rose_nodes":  "heading\n1234567890 0010 1 00001\n",
		"net/rose_neigh":  "heading\n00001 G1AAA     ax0     1   0  DTE     yes   0   0\n",
		"net/x25_routes":  "heading\n123456           6       x25a\n",
		"net/ipx/route":   "heading\n00000001   Directly     Connected\n",
		"net/atalk_route": "heading\n0A02:50     0A02:50  3  ddp0\n",
		"net/snmp":        "Tcp: ActiveOpens\nTcp: 80\n",
		"net/netstat":     "IpExt: InOctets\nIpExt: 80\n",
		"net/snmp6":       "Ip6InReceives 80\n",
		"4711/cmdline":    "www\x00",
		"4711/fd/3":       "-> socket:[1001]",

		"/etc/nsswitch.conf": "hosts: files\nnetworks: files\nservices: files\nprotocols: files\npasswd: files\n",
		"/etc/hosts":         "10.0.2.10 host.example.org\nfd00::2 host6\n",
		"/etc/networks":      "private 10.0.0.0\n",
		"/etc/services":      "web 80/tcp\nweb 80/udp\nweb 80/sctp\n",
		"/etc/protocols":     "iso-ip 80 ISO-IP\n",
		"/etc/passwd":        "www:x:33:33::/:/bin/sh\n",
	}
	for _, name := range []string{"tcp", "udp", "udplite", "raw"} {
		tr["net/"+name], tr["net/"+name+"6"] = sockets(end4), sockets(end6)
	}
	tr["net/sctp6/eps"], tr["net/sctp6/assocs"] = tr["net/sctp/eps"], tr["net/sctp/assocs"]
	return tr
}
