package record

import (
	"strings"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendInterface appends an interface, or an alias such as eth0:1, as an
// object:
//
//	netns            see Objects
//	iface            its name
//	index            the kernel's number for it; null if it is not known
//	up               true if it is up
//	flags            list of words: UP, BROADCAST, DEBUG, LOOPBACK, POINTOPOINT,
//	                 NOTRAILERS, RUNNING, NOARP, PROMISC, ALLMULTI, SLAVE, MASTER,
//	                 MULTICAST, DYNAMIC
//	flag_bits        the same and those without a word as a number, the lower 16
//	                 bits of the kernel's: IFF_... of linux/if.h
//	mtu              largest packet, in bytes
//	txqueuelen       packets that may wait to be sent; null if it is not known
//	hardware         net-tools' word, such as ether, loop or ppp; unspec for a
//	                 type that it does not know
//	hardware_type    the same as a number: ARPHRD_... of linux/if_arp.h
//	address          of the hardware, as net-tools writes it; of a type that it
//	                 does not know, the first eight bytes; null if there is none
//	inet             list of IPv4 addresses, the first being the one that
//	                 net-tools shows: objects with address, prefix_length,
//	                 broadcast and peer, of which the last two are null unless
//	                 set. The peer is the other end of a point-to-point link
//	inet6            list of IPv6 addresses: objects with address, prefix_length
//	                 and scope: global, link, site or host; several of them, with
//	                 commas, or null for what the kernel does not give today
//	rx_bytes         received: bytes
//	rx_packets       packets
//	rx_errors        errors of any kind
//	rx_dropped       packets dropped
//	rx_overruns      errors of the device's queue
//	rx_frame         errors of length, frame and checksum
//	rx_compressed    compressed packets
//	rx_multicast     multicast packets
//	tx_bytes         sent: bytes
//	tx_packets       packets
//	tx_errors        errors of any kind
//	tx_dropped       packets dropped
//	tx_overruns      errors of the device's queue
//	tx_collisions    collisions
//	tx_carrier       losses of the carrier
//	tx_compressed    compressed packets
//	interrupt        of the hardware; 0 if there is none, as with the next four
//	io_base          first of its ports
//	memory_start     where its memory begins
//	memory_end       where that ends
//	dma              its channel for direct memory access
//
// What is received and sent is null for an alias, and for an interface that
// net/dev does not list.
func (o *Objects) AppendInterface(dst []byte, in *format.Interface) []byte {
	dst = o.begin(dst)
	dst = appendKeyText(dst, "iface", in.Name)
	if in.Index != 0 {
		dst = appendKeyInt(dst, "index", int64(in.Index))
	} else {
		dst = appendKeyNull(dst, "index")
	}
	dst = appendInterfaceFlags(dst, in.Flags)
	dst = appendKeyInt(dst, "mtu", int64(in.MTU))
	if in.QueueLength != -1 {
		dst = appendKeyInt(dst, "txqueuelen", int64(in.QueueLength))
	} else {
		dst = appendKeyNull(dst, "txqueuelen")
	}
	dst = appendHardwareKeys(dst, in.Interface)
	dst = appendInetKey(dst, in.All)
	dst = appendInet6Key(dst, in.Inet6)
	dst = appendTrafficKeys(dst, in.Counters)
	dst = appendKeyUint(dst, "interrupt", uint64(in.Map.Interrupt))
	dst = appendKeyUint(dst, "io_base", uint64(in.Map.Base))
	dst = appendKeyUint(dst, "memory_start", in.Map.MemoryStart)
	dst = appendKeyUint(dst, "memory_end", in.Map.MemoryEnd)
	dst = appendKeyUint(dst, "dma", uint64(in.Map.DMA))
	return o.end(dst)
}

func appendInterfaceFlags(dst []byte, flags uint16) []byte {
	dst = appendKeyBool(dst, "up", flags&unix.IFF_UP != 0)
	dst = append(appendKey(dst, "flags"), '[')
	separator := ""
	for _, f := range format.InterfaceFlags {
		if flags&f.Bit != 0 {
			dst = appendJSONString(append(dst, separator...), f.Name)
			separator = ","
		}
	}
	return appendKeyUint(append(dst, ']'), "flag_bits", uint64(flags))
}

func appendHardwareKeys(dst []byte, in *netdev.Interface) []byte {
	kind, known := format.HardwareOf(in.Hardware)
	if !known {
		kind.AppendAddress = format.AppendUnknownAddress
	}
	var address []byte
	if kind.AppendAddress != nil && (in.Address != [8]byte{} || in.Hardware == unix.ARPHRD_ETHER) {
		address = kind.AppendAddress(nil, &in.Address)
	}
	dst = appendKeyText(dst, "hardware", kind.Name)
	dst = appendKeyUint(dst, "hardware_type", uint64(in.Hardware))
	return appendKeyWord(dst, "address", string(address))
}

func appendInetKey(dst []byte, addresses []netdev.Inet) []byte {
	dst = append(appendKey(dst, "inet"), '[')
	for i, a := range addresses {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendKeyAddr(append(dst, '{'), "address", a.Addr)
		dst = appendPrefixLength(dst, a.Mask)
		dst = appendKeyAddr(dst, "broadcast", setAddr(a.Broadcast))
		dst = appendKeyAddr(dst, "peer", setAddr(a.Peer))
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

func appendInet6Key(dst []byte, addresses []procnet.Inet6Address) []byte {
	dst = append(appendKey(dst, "inet6"), '[')
	for i, a := range addresses {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendKeyAddr(append(dst, '{'), "address", a.Addr)
		dst = appendKeyInt(dst, "prefix_length", int64(a.Prefix))
		dst = appendKeyWord(dst, "scope", strings.Trim(string(format.AppendScopeNames(nil, a.Scope)), "<>"))
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

func appendTrafficKeys(dst []byte, d *procnet.Device) []byte {
	var rx procnet.DeviceReceive
	var tx procnet.DeviceTransmit
	if d != nil {
		rx, tx = d.Receive, d.Transmit
	}
	for _, counter := range [...]struct {
		key   string
		value uint64
	}{
		{"rx_bytes", rx.Bytes},
		{"rx_packets", rx.Packets},
		{"rx_errors", rx.Errors},
		{"rx_dropped", rx.Dropped},
		{"rx_overruns", rx.Overruns},
		{"rx_frame", rx.Frame},
		{"rx_compressed", rx.Compressed},
		{"rx_multicast", rx.Multicast},
		{"tx_bytes", tx.Bytes},
		{"tx_packets", tx.Packets},
		{"tx_errors", tx.Errors},
		{"tx_dropped", tx.Dropped},
		{"tx_overruns", tx.Overruns},
		{"tx_collisions", tx.Collisions},
		{"tx_carrier", tx.Carrier},
		{"tx_compressed", tx.Compressed},
	} {
		if d == nil {
			dst = appendKeyNull(dst, counter.key)
		} else {
			dst = appendKeyUint(dst, counter.key, counter.value)
		}
	}
	return dst
}
