package differential

import (
	"encoding/binary"
	"fmt"
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// newNamedNamespace makes a namespace with a name server and connections to
// many addresses.
func newNamedNamespace(t *testing.T) *namespace {
	t.Helper()
	ns := newNamespace(t)
	ns.etc = t.TempDir()
	for name, text := range namedEtc {
		require.NoError(t, os.WriteFile(filepath.Join(ns.etc, filepath.Base(name)), []byte(text), 0o644))
	}
	cmd := ns.command(os.Args[0])
	cmd.Env = append(os.Environ(), resolverVariable+"=1")
	testkit.Start(t, cmd)
	return ns
}

// namedEtc are the files of /etc in such a namespace.
var namedEtc = tree{
	"/etc/resolv.conf":   "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
	"/etc/nsswitch.conf": "passwd: files\nservices: files\nprotocols: files\nnetworks: files\nhosts: files dns\n",
	"/etc/hosts": "127.0.0.1 localhost.localdomain localhost alias\n127.0.0.1 other\n::1 ip6-localhost ip6-loopback\n" +
		"127.0.1.7 Upper.Case.Example alias7\n127.0.1.8 two_under.example\n",
}

// TestLiveNames compares listings with the names of hosts, from /etc/hosts and
// from a name server that takes its time.
func TestLiveNames(t *testing.T) {
	ns := newNamedNamespace(t)
	for _, args := range []string{"-ta", "-taW", "-t6", "-ua", "-uaW", "-uae", "-a", "-ta --numeric-ports", "-ua4W", "-wa", "-t -p"} {
		t.Run(args, func(t *testing.T) { compareLive(t, ns, strings.Fields(args)...) })
	}
}

// TestLookupsAreNotListed lists sockets whose names are asked for on sockets
// of the same table. Those neither show up nor move the others.
func TestLookupsAreNotListed(t *testing.T) {
	ns := newNamedNamespace(t)
	for range 30 {
		compareLive(t, ns, "-tua")
	}
}

// TestNamesFromDNS compares what is shown of a name server's good and bad
// answers, and of none.
func TestNamesFromDNS(t *testing.T) {
	ns := newNamedNamespace(t)
	var peers []string
	for n := range 23 {
		peers = append(peers, fmt.Sprintf("10.0.0.%d", n), fmt.Sprintf("::ffff:10.0.0.%d", n), fmt.Sprintf("::10.0.0.%d", n), fmt.Sprintf("2001:db8::%x", n))
	}
	for n := 100; n <= 105; n++ {
		peers = append(peers, fmt.Sprintf("10.0.0.%d", n))
	}
	peers = append(peers, "10.0.0.200")
	reference, ours, _ := listPeers(t, ns, peers)
	require.Contains(t, reference.stdout, "by-alias.example:")
	require.Equal(t, reference.String(), ours.String())
	fabricated.Add(1)
}

// TestNameServersAreAskedAsResolvConfSays compares names under many a
// resolv.conf(5), with a server at 127.0.0.1 and at ::1, and at no other address.
func TestNameServersAreAskedAsResolvConfSays(t *testing.T) {
	ns := newNamedNamespace(t)
	peers := []string{"10.0.0.7", "10.0.0.9", "10.0.0.104", "2001:db8::7"}
	for conf, known := range map[string]bool{
		"nameserver 127.0.0.1\n": true, "nameserver\t 127.0.0.1 # here\n": true, "nameserver ::1\n": true, "nameserver ::1%lo": true,
		"": true, "nameserver\nnameserver x\n": true, "domain example\nsearch a b\noptions ndots:3 edns0 trust-ad no-aaaa\n": true,
		"nameserver 127.0.0.1;nameserver 127.0.0.2\n": true, "nameserver ::ffff:127.0.0.1\n": true, "nameserver 0.0.0.0\n": true,
		" nameserver 127.0.0.2\n": true, ";nameserver 127.0.0.2\n": true, "#nameserver 127.0.0.2\n": true, "NAMESERVER 127.0.0.2\n": true,
		"nameserver 127.0.0.2\nnameserver 127.0.0.1\n": true, "nameserver 127.0.0.2\nnameserver 127.0.0.3\nnameserver 127.0.0.1\n": true,
		"nameserver 127.0.0.2\nnameserver 127.0.0.3\nnameserver 127.0.0.4\nnameserver 127.0.0.1\n": false,
		"nameserver 127.0.0.1\noptions use-vc\n":                                                   true, "options use-vc timeout:1 attempts:1\n": true, "options rotate\nnameserver 127.0.0.1\nnameserver ::1\n": true,
		"nameserver 127.0.0.2\noptions attempts:1": false,
	} {
		t.Run(conf, func(t *testing.T) {
			reference, ours, _ := listPeers(t, ns, peers, tree{"/etc/resolv.conf": conf})
			require.Equal(t, known, strings.Contains(reference.stdout, "Host-7.Example:"))
			require.Equal(t, known, strings.Contains(reference.stdout, "by-tcp.example:"))
			require.Equal(t, reference.String(), ours.String())
			fabricated.Add(1)
		})
	}
}

// TestManyNamesAreLookedUpSideBySide lists 200 peers whose names take 20 ms
// each, which one after the other are 4 s.
func TestManyNamesAreLookedUpSideBySide(t *testing.T) {
	ns := newNamedNamespace(t)
	var peers []string
	for n := range 200 {
		peers = append(peers, fmt.Sprintf("10.1.%d.30", n))
	}
	reference, ours, took := listPeers(t, ns, peers)
	require.Equal(t, reference.String(), ours.String())
	fabricated.Add(1)
	t.Logf("200 names in %v", took)
	assert.Less(t, took, time.Second)
}

// listPeers gives how the reference and gonetstat list connections to some
// peers, and how long gonetstat takes. Files of /etc may be others than a named
// namespace has.
func listPeers(t *testing.T, ns *namespace, peers []string, etc ...tree) (reference, ours result, took time.Duration) {
	t.Helper()
	tr := peersTree(peers)
	for _, files := range append([]tree{namedEtc}, etc...) {
		maps.Copy(tr, files)
	}
	dir := t.TempDir()
	tr.write(t, dir)
	timed := filepath.Join(dir, "timed")
	require.NoError(t, os.WriteFile(timed, []byte("#!/bin/bash\na=$EPOCHREALTIME\n\""+program+"\" \"$@\"; s=$?\n"+
		"b=$EPOCHREALTIME\necho $(( ${b/./} - ${a/./} )) >took\nexit $s\n"), 0o755))
	output, err := ns.command("timeout", "60", "unshare", "-m", "bash", "-c", runOnTree, "bash", dir, timed, "-taW", "--numeric-ports").CombinedOutput()
	require.NoError(t, err, "%s", output)
	text, err := os.ReadFile(filepath.Join(dir, "took"))
	require.NoError(t, err)
	took, err = time.ParseDuration(strings.TrimSpace(string(text)) + "us")
	require.NoError(t, err)
	return readResult(t, dir, "ref"), readResult(t, dir, "our"), took
}

// peersTree has connections to some peers, each of whose ports is one more than
// its index.
func peersTree(peers []string) tree {
	tables := map[bool]string{false: socketHeading, true: socketHeading}
	for i, peer := range peers {
		addr := netip.MustParseAddr(peer)
		local := netip.IPv4Unspecified()
		if addr.Is6() {
			local = netip.IPv6Unspecified()
		}
		tables[addr.Is6()] += fmt.Sprintf("%4d: %s:0016 %s:%04X 01 00000000:00000000 00:00000000 00000000     0        0 %d 1\n",
			i, kernelAddr(local), kernelAddr(addr), i+1, i)
	}
	return tree{"net/tcp": tables[false], "net/tcp6": tables[true]}
}

// kernelAddr writes an address as the kernel's tables do: each 32-bit word of
// it as a number in the machine's byte order.
func kernelAddr(addr netip.Addr) string {
	var text strings.Builder
	b := addr.AsSlice()
	for len(b) > 0 {
		fmt.Fprintf(&text, "%08X", binary.NativeEndian.Uint32(b))
		b = b[4:]
	}
	return text.String()
}
