package differential

import (
	"encoding/binary"
	"net/netip"

	"golang.org/x/sys/unix"
)

// A kernel is what a fake kernel knows of interfaces. Requests and structures
// are those of netdevice(7), on a 64-bit machine.
type kernel struct {
	Families map[int]bool // the families it has sockets of
	Listed   []string     // what SIOCGIFCONF names
	ListErr  unix.Errno   // why SIOCGIFCONF fails
	Devices  map[string]*device
}

// A device is an interface of a fake kernel.
type device struct {
	Flags                       uint16
	MTU, Queue                  int32
	Hardware                    uint16
	Address                     [14]byte
	Map                         [24]byte
	Outfill, Keepalive          uint64
	Inet, Mask, Broadcast, Peer netip.Addr
	Other                       map[int][14]byte // addresses by family; IPX's by frame, as -frame
	Errors                      map[uint64]unix.Errno
}

const (
	sizeofIfreq  = 40
	getKeepalive = unix.SIOCDEVPRIVATE + 1
	getOutfill   = unix.SIOCDEVPRIVATE + 3
	ipxTypePlace = 14 // of sipx_type in struct sockaddr_ipx
)

// ioctl answers a call with the memory of the caller at hand.
func (k *kernel) ioctl(family int, request, at uint64, m memory) unix.Errno {
	if request == unix.SIOCGIFCONF {
		return k.list(at, m)
	}
	ifreq := make([]byte, sizeofIfreq)
	if m.read(at, ifreq) != nil {
		return unix.EFAULT
	}
	d, ok := k.Devices[unix.ByteSliceToString(ifreq[:unix.IFNAMSIZ])]
	if !ok {
		return unix.ENODEV
	}
	if errno := d.Errors[request]; errno != 0 {
		return errno
	}
	if errno := d.answer(family, request, ifreq[unix.IFNAMSIZ:]); errno != 0 {
		return errno
	}
	if m.write(at, ifreq) != nil {
		return unix.EFAULT
	}
	return 0
}

// answer writes what the device answers over the data of a request.
func (d *device) answer(family int, request uint64, data []byte) unix.Errno {
	order := binary.NativeEndian
	switch request {
	case unix.SIOCGIFFLAGS:
		order.PutUint16(data, d.Flags)
	case unix.SIOCGIFMTU:
		order.PutUint32(data, uint32(d.MTU))
	case unix.SIOCGIFTXQLEN:
		order.PutUint32(data, uint32(d.Queue))
	case unix.SIOCGIFHWADDR:
		order.PutUint16(data, d.Hardware)
		copy(data[2:], d.Address[:])
	case unix.SIOCGIFMAP:
		copy(data, d.Map[:])
	case getOutfill:
		order.PutUint64(data, d.Outfill)
	case getKeepalive:
		order.PutUint64(data, d.Keepalive)
	case unix.SIOCGIFADDR:
		if family != unix.AF_INET {
			return d.answerOther(family, data)
		}
		return putInet(data, d.Inet)
	case unix.SIOCGIFNETMASK:
		return putInet(data, d.Mask)
	case unix.SIOCGIFBRDADDR:
		return putInet(data, d.Broadcast)
	case unix.SIOCGIFDSTADDR:
		return putInet(data, d.Peer)
	default:
		return unix.EOPNOTSUPP
	}
	return 0
}

func putInet(data []byte, addr netip.Addr) unix.Errno {
	if !addr.IsValid() {
		return unix.EADDRNOTAVAIL
	}
	clear(data[:unix.SizeofSockaddrInet4])
	binary.NativeEndian.PutUint16(data, unix.AF_INET)
	copy(data[4:], addr.AsSlice())
	return 0
}

func (d *device) answerOther(family int, data []byte) unix.Errno {
	key := family
	if family == unix.AF_IPX {
		key = -int(data[ipxTypePlace])
	}
	addr, ok := d.Other[key]
	if !ok {
		return unix.EADDRNOTAVAIL
	}
	binary.NativeEndian.PutUint16(data, uint16(family))
	copy(data[2:], addr[:])
	return 0
}

// list answers SIOCGIFCONF: as many interfaces as there is room for.
func (k *kernel) list(at uint64, m memory) unix.Errno {
	if k.ListErr != 0 {
		return k.ListErr
	}
	order := binary.NativeEndian
	ifconf := make([]byte, 16)
	if m.read(at, ifconf) != nil {
		return unix.EFAULT
	}
	room := int(order.Uint32(ifconf)) / sizeofIfreq
	names := k.Listed[:min(room, len(k.Listed))]
	list := make([]byte, len(names)*sizeofIfreq)
	for i, name := range names {
		copy(list[i*sizeofIfreq:], name)
	}
	order.PutUint32(ifconf, uint32(len(list)))
	if len(list) > 0 && m.write(order.Uint64(ifconf[8:]), list) != nil || m.write(at, ifconf) != nil {
		return unix.EFAULT
	}
	return 0
}
