package differential

import (
	"fmt"
	"testing"
)

// Before Linux 4.4 a listener's requests stood behind it, in front of the next
// listener.
func TestListenersBehindRequestsAreListed(t *testing.T) {
	row := func(i int, local, remote string, state int) string {
		return fmt.Sprintf("%4d: 0100007F:%s %s %02X 00000000:00000000 00:00000000 00000000     0        0 %d 1 0 100 0 0 10 0\n", i, local, remote, state, 1000+i)
	}
	tr := tree{"net/tcp": socketHeading + row(0, "0016", "00000000:0000", 10) + row(1, "0016", "0200007F:D431", 3) +
		row(2, "0050", "00000000:0000", 10) + row(3, "0050", "0200007F:D432", 1)}
	for _, args := range [][]string{{"-ltn"}, {"-tulnp"}, {"-tn"}, {"-tan"}} {
		compare(t, tr, args...)
	}
}
