package workload

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cmdline gives arguments as /proc/PID/cmdline has them.
func cmdline(args string) []byte {
	return []byte(strings.ReplaceAll(args, " ", "\x00") + "\x00")
}

func TestProxiesAreKnownByTheirArguments(t *testing.T) {
	at := netip.MustParseAddrPort
	for args, want := range map[string]Proxy{
		"/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80": {
			Protocol: "tcp", Host: at("0.0.0.0:8080"), Container: at("172.17.0.2:80")},
		"/usr/bin/docker-proxy -proto tcp -host-ip :: -host-port 8080 -container-ip 172.17.0.2 -container-port 80 -use-listen-fd": {
			Protocol: "tcp", Host: at("[::]:8080"), Container: at("172.17.0.2:80")},
		"docker-proxy -proto udp -host-ip 127.0.0.1 -host-port 53 -container-ip fd00::2 -container-port 5353": {
			Protocol: "udp", Host: at("127.0.0.1:53"), Container: at("[fd00::2]:5353")},
		"/usr/libexec/docker/docker-proxy --proto=sctp --host-port=9 --container-ip=10.0.0.2 --container-port=10": {
			Protocol: "sctp", Host: at("0.0.0.0:9"), Container: at("10.0.0.2:10")},
		"rootlesskit-docker-proxy -container-ip 172.17.0.2 -container-port 80 -host-ip 0.0.0.0 -host-port 8080 -proto tcp": {
			Protocol: "tcp", Host: at("0.0.0.0:8080"), Container: at("172.17.0.2:80")},
	} {
		got, ok := ParseProxy(cmdline(args))
		assert.True(t, ok, args)
		assert.Equal(t, want, got, args)
	}
}

func TestOtherProgramsAreNoProxies(t *testing.T) {
	const good = " -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80"
	_, ok := ParseProxy(cmdline("docker-proxy" + good))
	require.True(t, ok)
	for _, args := range []string{
		"", "docker-proxy", "/usr/bin/nginx" + good, "sh -c docker-proxy" + good, "docker-proxy/" + good + "x", "rootlessport", "rootlessport-child",
		"docker-proxy" + strings.Replace(good, "tcp", "icmp", 1),
		"docker-proxy" + strings.Replace(good, "80", "0", 2),
		"docker-proxy" + strings.Replace(good, "8080", "65536", 1),
		"docker-proxy" + strings.Replace(good, "8080", "-1", 1),
		"docker-proxy" + strings.Replace(good, "172.17.0.2", "web", 1),
		"docker-proxy" + strings.Replace(good, "172.17.0.2", "fe80::1%eth0", 1),
		"docker-proxy" + strings.Replace(good, "-container-ip 172.17.0.2", "", 1),
		"docker-proxy" + strings.Replace(good, "-container-port 80", "-container-port", 1),
		"docker-proxy" + strings.ReplaceAll(good, "-container", "container"),
		"slirp4netns --mtu 65520 -r 3 --disable-host-loopback 4711 tap0", "slirp4netns" + good,
		"/usr/bin/pasta --config-net -t 8080-8080:80-80 -u none --quiet --netns /run/user/1000/netns/netns-1f", "pasta" + good,
	} {
		_, ok := ParseProxy(cmdline(args))
		assert.False(t, ok, "%.200q", args)
	}
	_, ok = ParseProxy(nil)
	assert.False(t, ok)
}

func FuzzParseProxy(f *testing.F) {
	f.Add(cmdline("/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80"))
	f.Fuzz(func(t *testing.T, content []byte) {
		p, ok := ParseProxy(content)
		if !ok {
			return
		}
		require.True(t, p.Host.IsValid() && p.Container.IsValid())
		require.NotZero(t, p.Container.Port())
		require.Contains(t, []string{"tcp", "udp", "sctp"}, p.Protocol)
	})
}
