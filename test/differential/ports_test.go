package differential

import (
	"fmt"
	"testing"
)

// TestPortsOfEveryWidth compares sockets whose ports are narrower and wider
// than a kernel prints them.
func TestPortsOfEveryWidth(t *testing.T) {
	text := socketHeading
	for i, port := range []string{"0", "00000", "10000", "10050", "80000000", "100000000", "1FFFF0000", "FFFFFFFFFFFFFFFF", "10000000000000000", "-1", "-10000", "0x10000", "50"} {
		for _, state := range []int{10, 1} {
			text += fmt.Sprintf("%4d: 0100007F:%s 0100007F:%s %02X 00000000:00000000 00:00000000 00000000     0        0 %d 1 0 100 0 0 10 0\n",
				i, port, port, state, 100*i+state)
		}
	}
	tr := tree{}
	for _, name := range []string{"tcp", "udp", "udplite", "raw"} {
		tr["net/"+name] = text
	}
	for _, which := range []string{"-l", "-a", "-v"} {
		compare(t, tr, "-entuUw", which)
	}
}
