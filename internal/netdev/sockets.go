package netdev

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// ErrNoInet says that there is no IPv4 socket to ask for the names through.
var ErrNoInet = errors.New("no inet socket available")

// Sockets are what the kernel is asked through, one of each address family. A
// family that the kernel lacks is -1.
type Sockets struct {
	inet, inet6, ipx, appleTalk int
}

// Families tells which families to ask about beside IPv4.
type Families struct{ Inet6, IPX, AppleTalk bool }

// Open opens the sockets, by a function like unix.Socket. A family that the
// kernel lacks is left out, unless that leaves neither IPv4 nor IPv6.
func Open(socket func(domain, typ, proto int) (int, error), families Families) (*Sockets, error) {
	open := func(domain int) (int, error) {
		fd, err := socket(domain, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			return -1, fmt.Errorf("socket: %w", err)
		}
		return fd, nil
	}
	s := &Sockets{-1, -1, -1, -1}
	var err error
	s.inet, err = open(unix.AF_INET)
	if families.Inet6 {
		s.inet6, _ = open(unix.AF_INET6)
	}
	if s.any() < 0 {
		return nil, err
	}
	if families.IPX {
		s.ipx, _ = open(unix.AF_IPX)
	}
	if families.AppleTalk {
		s.appleTalk, _ = open(unix.AF_APPLETALK)
	}
	return s, nil
}

// any gives the socket for what does not depend on an address family.
func (s *Sockets) any() int {
	if s.inet >= 0 {
		return s.inet
	}
	return s.inet6
}

// Close closes the sockets.
func (s *Sockets) Close() {
	for _, fd := range []int{s.inet, s.inet6, s.ipx, s.appleTalk} {
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
	if s.inet < 0 {
		return nil, ErrNoInet
	}
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
