package format

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// scopes have the addresses at both ends of each block that the registries of
// special addresses have, and what is beside it.
var scopes = map[string]string{
	"any":        "0.0.0.0 :: ::ffff:0.0.0.0",
	"loopback":   "127.0.0.0 127.0.0.1 127.255.255.255 ::1 ::ffff:127.0.0.1",
	"link-local": "169.254.0.0 169.254.255.255 fe80:: febf:ffff:: fe80::1%eth0 ::ffff:169.254.1.1",
	"private": "10.0.0.0 10.255.255.255 172.16.0.0 172.31.255.255 192.168.0.0 192.168.255.255 ::ffff:10.0.0.1 " +
		"fc00:: fd12:3456::1 fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
	"shared":    "100.64.0.0 100.127.255.255 ::ffff:100.64.0.1",
	"multicast": "224.0.0.0 239.255.255.255 ff00:: ff02::1 ff0e::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ::ffff:224.0.0.251",
	"reserved": "0.0.0.1 0.255.255.255 240.0.0.0 255.255.255.254 255.255.255.255 192.0.0.0 192.0.0.8 192.0.0.11 192.0.0.255 " +
		"192.0.2.0 192.0.2.255 198.51.100.0 198.51.100.255 203.0.113.0 203.0.113.255 198.18.0.0 198.19.255.255 " +
		"2001:db8:: 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff 3fff:: 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff " +
		"100:: 100::ffff:ffff:ffff:ffff 100:0:0:1:: 5f00:: 5f00:ffff:: 64:ff9b:1:: 64:ff9b:1:ffff:: " +
		"2001:1:: 2001:1::4 2001:1:0:1::1 2001:2:: 2001:4:: 2001:4:113:: 2001:5:: 2001:10:: 2001:1f:: 2001:40:: 2001:120:: " +
		"2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff ::ffff:192.0.2.1",
	"global": "1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0 " +
		"172.15.255.255 172.32.0.0 192.0.0.9 192.0.0.10 192.0.1.0 192.0.3.0 192.31.196.1 192.88.99.1 192.167.255.255 192.169.0.0 " +
		"198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255 8.8.8.8 ::ffff:8.8.8.8 " +
		"2001::1 2001:0:ffff:: 2001:1::1 2001:1::2 2001:1::3 2001:3:: 2001:3:ffff:: 2001:4:112:: 2001:20:: 2001:2f:: 2001:30:: 2001:3f:: " +
		"2001:200:: 2001:db7:ffff:: 2001:db9:: 2002:: 2002:a00:1::1 2000:: 2606:4700::1 2620:4f:8000:: 3ffe:: 3fff:1000:: " +
		"5eff:ffff:: 5f01:: 64:ff9b:: 64:ff9b::8.8.8.8 64:ff9b:2:: 100:0:0:2:: 101:: ::2 ::8.8.8.8 fbff:: fe00:: fe7f:ffff:: fec0::",
}

func TestScopesAreThoseOfTheRegistries(t *testing.T) {
	for want, addresses := range scopes {
		for text := range strings.FieldsSeq(addresses) {
			addr := netip.MustParseAddr(text)
			assert.Equal(t, want, ScopeOf(addr).String(), text)
			assert.Equal(t, want == "any" || want == "global", ScopeOf(addr).IsWide(), text)
		}
	}
	assert.Equal(t, "", ScopeOf(netip.Addr{}).String())
}
