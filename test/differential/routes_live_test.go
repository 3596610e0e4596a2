package differential

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// liveRoutes makes routes of every kind that the kernel has a flag or a column
// for.
const liveRoutes = `
link add eth0 type veth peer name peer0
link add averylongname15 type veth peer name odd*name._-+=1
addr add 192.0.2.1/24 dev eth0
addr add 2001:db8::1/64 dev eth0 nodad
addr add 10.9.8.7 peer 10.9.8.6 dev averylongname15
link set eth0 up
link set peer0 up
link set averylongname15 up
link set odd*name._-+=1 up
route add default via 192.0.2.254
route add default via 192.0.2.253 metric 77
route add 198.51.100.0/24 via 192.0.2.254 mtu 1400 window 8192 rtt 500ms
route add 198.51.101.0/24 via 192.0.2.254 mtu lock 1300 advmss 1200
route add 198.51.102.0/25 via 192.0.2.254 window 65535 rtt 3s
route add 203.0.113.5 via 192.0.2.254
route add 203.0.113.6 dev eth0 scope link metric 4294967295
route add 203.0.113.7 via 172.31.0.1 dev eth0 onlink
route add 203.0.113.64/26 nexthop via 192.0.2.10 weight 2 nexthop via 192.0.2.11
route add unreachable 10.1.0.0/16
route add unreachable 10.1.2.3
route add prohibit 10.2.0.0/16 metric 9
route add blackhole 10.3.0.0/16
route add throw 10.4.0.0/16
route add local 10.5.0.0/16 dev lo table main
route add broadcast 10.6.255.255 dev eth0 table main
route add multicast 224.0.0.0/4 dev odd*name._-+=1 table main
route add 100.64.0.0/10 dev odd*name._-+=1 src 192.0.2.1 tos 8
route add 127.128.0.0/9 dev lo
-6 route add default via 2001:db8::fe
-6 route add default via fe80::1 dev eth0 metric 77 pref high
-6 route add 2001:db8:1::/48 via 2001:db8::fe mtu 1400 expires 10000
-6 route add 2001:db8:2::5 via 2001:db8::fe
-6 route add 2001:db8:1234:5678:9abc:def0:1234:5678 via fe80::1234:5678:9abc:def0 dev averylongname15
-6 route add 2001:db8:3::/48 nexthop via 2001:db8::10 nexthop via 2001:db8::11
-6 route add unreachable 2001:db8:4::/48
-6 route add prohibit 2001:db8:5::/48
-6 route add blackhole 2001:db8:6::/48
-6 route add throw 2001:db8:7::/48
-6 route add local 2001:db8:8::/48 dev lo
-6 route add anycast 2001:db8:9::1 dev eth0
-6 route add ::ffff:192.0.2.0/120 dev eth0
-6 route add ::192.0.2.7 dev eth0
-6 route add 2001:db8:a::/48 dev odd*name._-+=1 metric 4294967295
`

// TestLiveRoutes compares the tables of a namespace with routes of all kinds.
func TestLiveRoutes(t *testing.T) {
	ns := newNamespace(t)
	ns.etc = t.TempDir()
	for name, text := range map[string]string{
		"nsswitch.conf": "hosts: files\nnetworks: files\n",
		"hosts": "192.0.2.254 gateway.example.org gateway\n192.0.2.10 a-host-with-a-long-name.example.org\n203.0.113.5 five\n" +
			"2001:db8::fe gateway6.example.org\n2001:db8:2::5 five6\nfe80::1 linklocal\n127.0.0.1 localhost\n",
		"networks": "documentation 198.51.100\nloopback 127.0.0.0\na-network-with-a-long-name 10.1.0.0\ntwo 10.2\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(ns.etc, name), []byte(text), 0o644))
	}
	for line := range strings.Lines(liveRoutes) {
		if words := strings.Fields(line); len(words) > 0 {
			ns.run(t, append([]string{"ip"}, words...)...)
		}
	}
	require.Contains(t, ns.run(t, "netstat", "-rn"), "!", "the test has no route that rejects")
	require.Contains(t, ns.run(t, "netstat", "-rn6"), "!", "the test has no route that rejects")
	for _, args := range []string{
		"-rn", "-rne", "-rnee", "-rneee", "-rn4", "-rn6", "-rn6e", "-rn -A inet,inet6", "-rnv", "-rnF", "-rnC", "-rnCee",
		"-rnC6", "-rnFC", "-rnFC46", "-rn -A inet,unix", "-rn --inet6 --inet", "-r", "-re", "-ree", "-r6", "-r46",
		"-r --numeric-ports", "-rn --netrom", "-rn --ax25", "-rn --x25", "-rn --ipx", "-rn --rose", "-rn --ddp",
		"-rn -A ec", "-rn -A inet,bluetooth", "--route --numeric-hosts --extend",
	} {
		t.Run("root "+args, func(t *testing.T) { compareLive(t, ns, strings.Fields(args)...) })
	}
	for _, args := range []string{"-rn", "-rn6", "-rnee", "-rC", "-r"} {
		t.Run("nobody "+args, func(t *testing.T) { compareLiveAs(t, ns, nobody, strings.Fields(args)...) })
	}
}

// TestLiveRoutesOfEmptyNamespace compares the tables of a namespace that has
// only a loopback.
func TestLiveRoutesOfEmptyNamespace(t *testing.T) {
	ns := newNamespace(t)
	for _, args := range []string{"-rn", "-rnee", "-rn6", "-rnC", "-rnC6", "-rn46"} {
		t.Run(args, func(t *testing.T) { compareLive(t, ns, strings.Fields(args)...) })
	}
}
