package format

import (
	"math/bits"
	"net/netip"
)

// PrefixLength gives the length of the prefix that an IPv4 mask is. ok is false
// for a mask that is none, such as 0.255.0.255, and for what is no IPv4 mask.
func PrefixLength(mask netip.Addr) (length int64, ok bool) {
	if !mask.Is4() {
		return 0, false
	}
	octets := mask.As4()
	number := uint32(octets[0])<<24 | uint32(octets[1])<<16 | uint32(octets[2])<<8 | uint32(octets[3])
	ones := bits.LeadingZeros32(^number)
	return int64(ones), bits.OnesCount32(number) == ones
}
