package differential

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// hostsOnHost compares the names of some peers. Services have no names, and
// behind every other source of hosts there may be /etc/hosts.
func hostsOnHost(t *testing.T, host nameHost, sources string, peers []string) {
	t.Helper()
	files := map[string]string{"etc/nsswitch.conf": "hosts: " + sources + "\nnetworks: files\n", "etc/resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"}
	for path, text := range host.files {
		files[path] = text
	}
	host.files = files
	compareOnHost(t, host, peersTree(peers), "-taW", "--numeric-ports")
}

// answeredPeers are addresses that peers know something about, and some more.
func answeredPeers(answers int) (peers []string) {
	for i := range answers + 2 {
		peers = append(peers, fmt.Sprintf("10.0.0.%d", i), fmt.Sprintf("2001:db8::%x", i))
	}
	return append(peers, "::ffff:10.0.0.0", "::10.0.0.1", "::1", "127.0.0.1", "169.254.0.0", "fe80::")
}

// behindHosts is an /etc/hosts with all of them.
func behindHosts(peers []string) string {
	var text strings.Builder
	for _, peer := range peers {
		fmt.Fprintf(&text, "%s behind-%s\n", peer, strings.NewReplacer(":", "-", ".", "-").Replace(peer))
	}
	return text.String()
}

func TestHostsOfResolve(t *testing.T) {
	peers := answeredPeers(len(resolveAnswers))
	for name, test := range map[string]struct {
		peer    string
		sources string
	}{
		"present":        {"resolve", "resolve"},
		"absent":         {"", "resolve [!UNAVAIL=return] files"},
		"absent, no DNS": {"", "resolve [!UNAVAIL=return] files dns"},
		"Fedora":         {"resolve", "files myhostname resolve [!UNAVAIL=return] dns"},
		"Ubuntu":         {"resolve", "resolve [!UNAVAIL=return] files"},
		"unavailable":    {"resolve", "resolve [UNAVAIL=return] files"},
		"not found":      {"resolve", "resolve [NOTFOUND=return] files"},
		"try again":      {"resolve", "resolve [TRYAGAIN=return] files"},
		"continued":      {"resolve", "resolve [SUCCESS=continue] files"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := nameHost{files: map[string]string{"etc/hosts": behindHosts(peers)}}
			if test.peer != "" {
				host.peers = []string{test.peer}
			}
			hostsOnHost(t, host, test.sources, peers)
		})
	}
}

// links make a host with addresses and routes of all kinds.
const links = `
ip link add d0 type veth peer name d1
ip link set d1 up
ip link set d0 up
ip address add 10.77.0.5/24 dev d0
ip address add 10.77.0.6/24 dev d0
ip address add 10.77.0.9/24 dev d0 valid_lft 1000 preferred_lft 0
ip address add 10.88.0.1 peer 10.88.0.2 dev d0
ip address add 169.254.7.7/16 scope link dev d0
ip address add 10.99.0.1/8 scope host dev d0
ip address add 127.0.5.5/8 dev d0
ip address add 10.5.0.1/24 dev lo
ip address add 2001:db8::5/64 dev d0 nodad
ip address add 2001:db8::6/64 dev d0 nodad preferred_lft 0
ip address add fe80::5/64 dev d0 nodad
ip address add 2001:db8:5::1/64 dev lo
ip link add e0 type veth peer name e1
ip address add 10.66.0.1/24 dev e0
ip address add 2001:db8:6::1/64 dev e0
ip route add default via 10.77.0.1
ip route add default metric 400 nexthop via 10.77.0.2 nexthop via 10.77.0.3
ip route add default metric 500 via inet6 fe80::7 dev d0
ip route add default metric 600 tos 4 via 10.77.0.4
ip route add default table 77 via 10.77.0.77
ip route add 10.123.0.0/16 via 10.77.0.78
ip route add 0.0.0.0/1 via 10.77.0.79
ip route add unreachable default metric 700
ip -6 route add default via 2001:db8::1
ip -6 route add default metric 99 via fe80::1 dev d0
ip -6 route add default metric 98 nexthop via fe80::2 dev d0 nexthop via fe80::3 dev d0
ip -6 route add default from 2001:db8::/64 metric 97 via fe80::4 dev d0
ip nexthop add id 5 via 10.77.0.10 dev d0
ip nexthop add id 6 via 10.77.0.11 dev d0
ip nexthop add id 7 group 5/6
ip route add default metric 800 nhid 7
`

// linkedPeers are addresses that such a host has something to do with, or not.
var linkedPeers = strings.Fields(`127.0.0.1 127.0.0.2 127.0.0.3 127.0.5.5 ::1 ::2 10.77.0.5 10.77.0.6 10.77.0.9 10.88.0.1 10.88.0.2 169.254.7.7
	10.99.0.1 2001:db8::5 2001:db8::6 fe80::5 10.5.0.1 2001:db8:5::1 10.66.0.1 2001:db8:6::1 10.77.0.1 10.77.0.2 10.77.0.3 10.77.0.4 fe80::7 fe80::8
	10.77.0.77 10.77.0.78 10.77.0.79 10.77.0.10 10.77.0.11 10.77.0.255 2001:db8::1 fe80::1 fe80::2 fe80::3 fe80::4 ::ffff:10.77.0.5 ::10.77.0.5
	::ffff:127.0.0.1 ::ffff:10.77.0.1 224.0.0.1 ff02::1 10.200.0.1`)

func TestHostsOfMyHostname(t *testing.T) {
	for name, test := range map[string]struct{ hostname, sources, setup string }{
		"Debian":           {"vm", "files myhostname dns", links},
		"alone":            {"vm", "myhostname", links},
		"with a domain":    {"vm.example.org", "myhostname files", links},
		"without a name":   {"", "myhostname", links},
		"none":             {"(none)", "myhostname", links},
		"odd name":         {"Ör-G _x", "myhostname", links},
		"no links":         {"vm", "myhostname files", ""},
		"loopback is down": {"vm", "myhostname", "ip link set lo down"},
		"no IPv6":          {"vm", "myhostname", links + "echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6\n"},
		"IPv6 unknown":     {"vm", "myhostname files", links},
		"not found":        {"vm", "myhostname [NOTFOUND=return] files", links},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := nameHost{hostname: &test.hostname, setup: test.setup, files: map[string]string{"etc/hosts": behindHosts([]string{"10.77.0.5", "10.200.0.1", "::1", "ff02::1"})}}
			tr := peersTree(linkedPeers)
			if name == "IPv6 unknown" {
				tr["net/if_inet6"] = "-> /nowhere"
			}
			if name == "no IPv6" {
				tr["sys/net/ipv6/conf/all/disable_ipv6"] = "1\n"
			}
			host.files["etc/nsswitch.conf"] = "hosts: " + test.sources + "\n"
			host.files["etc/resolv.conf"] = "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"
			reference, ours := runOnHost(t, host, tr, "-taW", "--numeric-ports")
			require.Equal(t, reference.String(), ours.String())
			fabricated.Add(1)
		})
	}
}

func TestHostsOfMDNS(t *testing.T) {
	var peers []string
	for i := range 16 {
		peers = append(peers, fmt.Sprintf("169.254.0.%d", i))
	}
	peers = append(peers, "10.0.0.1", "10.0.0.2", "fe80::1", "fe90::1", "febf::1", "fec0::1", "2001:db8::1", "2001:db8::2", "::ffff:169.254.0.0", "::1")
	for _, sources := range []string{
		"mdns4_minimal [NOTFOUND=return] files", "mdns_minimal [NOTFOUND=return] files", "mdns6_minimal [NOTFOUND=return] files",
		"mdns [NOTFOUND=return] files", "mdns4", "mdns6 files", "files mdns4_minimal [NOTFOUND=return] dns mdns4", "mdns4_minimal [UNAVAIL=return] files",
	} {
		for _, present := range []bool{true, false} {
			t.Run(fmt.Sprint(sources, " ", present), func(t *testing.T) {
				t.Parallel()
				host := nameHost{files: map[string]string{"etc/hosts": behindHosts(peers[8:])}}
				if present {
					host.peers = []string{"avahi"}
				}
				hostsOnHost(t, host, sources, peers)
			})
		}
	}
}

// TestOwnAddressesOfANamespace lists a namespace by its name, as the reference
// does inside it: there its addresses are the host's own.
func TestOwnAddressesOfANamespace(t *testing.T) {
	hostname := "vm"
	host := nameHost{
		hostname: &hostname,
		files:    map[string]string{"etc/nsswitch.conf": "hosts: myhostname\nnetworks: files\n"},
		setup: "ip netns add blue; ip -n blue link set lo up; ip -n blue address add 10.0.0.16/28 dev lo\n" +
			"for i in {17..23}; do ip -n blue address add 10.0.0.$i/32 dev lo; done",
		daemons: "start ip netns exec blue env " + peerVariable + "=sockets " + os.Args[0],
		ready:   "[ -e " + peersDirectory + "/sockets.ready ]",
	}
	const script = `
cd /run
ip netns exec blue netstat -ta >ref
(exec -a netstat "$1" --netns blue -ta) >our
diff ref our && cat ref
`
	require.Contains(t, runInHost(t, host, []string{"bash", "-c", script, "bash", program}), " vm:8000 ")
	fabricated.Add(1)
}
