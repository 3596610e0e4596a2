package procnet

import (
	"encoding/binary"
	"net/netip"
)

// groupDigitsLimit is how many digits of an address net-tools takes. It goes by
// the first 32.
const groupDigitsLimit = 64

// parseGroup6 reads a row of net/igmp6, as igmp6_mc_seq_show in the kernel's
// net/ipv6/mcast.c prints it. The kernel prints every address with 32 digits.
// The digits that a shorter one lacks are 0 here; net-tools leaves what was in
// its memory.
func parseGroup6(line []byte, group *Group) bool {
	s := scan(line)
	s.int()
	group.Interface = string(s.word(groupNameLimit))
	s.blanks()
	digits := s.hexDigits(groupDigitsLimit)
	group.Users = s.int()
	var b [16]byte
	for word := 0; word < len(b) && len(digits) > 0; word += 4 {
		size := min(len(digits), 8)
		number := scan(digits[:size])
		binary.BigEndian.PutUint32(b[word:], uint32(number.hex()))
		digits = digits[size:]
	}
	group.Addr = netip.AddrFrom16(b)
	return !s.failed
}
