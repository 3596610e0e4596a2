package netstat

import (
	"context"
	"fmt"
	"iter"
	"net"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

func interfaces(ctx context.Context, o Options) iter.Seq2[Interface, error] {
	proc := o.config().Proc
	return eachSpace(ctx, o, func(s *space, yield func(Interface, error) bool) bool {
		found, err := s.interfaces()
		for i := range found {
			if !yield(found[i], nil) {
				return false
			}
		}
		if err != nil {
			err = s.explain(proc, err)
		}
		return err == nil || yield(Interface{}, err)
	})
}

// interfaces gives the interfaces of the namespace. With an error come those that
// were asked before it.
func (s *space) interfaces() ([]Interface, error) {
	sockets, err := netdev.Open(s.namespace.Socket, netdev.Families{})
	if err != nil {
		return nil, err
	}
	defer sockets.Close()
	devices, err := procnet.ReadDevices(s.namespace)
	if err != nil {
		return nil, err
	}
	names, err := sockets.Names() // those of aliases are nowhere else
	if err != nil {
		return nil, err
	}
	traffic := make(map[string]*Traffic, len(devices))
	for i := range devices {
		names = append(names, devices[i].Name)
		traffic[devices[i].Name] = newTraffic(&devices[i])
	}
	inet, err := netdev.InetAddresses(s.namespace.Socket)
	if err != nil {
		return nil, err
	}
	inet6, err := s.inet6Addresses()
	if err != nil {
		return nil, err
	}
	var found []Interface
	for _, name := range netdev.InOrder(names) {
		in, err := sockets.Interface(name)
		if err == unix.ENODEV {
			continue // it has just gone
		}
		if err != nil {
			return found, fmt.Errorf("interface %q: %w", name, err)
		}
		sockets.Details(in)
		found = append(found, Interface{
			Name:            name,
			Index:           int(sockets.Index(name)),
			Flags:           in.Flags,
			MTU:             int(in.MTU),
			QueueLength:     int(in.QueueLength),
			HardwareType:    in.Hardware,
			HardwareAddress: hardwareAddress(in),
			Inet:            inetAddresses(inet[name]),
			Inet6:           inet6[name],
			Traffic:         traffic[name],
			NetNS:           s.public.Label,
			Namespace:       s.public,
		})
	}
	return found, nil
}

// hardwareAddress gives the address of Ethernet and of what has addresses of the
// same length.
func hardwareAddress(in *netdev.Interface) net.HardwareAddr {
	const length = 6
	if in.Hardware != unix.ARPHRD_ETHER || in.Address == [8]byte{} {
		return nil
	}
	return append(net.HardwareAddr(nil), in.Address[:length]...)
}

func inetAddresses(of []netdev.Inet) (addresses []InterfaceAddress) {
	for _, a := range of {
		addresses = append(addresses, InterfaceAddress{Addr: a.Addr, Bits: prefixLength(a.Mask), Broadcast: a.Broadcast, Peer: a.Peer})
	}
	return addresses
}

// inet6Addresses gives the IPv6 addresses by the names of interfaces. A kernel
// without IPv6 has none.
func (s *space) inet6Addresses() (map[string][]InterfaceAddress, error) {
	rows, err := procnet.ReadInet6Addresses(s.namespace)
	if err != nil && !netns.Lacks(err) {
		return nil, err
	}
	addresses := make(map[string][]InterfaceAddress)
	for _, row := range rows {
		addresses[row.Interface] = append(addresses[row.Interface], InterfaceAddress{Addr: row.Addr, Bits: int(row.Prefix), Scope: row.Scope})
	}
	return addresses, nil
}

func newTraffic(d *procnet.Device) *Traffic {
	rx, tx := &d.Receive, &d.Transmit
	return &Traffic{
		RxBytes: rx.Bytes, RxPackets: rx.Packets, RxErrors: rx.Errors, RxDropped: rx.Dropped,
		RxOverruns: rx.Overruns, RxFrame: rx.Frame, RxCompressed: rx.Compressed, RxMulticast: rx.Multicast,
		TxBytes: tx.Bytes, TxPackets: tx.Packets, TxErrors: tx.Errors, TxDropped: tx.Dropped,
		TxOverruns: tx.Overruns, TxCollisions: tx.Collisions, TxCarrier: tx.Carrier, TxCompressed: tx.Compressed,
	}
}
