package names

import "testing"

// The names expected here are those that netstat shows with the same files.
func TestProtocolNames(t *testing.T) {
	dir := etc(t, "protocols", "icmp	1	ICMP", "icmp2	1	ICMP", "igmp 2", "#ggp 3", " st 5 ST", "tcp 0x6", "a#b 9", "ten 10#x",
		"eight 08", "large 65548", "a13 13/x", "last 4294967295")
	writeFile(t, dir, "services", "one 1/raw", "fourteen 14/raw", "fifteen 15/tcp")
	expect(t, New(dir).Protocol, map[int]string{
		1: "icmp2", 2: "igmp", 5: "st", 8: "eight", 10: "ten", 12: "large", 14: "fourteen", 65535: "last",
		3: "", 6: "", 9: "", 13: "", 15: "",
	})
}
