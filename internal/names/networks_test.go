package names

import (
	"context"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
)

func ip(addr string) netip.Addr { return netip.MustParseAddr(addr) }

// The names expected here are those that netstat shows with the same file.
func TestNetworkNames(t *testing.T) {
	dir := etc(t, "networks", "default 0.0.0.0", "loopback 127.0.0.0", "short 10.1 alias", "second 10.1.0.0", "octal 010",
		"hex 0x10.2#c", "whole 1.2.3.4")
	writeFile(t, dir, "nsswitch.conf", "networks: files")
	expect(t, New(dir).Network, map[netip.Addr]string{
		ip("0.0.0.0"): "default", ip("127.0.0.0"): "loopback", ip("10.1.0.0"): "short", ip("8.0.0.0"): "octal", ip("16.2.0.0"): "hex",
		ip("1.2.3.4"): "whole", ip("10.1.2.0"): "", ip("255.255.255.255"): "", ip("::"): "",
	})
}

// The lines are those that getent(1) shows with this address.
func TestMalformedNetworkIsTheLimitedBroadcastAddress(t *testing.T) {
	for _, text := range []string{"", "10.", "1..2", ".1", "1.2.3.4.5", "300.1", "256", "10/8", "10.x", "08", "0x", "-1", "+1", "1.2.3.4.", "1,2"} {
		name, _ := New(etc(t, "networks", "bad "+text)).Network(ip("255.255.255.255"))
		assert.Equal(t, "bad", name, "%q", text)
	}
}

// The reference was seen to ask DNS for 0.0.7.10.in-addr.arpa, with such a line
// in nsswitch.conf and without any.
func TestNetworkNamesFromDNS(t *testing.T) {
	for line, want := range map[string]string{"": "resolved", "networks: files dns": "resolved", "networks: files": ""} {
		dir := etc(t, "networks", "ten 10")
		writeFile(t, dir, "nsswitch.conf", line)
		var asked netip.Addr
		c := newCache(dir, func(_ context.Context, addr netip.Addr) (string, outcome) {
			asked = addr
			return "resolved", success
		})
		expect(t, c.Network, map[netip.Addr]string{ip("10.0.0.0"): "ten", ip("10.7.0.0"): want})
		if want != "" {
			assert.Equal(t, ip("10.7.0.0"), asked)
		}
	}
}
