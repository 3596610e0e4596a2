package netdev

import (
	"encoding/binary"

	"golang.org/x/sys/unix"
)

// Interface gives the flags and the MTU of an interface. Its error is the
// kernel's, ENODEV if there is no such interface.
func (s *Sockets) Interface(name string) (*Interface, error) {
	req, err := newRequest(name)
	if err != nil {
		return nil, err
	}
	if err := req.ask(s.inet, unix.SIOCGIFFLAGS); err != nil {
		return nil, err
	}
	in := &Interface{Name: name, Flags: req.Uint16()}
	if req.ask(s.inet, unix.SIOCGIFMTU) == nil {
		in.MTU = int32(req.Uint32())
	}
	return in, nil
}

// Details fills in the rest of an interface. What the kernel does not tell
// stays unknown.
func (s *Sockets) Details(in *Interface) {
	in.Hardware, in.QueueLength = unix.ARPHRD_VOID, -1
	req, err := newRequest(in.Name)
	if err != nil {
		return
	}
	if req.ask(s.inet, unix.SIOCGIFHWADDR) == nil {
		in.Hardware = req.family()
		copy(in.Address[:], req.address())
	}
	if in.Serial() {
		in.Keepalive = s.serialTime(req, getKeepalive)
		in.Outfill = s.serialTime(req, getOutfill)
	}
	if req.ask(s.inet, unix.SIOCGIFMAP) == nil {
		in.Map = req.deviceMap()
	}
	if req.ask(s.inet, unix.SIOCGIFTXQLEN) == nil {
		in.QueueLength = int32(req.Uint32())
	}
	in.Inet = s.inetOf(req)
	in.IPX = s.ipxOf(req)
	in.AppleTalk = s.appleTalkOf(req)
}

// Serial tells whether the interface is a serial line that speaks SLIP.
func (in *Interface) Serial() bool {
	switch in.Hardware {
	case unix.ARPHRD_SLIP, unix.ARPHRD_CSLIP, unix.ARPHRD_SLIP6, unix.ARPHRD_CSLIP6, unix.ARPHRD_ADAPT:
		return true
	}
	return false
}

// serialTime asks for one of the times of a serial line, a long of which
// net-tools takes an int.
func (s *Sockets) serialTime(req *request, number uint) int32 {
	if req.ask(s.inet, number) != nil {
		return 0
	}
	return int32(req.long())
}

func (s *Sockets) inetOf(req *request) *Inet {
	if req.ask(s.inet, unix.SIOCGIFADDR) != nil {
		return nil
	}
	in := &Inet{Addr: req.inet()}
	if req.ask(s.inet, unix.SIOCGIFDSTADDR) == nil {
		in.Peer = req.inet()
	}
	if req.ask(s.inet, unix.SIOCGIFBRDADDR) == nil {
		in.Broadcast = req.inet()
	}
	if req.ask(s.inet, unix.SIOCGIFNETMASK) == nil {
		in.Mask = req.inet()
	}
	return in
}

// ipxOf asks for an address of each kind of frame, which the request names in
// the field sipx_type of a struct sockaddr_ipx.
func (s *Sockets) ipxOf(req *request) []IPX {
	if s.ipx < 0 {
		return nil
	}
	var addresses []IPX
	for _, frame := range []IPXFrame{EthernetII, SNAP, IEEE8022, IEEE8023} {
		const kind = 12 // place of sipx_type in the address
		req.address()[kind] = byte(frame)
		if req.ask(s.ipx, unix.SIOCGIFADDR) != nil {
			continue
		}
		a := req.address()
		addresses = append(addresses, IPX{
			Frame:   frame,
			Network: binary.BigEndian.Uint32(a[2:]),
			Node:    [6]byte(a[6:]),
			Set:     req.family() == unix.AF_IPX,
		})
	}
	return addresses
}

// appleTalkOf asks for the address in a struct sockaddr_at.
func (s *Sockets) appleTalkOf(req *request) *AppleTalk {
	if s.appleTalk < 0 || req.ask(s.appleTalk, unix.SIOCGIFADDR) != nil {
		return nil
	}
	a := req.address()
	return &AppleTalk{
		Network: binary.BigEndian.Uint16(a[2:]),
		Node:    a[4],
		Set:     req.family() == unix.AF_APPLETALK,
	}
}
