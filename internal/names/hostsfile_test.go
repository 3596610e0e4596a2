package names

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// hostsFile gives a lookup in a hosts file alone. The addresses that the
// resolver is asked for have the name "resolved".
func hostsFile(t *testing.T, lines ...string) func(netip.Addr) (string, bool) {
	c := newCache(etc(t, "hosts", lines...), knowsAll)
	return func(addr netip.Addr) (string, bool) { return c.Host(t.Context(), addr) }
}

// The names expected here are those that netstat shows with the same file.
func TestHostsFileNames(t *testing.T) {
	long := strings.Repeat("l", 300)
	expect(t, hostsFile(t,
		"10.0.0.1 first alias", "10.0.0.1 second", "10.0.0.2 Upper.Case", "10.0.0.3 1.2.3.4", "10.0.0.4 -dash-", "10.0.0.5 a@b!c.",
		"010.0.0.6 zero", "10.0.0.7 x#y", " 10.0.0.8 lead", "10.0.0.9/8 x", "10.0.11 short", "#10.0.0.12 x", "10.0.0.13\tx\r",
		"10.0.0.14 \xe9t\xe9", "10.0.0.15 "+long, "10.0.0.16 last"),
		map[netip.Addr]string{
			ip("10.0.0.1"): "first", ip("10.0.0.2"): "Upper.Case", ip("10.0.0.3"): "1.2.3.4", ip("10.0.0.4"): "-dash-",
			ip("10.0.0.5"): "a@b!c.", ip("10.0.0.7"): "x", ip("10.0.0.8"): "lead", ip("10.0.0.13"): "x", ip("10.0.0.14"): "\xe9t\xe9",
			ip("10.0.0.15"): long, ip("10.0.0.16"): "last",
			ip("10.0.0.6"): "resolved", ip("10.0.0.9"): "resolved", ip("10.0.0.11"): "resolved", ip("10.0.0.12"): "resolved",
		})
}

func TestHostsFileAnswersForIPv4AndIPv6Apart(t *testing.T) {
	expect(t, hostsFile(t,
		"::ffff:10.0.0.1 mapped", "10.0.0.1 ten", "::10.0.0.2 compatible", "::1 six", "127.0.0.1 four", "10.0.0.3 v4",
		"fe80::1%lo scoped", "2001:DB8:0:0::1 upper"),
		map[netip.Addr]string{
			ip("10.0.0.1"): "mapped", ip("::ffff:10.0.0.1"): "mapped", ip("::10.0.0.1"): "resolved",
			ip("10.0.0.2"): "resolved", ip("::10.0.0.2"): "compatible", ip("::ffff:10.0.0.2"): "resolved",
			ip("10.0.0.3"): "v4", ip("::ffff:10.0.0.3"): "resolved",
			ip("127.0.0.1"): "six", ip("::1"): "six", ip("::ffff:127.0.0.1"): "resolved",
			ip("fe80::1"): "resolved", ip("2001:db8::1"): "upper",
		})
}

func TestHostsFileNameMayBeEmpty(t *testing.T) {
	name, ok := hostsFile(t, "10.0.0.1", "10.0.0.1 second")(ip("10.0.0.1"))
	assert.True(t, ok)
	assert.Empty(t, name)
}

func TestTooLongIPv6NameIsNone(t *testing.T) {
	longest := strings.Repeat("l", 127)
	expect(t, hostsFile(t, "2001:db8::1 "+longest, "2001:db8::2 "+longest+"l"), map[netip.Addr]string{
		ip("2001:db8::1"): longest, ip("2001:db8::2"): "",
	})
}

func TestHostsFileIsAskedWhenNsswitchSaysSo(t *testing.T) {
	for sources, want := range map[string]string{
		"hosts: files dns": "file", "hosts:files\tdns # c": "file", " hosts :\tfiles": "file", "": "file", "passwd: files": "file",
		"hosts: mdns4_minimal [NOTFOUND=return] files dns": "file", "#hosts: dns": "file",
		"hosts: dns files": "resolved", "hosts: dns": "resolved", "hosts: FILES dns": "resolved",
	} {
		dir := etc(t, "hosts", "10.0.0.1 file")
		writeFile(t, dir, "nsswitch.conf", sources)
		c := newCache(dir, knowsAll)
		name, _ := c.Host(t.Context(), ip("10.0.0.1"))
		assert.Equal(t, want, name, "%q", sources)
	}
}
