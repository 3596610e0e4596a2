package netdev

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Sockets are what the kernel is asked through: an IPv4 socket, which will do
// for all that does not depend on an address family, and one of each other
// family that is asked about. A family that the kernel lacks is -1.
type Sockets struct {
	inet, ipx, appleTalk int
}

// Families tells which families to ask about beside IPv4.
type Families struct{ IPX, AppleTalk bool }

// Open opens the sockets, by a function like unix.Socket. Its error is that of
// the IPv4 socket; another family is left out when the kernel lacks it.
func Open(socket func(domain, typ, proto int) (int, error), families Families) (*Sockets, error) {
	open := func(wanted bool, domain int) int {
		if !wanted {
			return -1
		}
		fd, err := socket(domain, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			return -1
		}
		return fd
	}
	inet, err := socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("socket: %w", err)
	}
	return &Sockets{
		inet:      inet,
		ipx:       open(families.IPX, unix.AF_IPX),
		appleTalk: open(families.AppleTalk, unix.AF_APPLETALK),
	}, nil
}

// Close closes the sockets.
func (s *Sockets) Close() {
	for _, fd := range []int{s.inet, s.ipx, s.appleTalk} {
		if fd >= 0 {
			unix.Close(fd)
		}
	}
}

// manyNames is for how many interfaces Names asks at first.
const manyNames = 30

// Names gives the names of the interfaces that are up and have an IPv4
// address, one per address: names come twice, and names of aliases, such as
// "eth0:1", come too.
func (s *Sockets) Names() ([]string, error) {
	// A list that fills the room for it may have been cut short.
	for room := manyNames; ; room *= 2 {
		list, err := interfaceList(s.inet, room)
		if err != nil {
			return nil, fmt.Errorf("SIOCGIFCONF: %w", err)
		}
		if len(list) == room {
			continue
		}
		names := make([]string, len(list))
		for i := range list {
			names[i] = list[i].Name()
		}
		return names, nil
	}
}

// interfaceList asks for a struct ifconf with room for a number of interfaces.
func interfaceList(socket, room int) ([]unix.Ifreq, error) {
	list := make([]unix.Ifreq, room)
	size := unsafe.Sizeof(list[0])
	conf := struct {
		length int32 // in bytes
		list   *unix.Ifreq
	}{int32(uintptr(room) * size), &list[0]}
	_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(socket), unix.SIOCGIFCONF, uintptr(unsafe.Pointer(&conf)))
	runtime.KeepAlive(conf.list)
	if errno != 0 {
		return nil, errno
	}
	return list[:min(room, int(uintptr(conf.length)/size))], nil
}
