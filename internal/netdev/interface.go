package netdev

import "net/netip"

// An Interface is what the kernel says of an interface when it is asked by
// name.
type Interface struct {
	Name  string
	Flags uint16 // IFF_UP and so on: the lower half of what the kernel has
	MTU   int32  // in bytes; 0 when unknown

	// The rest is filled in by Details.

	Hardware    uint16  // ARPHRD_ETHER and so on; ARPHRD_VOID when unknown
	Address     [8]byte // the first bytes of the hardware address
	QueueLength int32   // packets; -1 when unknown
	Map         Map
	Outfill     int32 // seconds between fillers of an idle serial line
	Keepalive   int32 // seconds of silence after which a serial line is down
	Inet        *Inet // nil without an IPv4 address
	IPX         []IPX
	AppleTalk   *AppleTalk
}

// A Map is where the hardware is in the memory and ports of the machine:
// struct ifmap of linux/if.h.
type Map struct {
	MemoryStart, MemoryEnd uint64
	Base                   uint16 // of the ports
	Interrupt              uint8
	DMA                    uint8
	Port                   uint8 // the connector: IF_PORT_10BASET and so on
}

// Inet is the IPv4 address of an interface or of an alias, and what belongs to
// it. What the kernel did not tell is the zero Addr.
type Inet struct {
	Addr      netip.Addr
	Mask      netip.Addr
	Broadcast netip.Addr
	Peer      netip.Addr // the other end of a point-to-point link
}

// An IPXFrame is a kind of Ethernet frame that IPX can go in: linux/ipx.h.
type IPXFrame uint8

const (
	SNAP       IPXFrame = 1
	IEEE8022   IPXFrame = 2
	EthernetII IPXFrame = 3
	IEEE8023   IPXFrame = 4
)

// IPX is an address of Novell's protocol, which kernels had until 4.17.
type IPX struct {
	Frame   IPXFrame
	Network uint32
	Node    [6]byte
	Set     bool // false when the kernel gave an address of another family
}

// AppleTalk is an address of Apple's protocol.
type AppleTalk struct {
	Network uint16
	Node    uint8
	Set     bool // false when the kernel gave an address of another family
}
