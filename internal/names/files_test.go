package names

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// etc makes a directory with one name file.
func etc(t *testing.T, name string, lines ...string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(lines, "\n")), 0o644))
	return dir
}

// The names expected here are those that netstat shows with the same files.
func TestServiceNames(t *testing.T) {
	c := New(etc(t, "services",
		"one 1/tcp alias", "uno 1/tcp", "#three 3/tcp", " four 4/tcp", "five	5/udp", "six	6/TCP", "seven 7 /tcp",
		"eight 8/tcp/x", "nine 0x9/tcp", "ten 010/tcp", "eleven 65547/tcp", "twelve 12/tcp#x", "thirteen#a 13/tcp",
		"fourteen 14,tcp", "sixteen 16", "seventeen -17/tcp", "both 18/tcp", "both2 18/udp"))
	for port, want := range map[uint16]string{
		1: "uno", 4: "four", 8: "ten", 9: "nine", 11: "eleven", 12: "twelve", 18: "both",
		0: "", 2: "", 3: "", 5: "", 6: "", 7: "", 10: "", 13: "", 14: "", 16: "", 17: "",
	} {
		name, ok := c.Service(port, "tcp")
		assert.Equal(t, want, name, "port %d", port)
		assert.Equal(t, want != "", ok, "port %d", port)
	}
	name, _ := c.Service(18, "udp")
	assert.Equal(t, "both2", name)
}

func TestProtocolNames(t *testing.T) {
	c := New(etc(t, "protocols", "icmp	1	ICMP", "icmp2	1	ICMP", "igmp 2", "#ggp 3", " st 5 ST", "tcp 0x6", "a#b 9", "ten 10#x"))
	for number, want := range map[int]string{1: "icmp2", 2: "igmp", 5: "st", 10: "ten", 3: "", 6: "", 9: ""} {
		name, _ := c.Protocol(number)
		assert.Equal(t, want, name, "protocol %d", number)
	}
}

func TestUserNames(t *testing.T) {
	c := New(etc(t, "passwd",
		"root:x:0:0:root:/root:/bin/bash", "root2:x:0:0:root:/root:/bin/bash", "two:x:2", "three:x:3:3", " four:x:4:4:::",
		"#five:x:5:5:::", "six:x: 6:6:::", "seven:x:7x:7:::", "+nine:x:9:9:::", "ten:x:010:10:::", "-thirteen:x:13:13:::",
		"fourteen::14:14:a:b:c:d", "seventeen:x:17:", "nineteen:x:4294967315:19:::", "twenty:x:-20:19:::"))
	for uid, want := range map[uint32]string{
		0: "root", 3: "three", 4: "four", 6: "six", 10: "ten", 14: "fourteen",
		2: "", 5: "", 7: "", 9: "", 13: "", 17: "", 19: "",
	} {
		name, _ := c.User(uid)
		assert.Equal(t, want, name, "uid %d", uid)
	}
}

func TestNetworkNames(t *testing.T) {
	c := New(etc(t, "networks", "default 0.0.0.0", "loopback 127.0.0.0", "short 10.1 alias", "bad 1.2.3.4.5", "bad 300.1"))
	for addr, want := range map[string]string{"0.0.0.0": "default", "127.0.0.0": "loopback", "10.1.0.0": "short", "1.2.3.4": "", "::": ""} {
		name, _ := c.Network(netip.MustParseAddr(addr))
		assert.Equal(t, want, name, addr)
	}
}

func TestMissingFilesHaveNoNames(t *testing.T) {
	c := New(filepath.Join(t.TempDir(), "missing"))
	_, ok := c.Service(22, "tcp")
	assert.False(t, ok)
	_, ok = c.User(0)
	assert.False(t, ok)
}
