//go:build !littleendiantables

package procnet

import (
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The kernel prints the four bytes of an address in memory as one number of
// the machine's (get_tcp4_sock).
func TestAddressesAreInTheMachinesOrder(t *testing.T) {
	memory := []byte{192, 0, 2, 1}
	text := fmt.Sprintf("%08X", binary.NativeEndian.Uint32(memory))
	assert.Equal(t, "192.0.2.1", address4([]byte(text)).String())
	assert.Equal(t, "c000:201::", address6([]byte(text)).String())
}
