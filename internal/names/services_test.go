package names

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The names expected here are those that netstat shows with the same file.
func TestServiceNames(t *testing.T) {
	c := New(etc(t, "services",
		"one 1/tcp alias", "uno 1/tcp", "#three 3/tcp", " four 4/tcp", "five\t5/udp", "six 6/TCP", "seven 7 /tcp",
		"eight 8/tcp/x", "nine 0x9/tcp", "ten 010/tcp", "eleven 65547/tcp", "twelve 12/tcp#x", "thirteen#a 13/tcp",
		"fourteen 14,tcp", "sixteen 16", "seventeen -17/tcp", "both 18/tcp", "both2 18/udp", "nineteen 19//tcp",
		"twenty 20/ tcp", "21/tcp", "a\x00 22/tcp", "a23 23/tcp\x00x", "a24\r24/tcp\r", "a25 4294967321/tcp", "long 26/tcp"+strings.Repeat(" b", 1<<20),
		"last 65535/tcp"))
	tcp := func(port uint16) (string, bool) { return c.Service(port, "tcp") }
	expect(t, tcp, map[uint16]string{
		1: "uno", 4: "four", 8: "ten", 9: "nine", 11: "eleven", 12: "twelve", 18: "both", 19: "nineteen", 23: "a23",
		24: "a24", 26: "long", 65535: "last",
		0: "", 2: "", 3: "", 5: "", 6: "", 7: "", 10: "", 13: "", 14: "", 16: "", 17: "", 20: "", 21: "", 22: "", 25: "",
	})
	name, _ := c.Service(18, "udp")
	assert.Equal(t, "both2", name)
}
