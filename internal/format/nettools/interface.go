package nettools

import (
	"strconv"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// Interfaces says in which form interfaces are listed.
type Interfaces struct {
	Long bool // ifconfig's
}

// AppendInterface appends an interface in the form of netstat -i or -ie.
func (f Interfaces) AppendInterface(dst []byte, in *format.Interface) []byte {
	if f.Long {
		return appendLongInterface(dst, in)
	}
	return appendInterfaceRow(dst, in)
}

// appendInterfaceRow appends an interface's row of netstat -i.
func appendInterfaceRow(dst []byte, in *format.Interface) []byte {
	dst = append(appendLeft(dst, in.Name, procnet.DeviceLimit), ' ')
	dst = append(appendIntRight(dst, int64(in.MTU), 5), ' ')
	if c := in.Counters; c != nil {
		rx, tx := &c.Receive, &c.Transmit
		dst = append(appendUintRight(dst, rx.Packets, 8), ' ')
		dst = append(appendUintRight(dst, rx.Errors, 6), ' ')
		dst = append(appendUintRight(dst, rx.Dropped, 6), ' ')
		dst = append(appendUintLeft(dst, rx.Overruns, 6), ' ')
		dst = append(appendUintRight(dst, tx.Packets, 8), ' ')
		dst = append(appendUintRight(dst, tx.Errors, 6), ' ')
		dst = append(appendUintRight(dst, tx.Dropped, 6), ' ')
		dst = append(appendUintRight(dst, tx.Overruns, 6), ' ')
	} else {
		dst = appendLeft(dst, "     - no statistics available -", 56)
	}
	return append(appendFlagLetters(dst, in.Flags), '\n')
}

// appendFlagLetters appends the flags of netstat -i, each a letter, in
// net-tools' order. Point-to-point and promiscuous are the same letter.
func appendFlagLetters(dst []byte, flags uint16) []byte {
	if flags == 0 {
		return append(dst, "[NO FLAGS]"...)
	}
	for _, f := range [...]struct {
		flag   uint16
		letter byte
	}{
		{unix.IFF_ALLMULTI, 'A'},
		{unix.IFF_BROADCAST, 'B'},
		{unix.IFF_DEBUG, 'D'},
		{unix.IFF_LOOPBACK, 'L'},
		{unix.IFF_MULTICAST, 'M'},
		{unix.IFF_DYNAMIC, 'd'},
		{unix.IFF_PROMISC, 'P'},
		{unix.IFF_NOTRAILERS, 'N'},
		{unix.IFF_NOARP, 'O'},
		{unix.IFF_POINTOPOINT, 'P'},
		{unix.IFF_SLAVE, 's'},
		{unix.IFF_MASTER, 'm'},
		{unix.IFF_RUNNING, 'R'},
		{unix.IFF_UP, 'U'},
	} {
		if flags&f.flag != 0 {
			dst = append(dst, f.letter)
		}
	}
	return dst
}

// appendLongInterface appends an interface in the long form of netstat -ie, which
// is ifconfig's.
func appendLongInterface(dst []byte, in *format.Interface) []byte {
	dst = append(dst, in.Name...)
	dst = appendFlagNames(append(dst, ": "...), in.Flags)
	dst = appendDecimal(append(dst, "  mtu "...), in.MTU)
	if in.Outfill != 0 || in.Keepalive != 0 {
		dst = appendDecimal(append(dst, "  outfill "...), in.Outfill)
		dst = appendDecimal(append(dst, "  keepalive "...), in.Keepalive)
	}
	dst = append(dst, '\n')
	dst = appendInterfaceAddresses(dst, in)
	dst = appendHardware(dst, in.Interface)
	dst = appendMedia(dst, in.Interface)
	if in.Counters != nil {
		dst = appendTraffic(dst, in.Counters, compresses(in.Hardware))
	}
	return append(appendMap(dst, &in.Map), '\n')
}

// indent begins every line of an interface but the first.
const indent = "        "

func appendDecimal(dst []byte, v int32) []byte { return strconv.AppendInt(dst, int64(v), 10) }

// appendFlagNames appends flags=N<...>, N being a short in C. net-tools closes
// the bracket only behind a name, and opens none when flags without a name are
// all there is.
func appendFlagNames(dst []byte, flags uint16) []byte {
	dst = strconv.AppendInt(append(dst, "flags="...), int64(int16(flags)), 10)
	if flags == 0 {
		return append(dst, '<')
	}
	separator := byte('<')
	for _, f := range format.InterfaceFlags {
		if flags&f.Bit != 0 {
			dst = append(append(dst, separator), f.Name...)
			separator = ','
		}
	}
	if separator == ',' {
		dst = append(dst, '>')
	}
	return dst
}
