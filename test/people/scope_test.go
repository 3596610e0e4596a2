package people

import (
	"encoding/csv"
	"net"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// TestScopesOfListeners listens on addresses of every scope, in a namespace where
// that takes no interface that has them.
func TestScopesOfListeners(t *testing.T) {
	scopes := map[string]string{
		"0.0.0.0": "any", "127.0.0.1": "loopback", "169.254.7.1": "link-local", "192.0.2.1": "reserved", "10.7.0.1": "private",
		"100.64.7.1": "shared", "8.8.8.8": "global", "[::]": "any", "[fd00::7]": "private", "[2606:4700::7]": "global",
		"[2001:db8::7]": "reserved",
	}
	name := namespaceName(t, "scopes")
	const foreign = `ip netns add $0 && ip netns exec $0 sh -c '
		for v in 4 6; do echo 1 >/proc/sys/net/ipv$v/ip_nonlocal_bind || exit; done'`
	out, err := exec.Command("sh", "-c", foreign, name).CombinedOutput()
	require.NoError(t, err, "%s", out)
	within(t, name, func() {
		for host := range scopes {
			network := "tcp4"
			if host[0] == '[' {
				network = "tcp6" // and not IPv4 too
			}
			l, err := net.Listen(network, host+":0")
			require.NoError(t, err, host)
			t.Cleanup(func() { l.Close() })
		}
		socket(t, unix.SOCK_DGRAM, 5353, [4]byte{224, 0, 0, 251})
	})
	scopes["224.0.0.251"] = "multicast"

	got := map[string]string{}
	records, err := csv.NewReader(strings.NewReader(run(t, "-tuln", "--netns", name, "--output=csv").stdout)).ReadAll()
	require.NoError(t, err)
	address, scope := slices.Index(records[0], "local_address"), slices.Index(records[0], "local_scope")
	for _, record := range records[1:] {
		host := record[address]
		if strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		got[host] = record[scope]
	}
	assert.Equal(t, scopes, got)

	table := run(t, "-tuln", "--netns", name, "--output=table", "--color=always").stdout
	for host, scope := range scopes {
		const yellow = "\x1b[33m"
		assert.Equal(t, scope == "any" || scope == "global", strings.Contains(table, yellow+host+":"), host)
		assert.Contains(t, table, host+":")
	}
}
