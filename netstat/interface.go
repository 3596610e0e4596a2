package netstat

import (
	"context"
	"iter"
	"net"
	"net/netip"
)

// Interface is a network interface, or an alias of one such as eth0:1, as
// netdevice(7), rtnetlink(7) and the tables net/dev and net/if_inet6 describe it.
type Interface struct {
	Name string
	// Index is the kernel's number for it (SIOCGIFINDEX); 0 if it is not known.
	Index int
	// Flags are the lower 16 bits of the kernel's: IFF_... of linux/if.h
	// (SIOCGIFFLAGS).
	Flags uint16
	MTU   int // largest packet, in bytes (SIOCGIFMTU)
	// QueueLength is how many packets may wait to be sent (SIOCGIFTXQLEN); -1 if it
	// is not known.
	QueueLength int
	// HardwareType is ARPHRD_... of linux/if_arp.h (SIOCGIFHWADDR).
	HardwareType uint16
	// HardwareAddress is that of Ethernet and what is like it; nil without one.
	HardwareAddress net.HardwareAddr
	// Inet are its IPv4 addresses, of which ifconfig(8) shows the first.
	Inet []InterfaceAddress
	// Inet6 are its IPv6 addresses.
	Inet6 []InterfaceAddress
	// Traffic is what it has received and sent; nil for an alias.
	Traffic *Traffic

	NetNS     string     // the network namespace's label, as the package's documentation says
	Namespace *Namespace // the network namespace; rows of one listing share it, so it is not to be changed
}

// Up tells whether the interface is up (IFF_UP).
func (i *Interface) Up() bool { return i.Flags&1 != 0 }

// InterfaceAddress is an address of an interface (RTM_GETADDR of rtnetlink(7),
// net/if_inet6).
type InterfaceAddress struct {
	Addr      netip.Addr
	Bits      int        // length of the network's prefix; -1 for a mask that is none
	Broadcast netip.Addr // of IPv4; the zero Addr unless it is set
	Peer      netip.Addr // the other end of a point-to-point link of IPv4; the zero Addr unless it is set
	// Scope is the kernel's number for that of an IPv6 address: 0 is global, 0x10
	// the host, 0x20 the link, 0x40 the site (include/net/ipv6.h).
	Scope uint32
}

// Traffic counts what an interface has received and sent since it was made
// (dev_seq_printf_stats in the kernel's net/core/net-procfs.c): bytes, packets, and
// packets with errors.
type Traffic struct {
	RxBytes, RxPackets, RxErrors, RxDropped uint64
	RxOverruns                              uint64 // of the device's queue
	RxFrame                                 uint64 // errors of length, frame and checksum
	RxCompressed, RxMulticast               uint64 // packets

	TxBytes, TxPackets, TxErrors, TxDropped uint64
	TxOverruns                              uint64 // of the device's queue
	TxCollisions                            uint64
	TxCarrier                               uint64 // losses of the carrier
	TxCompressed                            uint64 // packets
}

// Interfaces returns a sequence of the interfaces, those too that are not up, in
// the order in which people count them: eth2 before eth10. It has to ask the kernel
// inside each network namespace, and so takes CAP_SYS_ADMIN for any but the
// program's own. Its errors are like those of Sockets.
func Interfaces(ctx context.Context, o Options) iter.Seq2[Interface, error] {
	return interfaces(ctx, o)
}
