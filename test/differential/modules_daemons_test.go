package differential

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// bothOnHost compares the names of users and of hosts.
func bothOnHost(t *testing.T, host nameHost, uids []int, addresses []string) {
	t.Helper()
	usersOnHost(t, host, uids)
	compareOnHost(t, host, peersTree(addresses), "-taW", "--numeric-ports")
}

// TestNamesOfNSCD compares a fake nscd's good and bad answers, behind which
// there are files.
func TestNamesOfNSCD(t *testing.T) {
	addresses := answeredPeers(len(nscdHosts))
	host := nameHost{files: map[string]string{
		"etc/nsswitch.conf": "passwd: extrausers\nhosts: files\n", "etc/hosts": behindHosts(addresses), "var/lib/extrausers/passwd": extraUsers(),
	}}
	t.Run("absent", func(t *testing.T) { bothOnHost(t, host, peerUsers()[:12], addresses) })
	host.peers = []string{"nscd"}
	t.Run("good", func(t *testing.T) {
		bothOnHost(t, host, []int{0, firstPeerUser, firstPeerUser + 1, firstPeerUser + 2}, []string{"10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.1.0", "2001:db8::", "::ffff:10.0.0.0"})
	})
	// After some answers the reference asks no more, whoever comes next.
	for i := range max(len(nscdUsers), len(nscdHosts)) {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			usersOnHost(t, host, []int{firstPeerUser + i})
			for _, peer := range []string{fmt.Sprint("10.0.0.", i), fmt.Sprintf("2001:db8::%x", i)} {
				compareOnHost(t, host, peersTree([]string{peer}), "-taW", "--numeric-ports")
			}
		})
	}
}

// TestNamesOfNSCDItself compares with nscd, which knows what it is told to and
// forgets it late.
func TestNamesOfNSCDItself(t *testing.T) {
	for name, options := range map[string]string{
		"default": "", "no users": "enable-cache passwd no\n", "no hosts": "enable-cache hosts no\n", "nothing": "enable-cache passwd no\nenable-cache hosts no\n",
		"not shared": "shared passwd no\nshared hosts no\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			addresses := []string{"10.0.0.1", "10.0.0.2", "10.0.0.3", "2001:db8::1", "2001:db8::2", "::ffff:10.0.0.1", "::10.0.0.1", "::1", "127.0.0.1"}
			conf := "enable-cache passwd yes\nenable-cache hosts yes\n" + options
			bothOnHost(t, nameHost{
				files: map[string]string{
					"etc/nsswitch.conf": "passwd: files extrausers\nhosts: files\n", "etc/nscd.conf": conf,
					"etc/hosts": "10.0.0.1 one\n10.0.0.2 two\n2001:db8::1 six\n::1 ip6-localhost\n", "var/lib/extrausers/passwd": extraUsers(),
				},
				daemons: "start nscd -F\n",
				// It goes on knowing what the files do not say any more.
				ready: `[ -S /run/nscd/socket ] && getent passwd 70001 && getent hosts 10.0.0.2 && sed -i 's/70001/70099/' /var/lib/extrausers/passwd && sed -i 's/two/new/' /etc/hosts; getent passwd 70002`,
			}, peerUsers()[:12], addresses)
		})
	}
}

// TestNamesOfSSS compares a fake sssd's good and bad answers.
func TestNamesOfSSS(t *testing.T) {
	addresses := answeredPeers(len(sssHosts))
	for _, peers := range [][]string{{"sss"}, nil} {
		for _, rest := range []string{"", " [UNAVAIL=return]", " [NOTFOUND=return]", " [TRYAGAIN=return]"} {
			t.Run(fmt.Sprint(peers, rest), func(t *testing.T) {
				t.Parallel()
				host := nameHost{peers: peers, files: map[string]string{
					"etc/nsswitch.conf": fmt.Sprintf("passwd: sss%[1]s extrausers\nhosts: sss%[1]s files\nnetworks: sss%[1]s files\nservices: sss%[1]s files\nprotocols: files\n", rest),
					"etc/hosts":         behindHosts(addresses), "etc/networks": "behind 10.2.0.0\n", "etc/services": "behind 5001/tcp\nother 5003/tcp\nother 5001/udp\n",
					"var/lib/extrausers/passwd": extraUsers(),
				}}
				bothOnHost(t, host, peerUsers()[:40], addresses)
				compareOnHost(t, host, portsTree(5001, 5002, 5003, 35091, 35347), "-tuae", "--numeric-hosts")
				compareOnHost(t, host, tree{"net/route": "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n" +
					"eth0\t0000010A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\neth0\t0000020A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"}, "-r")
			})
		}
	}
}

// portsTree has sockets of some ports.
func portsTree(ports ...int) tree {
	rows := socketHeading
	for i, port := range ports {
		rows += fmt.Sprintf("%4d: 0100007F:%04X 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 %d 1\n", i, port, i)
	}
	return tree{"net/tcp": rows, "net/udp": rows}
}

// sssd makes an sssd of a domain.
const sssd = `
cat >/etc/sssd/sssd.conf <<EOF
[sssd]
services = nss
domains = test
[domain/test]
%s
EOF
chmod 600 /etc/sssd/sssd.conf
cp /etc/nsswitch.conf /run/nsswitch.conf
printf 'passwd: files\ngroup: files\nservices: files\nhosts: files\nnetworks: files\n' >/etc/nsswitch.conf
`

// TestNamesOfSSSD compares with sssd, which reads files or asks another module.
func TestNamesOfSSSD(t *testing.T) {
	for name, domain := range map[string]string{
		"files": "id_provider = files\npasswd_files = /etc/sssd/passwd\ngroup_files = /etc/group\n",
		"proxy": "id_provider = proxy\nproxy_lib_name = files\nproxy_pam_target = login\nauth_provider = none\n" +
			"resolver_provider = proxy\nproxy_resolver_lib_name = files\nenumerate = true\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := nameHost{
				files: map[string]string{
					"etc/nsswitch.conf": "passwd: sss files\nhosts: sss files\nnetworks: sss\nservices: sss files\nprotocols: files\n",
					"etc/sssd/passwd":   "sss-user:x:70000:70000::/:/bin/sh\nroot:x:0:0::/:/bin/sh\n",
					"etc/passwd":        "root:x:0:0::/:/bin/sh\nproxied:x:70001:70001::/:/bin/sh\n",
					"etc/hosts":         "10.0.0.1 one alias\n2001:db8::1 six\n", "etc/networks": "mynet 10.1.0.0 alias\n", "etc/services": "proxied 5001/tcp\n",
				},
				setup:   fmt.Sprintf(sssd, domain),
				daemons: "start sssd -i\n",
				ready:   "[ -S /var/lib/sss/pipes/nss ] && cp /run/nsswitch.conf /etc/nsswitch.conf && { getent passwd 70000 || { getent services | grep proxied && getent passwd 70001 && : >/etc/services; }; }",
			}
			bothOnHost(t, host, peerUsers()[:12], []string{"10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8::2", "::ffff:10.0.0.1"})
			list := compareOnHost(t, host, portsTree(5001, 5002, 35091), "-tuae", "--numeric-hosts")
			if name == "proxy" { // which enumerates services, and the file is empty
				require.Contains(t, list, ":proxied")
			}
			compareOnHost(t, host, tree{"net/route": "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n" +
				"eth0\t0000010A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"}, "-r")
		})
	}
}

// TestHostsOfResolved compares with systemd-resolved itself, without a name
// server.
func TestHostsOfResolved(t *testing.T) {
	hostname := "vm"
	for _, sources := range []string{"resolve", "files resolve [!UNAVAIL=return] dns", "mymachines resolve [!UNAVAIL=return] files myhostname dns"} {
		t.Run(sources, func(t *testing.T) {
			t.Parallel()
			host := nameHost{
				hostname: &hostname,
				files: map[string]string{"etc/nsswitch.conf": "hosts: " + sources + "\nnetworks: files\n", "etc/hosts": "10.0.0.1 one alias\n10.0.0.1 uno\n2001:db8::1 six.example\n",
					"etc/systemd/resolved.conf": "[Resolve]\nLLMNR=no\nMulticastDNS=no\nFallbackDNS=\n", "etc/resolv.conf": ""},
				setup: links + `
echo 'systemd-resolve:x:991:991::/:/bin/false' >>/etc/passwd
echo 'systemd-resolve:x:991:' >>/etc/group
mkdir -p /run/systemd/resolve
chown 991:991 /run/systemd/resolve
`,
				daemons: "start /usr/lib/systemd/systemd-resolved\n",
				ready:   "[ -S /run/systemd/resolve/io.systemd.Resolve ]",
			}
			compareOnHost(t, host, peersTree(append([]string{"10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8::2"}, linkedPeers...)), "-taW", "--numeric-ports")
		})
	}
}
