package table

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// interfaces are one with everything, an alias and one that is down.
func interfaces() []*format.Interface {
	addr := netip.MustParseAddr
	return []*format.Interface{
		{
			Interface: &netdev.Interface{
				Name: "eth0", MTU: 1500, Hardware: unix.ARPHRD_ETHER, Address: [8]byte{2, 0, 0, 0, 0, 0xa},
				Flags: unix.IFF_UP | unix.IFF_BROADCAST | unix.IFF_RUNNING | unix.IFF_MULTICAST,
				Inet:  &netdev.Inet{Addr: addr("192.0.2.5"), Mask: addr("255.255.255.0")},
			},
			Counters: &procnet.Device{
				Receive:  procnet.DeviceReceive{Bytes: 123456789, Packets: 98765, Errors: 1, Dropped: 2, Overruns: 3},
				Transmit: procnet.DeviceTransmit{Bytes: 987654321, Packets: 12345, Errors: 4, Dropped: 5, Overruns: 6},
			},
			All: []netdev.Inet{{Addr: addr("192.0.2.5"), Mask: addr("255.255.255.0")}, {}, {Addr: addr("10.0.0.1"), Mask: addr("255.0.255.0")}},
			Inet6: []procnet.Inet6Address{
				{Addr: addr("2001:db8::5"), Prefix: 64}, {Addr: addr("fe80::ff:fe00:a"), Prefix: 64},
			},
		},
		{
			Interface: &netdev.Interface{
				Name: "eth0:1", MTU: 1500, Hardware: unix.ARPHRD_ETHER, Address: [8]byte{2, 0, 0, 0, 0, 0xa}, Flags: unix.IFF_UP,
				Inet: &netdev.Inet{Addr: addr("192.0.2.6"), Mask: addr("255.255.255.255")},
			},
		},
		{
			Interface: &netdev.Interface{Name: "tun0", MTU: 1420, Hardware: unix.ARPHRD_NONE, Flags: unix.IFF_POINTOPOINT},
			Counters:  new(procnet.Device),
		},
	}
}

func TestInterfaces(t *testing.T) {
	for extend, want := range map[int]string{
		0: `Kernel Interface table
Iface    MTU  RX-OK  RX-ERR  RX-DRP  RX-OVR  TX-OK  TX-ERR  TX-DRP  TX-OVR  Flags
eth0    1500  98765       1       2       3  12345       4       5       6  UP,BROADCAST,RUNNING,MULTICAST
eth0:1  1500                                                                UP
tun0    1420      0       0       0       0      0       0       0       0  POINTOPOINT
`,
		1: `Kernel Interface table
Iface    MTU  RX-OK  RX-ERR  RX-DRP  RX-OVR  TX-OK  TX-ERR  TX-DRP  TX-OVR   RX-Bytes   TX-Bytes  Type    Hardware           Inet                   Inet6                              Flags
eth0    1500  98765       1       2       3  12345       4       5       6  123456789  987654321  ether   02:00:00:00:00:0a  192.0.2.5/24,10.0.0.1  2001:db8::5/64,fe80::ff:fe00:a/64  UP,BROADCAST,RUNNING,MULTICAST
eth0:1  1500                                                                                      ether   02:00:00:00:00:0a  192.0.2.6/32                                              UP
tun0    1420      0       0       0       0      0       0       0       0          0          0  unspec                                                                               POINTOPOINT
`,
	} {
		o := numeric()
		o.Extend = extend
		form, end := printing(t, o)
		form.Begin(format.Interfaces, format.Space{})
		for _, in := range interfaces() {
			form.Print(form.Rows(format.Space{}).AppendInterface(nil, in))
		}
		assert.Equal(t, want, end(), extend)
	}
}
