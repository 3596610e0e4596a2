package format

import "fmt"

// NeighbourReachable is NUD_REACHABLE of the kernel's include/uapi/linux/neighbour.h.
const NeighbourReachable = 0x02

// NeighbourState gives the word for a state, NUD_* of the same file.
func NeighbourState(state uint32) string {
	switch state {
	case 0x00:
		return "NONE"
	case 0x01:
		return "INCOMPLETE"
	case NeighbourReachable:
		return "REACHABLE"
	case 0x04:
		return "STALE"
	case 0x08:
		return "DELAY"
	case 0x10:
		return "PROBE"
	case 0x20:
		return "FAILED"
	case 0x40:
		return "NOARP"
	case 0x80:
		return "PERM"
	}
	return fmt.Sprintf("UNKNOWN(%02x)", state)
}
