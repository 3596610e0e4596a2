//go:build !littleendiantables

package procnet

import "encoding/binary"

// wordOrder is the order of bytes in which the kernel prints the words of
// addresses: the machine's.
var wordOrder = binary.NativeEndian
