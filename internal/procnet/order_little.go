//go:build littleendiantables

package procnet

import "encoding/binary"

// wordOrder is that of tables from a little-endian machine, such as the
// recorded ones in testdata, so that they can be tested with on a big-endian
// one: see "make qemu".
var wordOrder = binary.LittleEndian
