package netdev

import (
	"encoding/binary"
	"net/netip"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Requests that golang.org/x/sys/unix has no name for: linux/if_slip.h.
const (
	getKeepalive = unix.SIOCDEVPRIVATE + 1
	getOutfill   = unix.SIOCDEVPRIVATE + 3
)

// A request is a struct ifreq: the name of an interface and, when the kernel
// has answered, one piece of data about it.
type request struct{ unix.Ifreq }

func newRequest(name string) (*request, error) {
	ifreq, err := unix.NewIfreq(name)
	if err != nil {
		return nil, err
	}
	return &request{*ifreq}, nil
}

// ask sends the request to the kernel. The answer replaces the data of the one
// before; the name stays.
func (r *request) ask(socket int, number uint) error {
	return unix.IoctlIfreq(socket, number, &r.Ifreq)
}

// sizeofAddress is the size of a struct sockaddr.
const sizeofAddress = unix.SizeofSockaddrInet4

// data gives the bytes of the request behind its name.
func (r *request) data() []byte {
	whole := unsafe.Slice((*byte)(unsafe.Pointer(&r.Ifreq)), unsafe.Sizeof(r.Ifreq))
	return whole[unix.IFNAMSIZ:]
}

// family gives the address family of the struct sockaddr in the answer.
func (r *request) family() uint16 { return binary.NativeEndian.Uint16(r.data()) }

// address gives the struct sockaddr in the answer behind its family.
func (r *request) address() []byte { return r.data()[2:sizeofAddress] }

// inet gives the IPv4 address in the answer, or the zero Addr if it is of
// another family.
func (r *request) inet() netip.Addr {
	b, err := r.Inet4Addr()
	if err != nil {
		return netip.Addr{}
	}
	return netip.AddrFrom4([4]byte(b))
}

// long gives the number in the answer, which is of the machine's size.
func (r *request) long() uintptr { return *(*uintptr)(unsafe.Pointer(&r.data()[0])) }

// deviceMap gives the struct ifmap in the answer, the numbers in it being of
// the machine's size.
func (r *request) deviceMap() Map {
	m := (*struct {
		memoryStart, memoryEnd uintptr
		base                   uint16
		interrupt, dma, port   uint8
	})(unsafe.Pointer(&r.data()[0]))
	return Map{
		MemoryStart: uint64(m.memoryStart),
		MemoryEnd:   uint64(m.memoryEnd),
		Base:        m.base,
		Interrupt:   m.interrupt,
		DMA:         m.dma,
		Port:        m.port,
	}
}
