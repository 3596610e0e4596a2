package nettools

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// appendTraffic appends the lines of what an interface has received and sent.
func appendTraffic(dst []byte, d *procnet.Device, compressed bool) []byte {
	rx, tx := &d.Receive, &d.Transmit
	dst = fmt.Appendf(dst, indent+"RX packets %d  bytes %d ", rx.Packets, rx.Bytes)
	dst = append(appendScaled(dst, rx.Bytes), '\n')
	if compressed {
		dst = fmt.Appendf(dst, indent+"RX compressed:%d\n", rx.Compressed)
	}
	dst = fmt.Appendf(dst, indent+"RX errors %d  dropped %d  overruns %d  frame %d\n",
		rx.Errors, rx.Dropped, rx.Overruns, rx.Frame)
	dst = fmt.Appendf(dst, indent+"TX packets %d  bytes %d ", tx.Packets, tx.Bytes)
	dst = append(appendScaled(dst, tx.Bytes), '\n')
	if compressed {
		dst = fmt.Appendf(dst, indent+"TX compressed %d\n", tx.Compressed)
	}
	return fmt.Appendf(dst, indent+"TX errors %d  dropped %d overruns %d  carrier %d  collisions %d\n",
		tx.Errors, tx.Dropped, tx.Overruns, tx.Carrier, tx.Collisions)
}

// appendScaled appends a size in the largest unit of which there is more than
// one, with one decimal that is cut, not rounded. The tenths of an EiB would
// not fit in 64 bits and come from dividing by a tenth of the unit, which is
// itself cut.
func appendScaled(dst []byte, size uint64) []byte {
	units := [...]string{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}
	unit, last := 0, len(units)-1
	for unit < last && size > 1<<(10*(unit+1)) {
		unit++
	}
	one := uint64(1) << (10 * unit)
	tenths := size * 10 / one
	if unit == last {
		tenths = size / (one / 10)
	}
	return fmt.Appendf(dst, "(%d.%d %s)", tenths/10, tenths%10, units[unit])
}
