package table

import (
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

func interfaceFields(o *Options) fields[*format.Interface] {
	list := fields[*format.Interface]{
		textField("Iface", func(row *format.Interface) string { return row.Name }),
		numberField("MTU", func(row *format.Interface) int32 { return row.MTU }),
		trafficField("RX-OK", func(d *procnet.Device) uint64 { return d.Receive.Packets }),
		trafficField("RX-ERR", func(d *procnet.Device) uint64 { return d.Receive.Errors }),
		trafficField("RX-DRP", func(d *procnet.Device) uint64 { return d.Receive.Dropped }),
		trafficField("RX-OVR", func(d *procnet.Device) uint64 { return d.Receive.Overruns }),
		trafficField("TX-OK", func(d *procnet.Device) uint64 { return d.Transmit.Packets }),
		trafficField("TX-ERR", func(d *procnet.Device) uint64 { return d.Transmit.Errors }),
		trafficField("TX-DRP", func(d *procnet.Device) uint64 { return d.Transmit.Dropped }),
		trafficField("TX-OVR", func(d *procnet.Device) uint64 { return d.Transmit.Overruns }),
	}
	if o.extended() {
		list = append(list,
			trafficField("RX-Bytes", func(d *procnet.Device) uint64 { return d.Receive.Bytes }),
			trafficField("TX-Bytes", func(d *procnet.Device) uint64 { return d.Transmit.Bytes }),
			textField("Type", hardwareName),
			field[*format.Interface]{column{title: "Hardware"}, appendHardwareAddress},
			field[*format.Interface]{column{title: "Inet", short: shortenAddresses()}, appendInet},
			field[*format.Interface]{column{title: "Inet6", short: shortenAddresses()}, appendInet6})
	}
	return append(list, field[*format.Interface]{column{title: "Flags"}, appendInterfaceFlags})
}

// AppendInterface appends an interface.
func (f *rows) AppendInterface(dst []byte, in *format.Interface) []byte {
	return f.interfaces.appendRow(f, dst, in)
}

// trafficField is for a counter, or nothing for an alias and for an interface
// that net/dev does not list.
func trafficField(title string, count func(d *procnet.Device) uint64) field[*format.Interface] {
	return field[*format.Interface]{column{title: title, right: true}, func(_ *rows, dst []byte, row *format.Interface) []byte {
		if row.Counters == nil {
			return dst
		}
		return appendNumber(dst, count(row.Counters))
	}}
}

func hardwareName(row *format.Interface) string {
	kind, _ := format.HardwareOf(row.Hardware)
	return kind.Name
}

func appendHardwareAddress(_ *rows, dst []byte, row *format.Interface) []byte {
	kind, known := format.HardwareOf(row.Hardware)
	switch {
	case row.Address == [8]byte{} && row.Hardware != unix.ARPHRD_ETHER:
		return dst
	case !known:
		return format.AppendUnknownAddress(dst, &row.Address)
	case kind.AppendAddress != nil:
		return kind.AppendAddress(dst, &row.Address)
	}
	return dst
}

// appendInet appends all IPv4 addresses that are known.
func appendInet(_ *rows, dst []byte, row *format.Interface) []byte {
	list := row.All
	if len(list) == 0 && row.Inet != nil {
		list = []netdev.Inet{*row.Inet}
	}
	start := len(dst)
	for _, a := range list {
		if !a.Addr.IsValid() {
			continue
		}
		if len(dst) > start {
			dst = append(dst, ',')
		}
		dst = a.Addr.AppendTo(dst)
		if bits, ok := format.PrefixLength(a.Mask); ok {
			dst = appendNumber(append(dst, '/'), bits)
		}
	}
	return dst
}

func appendInet6(_ *rows, dst []byte, row *format.Interface) []byte {
	for i, a := range row.Inet6 {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = format.AppendAddr(dst, a.Addr)
		dst = appendNumber(append(dst, '/'), a.Prefix)
	}
	return dst
}

func appendInterfaceFlags(_ *rows, dst []byte, row *format.Interface) []byte {
	start := len(dst)
	for _, flag := range format.InterfaceFlags {
		if row.Flags&flag.Bit == 0 {
			continue
		}
		if len(dst) > start {
			dst = append(dst, ',')
		}
		dst = append(dst, flag.Name...)
	}
	return dst
}
