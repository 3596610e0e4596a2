package nettools

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// What is expected here is what net-tools 2.10 printed when the kernel gave
// these answers.

var counters = procnet.Device{
	Receive:  procnet.DeviceReceive{Bytes: 1, Packets: 2, Errors: 3, Dropped: 4, Overruns: 5, Frame: 6, Compressed: 7, Multicast: 8},
	Transmit: procnet.DeviceTransmit{Bytes: 9, Packets: 10, Errors: 11, Dropped: 12, Overruns: 13, Collisions: 14, Carrier: 15, Compressed: 16},
}

func TestInterfaceRow(t *testing.T) {
	for want, in := range map[string]*format.Interface{
		"eth0             1500        2      3      4 5            10     11     12     13 BMRU\n": {
			Interface: &netdev.Interface{Name: "eth0", MTU: 1500, Flags: 0x1043}, Counters: &counters},
		"lo               1500      - no statistics available -                        LU\n": {
			Interface: &netdev.Interface{Name: "lo", MTU: 1500, Flags: 9}},
		"eth0             1500      - no statistics available -                        ABDLMdPNOPsmRU\n": {
			Interface: &netdev.Interface{Name: "eth0", MTU: 1500, Flags: 0xffff}},
		"b16              1500      - no statistics available -                        [NO FLAGS]\n": {
			Interface: &netdev.Interface{Name: "b16", MTU: 1500}},
		"b13              1500      - no statistics available -                        \n": {
			Interface: &netdev.Interface{Name: "b13", MTU: 1500, Flags: 0x2000}},
		"abcdefghijklmno 2147483647 1000000000000000001 10000002 10000003 10000004 10000009 10000010 10000011 10000012 U\n": {
			Interface: &netdev.Interface{Name: "abcdefghijklmno", MTU: 2147483647, Flags: 1}, Counters: &procnet.Device{
				Receive:  procnet.DeviceReceive{Packets: 1000000000000000001, Errors: 10000002, Dropped: 10000003, Overruns: 10000004},
				Transmit: procnet.DeviceTransmit{Packets: 10000009, Errors: 10000010, Dropped: 10000011, Overruns: 10000012}}},
	} {
		assert.Equal(t, want, string(Interfaces{}.AppendInterface(nil, in)))
	}
}

func TestInterfaceInItsLongForm(t *testing.T) {
	in := &format.Interface{
		Interface: &netdev.Interface{
			Name: "sl0", Flags: 0x6053, MTU: 1500,
			Hardware: unix.ARPHRD_CSLIP, QueueLength: 10, Outfill: 7, Keepalive: 5,
			Map: netdev.Map{MemoryStart: 0x1000, MemoryEnd: 0x1fff, Base: 0x300, Interrupt: 5, DMA: 1, Port: 2},
			Inet: &netdev.Inet{Addr: netip.MustParseAddr("1.2.3.4"), Mask: netip.MustParseAddr("255.255.255.0"),
				Peer: netip.MustParseAddr("9.9.9.9")},
			IPX: []netdev.IPX{
				{Frame: netdev.EthernetII, Set: true, Network: 0x01020304, Node: [6]byte{10, 11, 12, 13, 14, 15}},
				{Frame: netdev.SNAP, Set: true, Node: [6]byte{10, 11, 12, 13, 14, 15}},
				{Frame: netdev.IEEE8022, Set: true, Network: 255},
				{Frame: netdev.IEEE8023},
			},
			AppleTalk: &netdev.AppleTalk{Set: true, Network: 772, Node: 5},
		},
		Counters: &counters,
		Inet6: []procnet.Inet6Address{
			{Addr: netip.MustParseAddr("fe80::1"), Prefix: 64, Scope: 0x20},
			{Addr: netip.MustParseAddr("::ffff:1.2.3.4"), Prefix: -1, Scope: 0x80},
			{Addr: netip.MustParseAddr("::1.2.3.4"), Prefix: 128, Scope: 0xf1},
			{Addr: netip.MustParseAddr("::1"), Prefix: 128, Scope: 0x01},
		},
	}
	assert.Equal(t, `sl0: flags=24659<UP,BROADCAST,POINTOPOINT,RUNNING>  mtu 1500  outfill 7  keepalive 5
        inet 1.2.3.4  netmask 255.255.255.0  broadcast [NONE SET]  destination 9.9.9.9
        inet6 fe80::1  prefixlen 64  scopeid 0x20<link>
        inet6 1.2.3.4  prefixlen -1  scopeid 0x80<compat,global>
        inet6 ::1.2.3.4  prefixlen 128  scopeid 0xf1<compat,link,site,host>
        inet6 ::1  prefixlen 128  scopeid 0x1
        ipx Ethernet-II   01020304:0A0B0C0D0E0F
        ipx Ethernet-SNAP 0A0B0C0D0E0F
        ipx Ethernet802.2 000000FF
        ipx Ethernet802.3 [NONE SET]
        ddp 772/5
        cslip  txqueuelen 10  (VJ Serial Line IP)
        media 10baseTautoselect
        RX packets 2  bytes 1 (1.0 B)
        RX compressed:7
        RX errors 3  dropped 4  overruns 5  frame 6
        TX packets 10  bytes 9 (9.0 B)
        TX compressed 16
        TX errors 11  dropped 12 overruns 13  carrier 15  collisions 14
        device interrupt 5  base 0x300  memory 0x1000-1fff    dma 0x1

`, string(Interfaces{Long: true}.AppendInterface(nil, in)))
}

func TestInterfaceFlagNames(t *testing.T) {
	for flags, want := range map[uint16]string{
		0:      "flags=0<",
		1:      "flags=1<UP>",
		0x2000: "flags=8192",
		0x4000: "flags=16384",
		0x8000: "flags=-32768<DYNAMIC>",
		0xffff: "flags=-1<UP,BROADCAST,DEBUG,LOOPBACK,POINTOPOINT,NOTRAILERS,RUNNING,NOARP,PROMISC,ALLMULTI,SLAVE,MASTER,MULTICAST,DYNAMIC>",
	} {
		assert.Equal(t, want, string(appendFlagNames(nil, flags)))
	}
}

func TestHardwareAddresses(t *testing.T) {
	for _, c := range []struct {
		kind uint16
		addr [8]byte
		want string
	}{
		{unix.ARPHRD_ETHER, [8]byte{0xff, 2, 3, 4, 5, 6}, "ether ff:02:03:04:05:06  txqueuelen 1000  (Ethernet)"},
		{unix.ARPHRD_AX25, [8]byte{0x82, 0x84, 0xa8, 0x40, 0x40, 0x60, 0xe2}, "ax25 ABT-1  txqueuelen 1000  (AMPR AX.25)"},
		{unix.ARPHRD_AX25, [8]byte{0x82, 0x84, 0x40, 0x40, 0x42, 0x40, 0x40}, "ax25 AB  txqueuelen 1000  (AMPR AX.25)"},
		{unix.ARPHRD_NETROM, [8]byte{0x82, 0, 0x40, 0x40, 0x40, 0x40, 0x60}, "netrom A  txqueuelen 1000  (AMPR NET/ROM)"},
		{unix.ARPHRD_ARCNET, [8]byte{0xa0}, "arcnet A0  txqueuelen 1000  (ARCnet)"},
		{unix.ARPHRD_EUI64, [8]byte{0xa0, 0xb0, 0xc0, 0xd0, 0xe0, 0xf0, 0x11, 0x22}, "eui64 A0:B0:C0:D0:E0:F0:11:22  txqueuelen 1000  (Generic EUI-64)"},
		{unix.ARPHRD_ROSE, [8]byte{0xa0, 1, 2, 3, 4}, "rose a001020304  txqueuelen 1000  (AMPR ROSE)"},
		{unix.ARPHRD_X25, [8]byte{'1', '0', 'A', 0, 'B'}, "x25 10A  txqueuelen 1000  (generic X.25)"},
		{unix.ARPHRD_TUNNEL, [8]byte{1, 2, 3, 4}, "tunnel   txqueuelen 1000  (IPIP Tunnel)"},
		{unix.ARPHRD_LOOPBACK, [8]byte{1}, "loop  txqueuelen 1000  (Local Loopback)"},
		{unix.ARPHRD_FDDI, [8]byte{0xa0, 0xb0, 0xc0, 0xd0, 0xe0, 0xf0}, "fddi A0-B0-C0-D0-E0-F0  txqueuelen 1000  (Fiber Distributed Data Interface)"},
		{unix.ARPHRD_ASH, [8]byte{0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80}, "ash [1234567f00000000000000000000000000000000000000000000000000000000]  txqueuelen 1000  (Ash)"},
		{unix.ARPHRD_ASH, [8]byte{}, "ash  txqueuelen 1000  (Ash)"},
		{unix.ARPHRD_IRDA, [8]byte{0x0f, 0x1e, 0x2d, 0x3c}, "irda 3c:2d:1e:0f  txqueuelen 1000  (IrLAP)"},
		{unix.ARPHRD_IRDA, [8]byte{0x82, 0x84, 0xa8, 0x40}, "irda 40:ffffffa8  txqueuelen 1000  (IrLAP)"},
		{unix.ARPHRD_INFINIBAND, [8]byte{0xff, 0xa1, 0, 1}, "unspec FF-A1-00-01-00-00-00-00-00-00-00-00-00-00-00-00  txqueuelen 1000  (UNSPEC)"},
	} {
		in := &netdev.Interface{Hardware: c.kind, Address: c.addr, QueueLength: 1000}
		assert.Equal(t, "        "+c.want+"\n", string(appendHardware(nil, in)))
	}
	in := &netdev.Interface{Hardware: unix.ARPHRD_ETHER, QueueLength: -1}
	assert.Equal(t, "        ether 00:00:00:00:00:00  (Ethernet)\n", string(appendHardware(nil, in)), "without a queue")
}

func TestMediaOfAConnectorWithoutAName(t *testing.T) {
	in := &netdev.Interface{Flags: unix.IFF_PORTSEL, Map: netdev.Map{Port: 7}}
	assert.Equal(t, "        media (null)\n", string(appendMedia(nil, in)))
	in.Map.Port = 255 // where the reference reads outside its table
	assert.Equal(t, "        media (null)\n", string(appendMedia(nil, in)))
}

func TestMapShowsWhatThereIs(t *testing.T) {
	for want, m := range map[string]netdev.Map{
		"":                                         {MemoryEnd: 5, Base: 0xff, Port: 1},
		"        device memory 0x1-0  \n":          {MemoryStart: 1},
		"        device interrupt 1  \n":           {Interrupt: 1},
		"        device   dma 0x1\n":               {DMA: 1},
		"        device base 0x100  \n":            {Base: 0x100},
		"        device memory 0x1-2    dma 0x3\n": {MemoryStart: 1, MemoryEnd: 2, DMA: 3},
	} {
		assert.Equal(t, want, string(appendMap(nil, &m)))
	}
}

func TestSizesAreScaledAsTheReferenceScalesThem(t *testing.T) {
	for size, want := range map[uint64]string{
		0:                    "(0.0 B)",
		1023:                 "(1023.0 B)",
		1024:                 "(1024.0 B)",
		1025:                 "(1.0 KiB)",
		257308:               "(251.2 KiB)",
		1 << 20:              "(1024.0 KiB)",
		21619488:             "(20.6 MiB)",
		1 << 60:              "(1024.0 PiB)",
		1268213655067531673:  "(1.1 EiB)",
		2305843009213693951:  "(2.0 EiB)",
		18446744073709551615: "(16.0 EiB)",
	} {
		assert.Equal(t, want, string(appendScaled(nil, size)))
	}
}
