package nettools

import (
	"fmt"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
)

// appendHardware appends the line of the type, address and queue.
func appendHardware(dst []byte, in *netdev.Interface) []byte {
	kind, _ := format.HardwareOf(in.Hardware)
	dst = append(append(dst, indent...), kind.Name...)
	if kind.AppendAddress != nil && !(in.Hardware == unix.ARPHRD_ASH && in.Address == [8]byte{}) {
		dst = kind.AppendAddress(append(dst, ' '), &in.Address)
	}
	if in.QueueLength != -1 {
		dst = appendDecimal(append(dst, "  txqueuelen "...), in.QueueLength)
	}
	return fmt.Appendf(dst, "  (%s)\n", kind.Title)
}

// compresses tells whether packets of the type are counted when compressed:
// serial lines with Van Jacobson's compression.
func compresses(kind uint16) bool {
	return kind == unix.ARPHRD_CSLIP || kind == unix.ARPHRD_CSLIP6
}

// mediaNames are the names of the connectors IF_PORT_... of linux/netdevice.h.
var mediaNames = [...]string{"unknown", "10base2", "10baseT", "AUI", "100baseT", "100baseTX", "100baseFX"}

// appendMedia appends the line of the connector, for hardware that can change
// it. A connector without a name is printed as C prints a null pointer.
func appendMedia(dst []byte, in *netdev.Interface) []byte {
	if in.Flags&unix.IFF_PORTSEL == 0 {
		return dst
	}
	name := "(null)"
	if int(in.Map.Port) < len(mediaNames) {
		name = mediaNames[in.Map.Port]
	}
	dst = append(append(dst, indent+"media "...), name...)
	if in.Flags&unix.IFF_AUTOMEDIA != 0 {
		dst = append(dst, "autoselect"...)
	}
	return append(dst, '\n')
}

// appendMap appends the line of interrupt, ports, memory and DMA channel, if
// there is any of them.
func appendMap(dst []byte, m *netdev.Map) []byte {
	// Ports below are the processor's own.
	const firstPort = 0x100
	if m.Interrupt == 0 && m.MemoryStart == 0 && m.DMA == 0 && m.Base < firstPort {
		return dst
	}
	dst = append(dst, indent+"device "...)
	if m.Interrupt != 0 {
		dst = fmt.Appendf(dst, "interrupt %d  ", m.Interrupt)
	}
	if m.Base >= firstPort {
		dst = fmt.Appendf(dst, "base 0x%x  ", m.Base)
	}
	if m.MemoryStart != 0 {
		dst = fmt.Appendf(dst, "memory 0x%x-%x  ", m.MemoryStart, m.MemoryEnd)
	}
	if m.DMA != 0 {
		dst = fmt.Appendf(dst, "  dma 0x%x", m.DMA)
	}
	return append(dst, '\n')
}
