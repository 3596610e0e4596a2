package format

import (
	"encoding/binary"
	"fmt"
	"strconv"

	"golang.org/x/sys/unix"
)

// Hardware is a type of interface, one of the ARPHRD_... of linux/if_arp.h.
type Hardware struct {
	Name, Title string
	// AppendAddress appends a hardware address of the type, of which the kernel
	// gives the first bytes; nil when none is printed.
	AppendAddress func(dst []byte, addr *[8]byte) []byte
}

// hardwareTypes are the types that net-tools knows.
var hardwareTypes = map[uint16]Hardware{
	unix.ARPHRD_NETROM:   {"netrom", "AMPR NET/ROM", appendCallsign},
	unix.ARPHRD_ETHER:    {"ether", "Ethernet", octets("%02x", ":", 6)},
	unix.ARPHRD_AX25:     {"ax25", "AMPR AX.25", appendCallsign},
	unix.ARPHRD_ARCNET:   {"arcnet", "ARCnet", octets("%02X", "", 1)},
	unix.ARPHRD_DLCI:     {"dlci", "Frame Relay DLCI", appendDLCI},
	unix.ARPHRD_EUI64:    {"eui64", "Generic EUI-64", octets("%02X", ":", 8)},
	unix.ARPHRD_SLIP:     {"slip", "Serial Line IP", nil},
	unix.ARPHRD_CSLIP:    {"cslip", "VJ Serial Line IP", nil},
	unix.ARPHRD_SLIP6:    {"slip6", "6-bit Serial Line IP", nil},
	unix.ARPHRD_CSLIP6:   {"cslip6", "VJ 6-bit Serial Line IP", nil},
	unix.ARPHRD_ADAPT:    {"adaptive", "Adaptive Serial Line IP", nil},
	unix.ARPHRD_ROSE:     {"rose", "AMPR ROSE", octets("%02x", "", 5)},
	unix.ARPHRD_X25:      {"x25", "generic X.25", appendTextAddress},
	unix.ARPHRD_PPP:      {"ppp", "Point-to-Point Protocol", nil},
	unix.ARPHRD_CISCO:    {"hdlc", "(Cisco)-HDLC", nil},
	unix.ARPHRD_LAPB:     {"lapb", "LAPB", nil},
	unix.ARPHRD_TUNNEL:   {"tunnel", "IPIP Tunnel", octets("", "", 0)},
	unix.ARPHRD_FRAD:     {"frad", "Frame Relay Access Device", nil},
	unix.ARPHRD_LOOPBACK: {"loop", "Local Loopback", nil},
	unix.ARPHRD_FDDI:     {"fddi", "Fiber Distributed Data Interface", octets("%02X", "-", 6)},
	unix.ARPHRD_SIT:      {"sit", "IPv6-in-IPv4", nil},
	unix.ARPHRD_HIPPI:    {"hippi", "HIPPI", octets("%02X", ":", 6)},
	unix.ARPHRD_ASH:      {"ash", "Ash", appendAsh},
	unix.ARPHRD_ECONET:   {"ec", "Econet", nil},
	unix.ARPHRD_IRDA:     {"irda", "IrLAP", appendIrDA},
}

// unspecified stands for every other type. It shows more of an address than
// net-tools asks the kernel for, and the rest as zeros.
var unspecified = Hardware{"unspec", "UNSPEC", func(dst []byte, addr *[8]byte) []byte {
	return append(octets("%02X", "-", 8)(dst, addr), "-00-00-00-00-00-00-00-00"...)
}}

// HardwareOf gives a type of interface by its number, and whether net-tools
// knows it. It calls every other unspec.
func HardwareOf(number uint16) (kind Hardware, known bool) {
	kind, known = hardwareTypes[number]
	if !known {
		kind = unspecified
	}
	return kind, known
}

// AppendUnknownAddress appends what the kernel gives of the address of a type
// that net-tools does not know.
func AppendUnknownAddress(dst []byte, addr *[8]byte) []byte {
	return octets("%02x", ":", len(addr))(dst, addr)
}

// octets gives a way to print the first bytes of an address.
func octets(verb, separator string, count int) func(dst []byte, addr *[8]byte) []byte {
	return func(dst []byte, addr *[8]byte) []byte {
		for i, b := range addr[:count] {
			if i > 0 {
				dst = append(dst, separator...)
			}
			dst = fmt.Appendf(dst, verb, b)
		}
		return dst
	}
}

// appendCallsign appends an amateur radio call sign: six characters, each
// shifted by a bit and padded with blanks, and a station number.
func appendCallsign(dst []byte, addr *[8]byte) []byte {
	for _, b := range addr[:6] {
		c := b >> 1
		if c == 0 || c == ' ' {
			break
		}
		dst = append(dst, c)
	}
	if station := addr[6] >> 1 & 0xf; station != 0 {
		dst = fmt.Appendf(dst, "-%d", station)
	}
	return dst
}

// appendDLCI appends the number of a connection, a short in C.
func appendDLCI(dst []byte, addr *[8]byte) []byte {
	return strconv.AppendInt(dst, int64(int16(binary.NativeEndian.Uint16(addr[:]))), 10)
}

// appendTextAddress appends an address that is text.
func appendTextAddress(dst []byte, addr *[8]byte) []byte {
	for _, b := range addr {
		if b == 0 {
			break
		}
		dst = append(dst, b)
	}
	return dst
}

// appendAsh appends 64 digits, one of each byte of an address of which the
// kernel gives 8: the first that C prints of the byte as a signed number.
func appendAsh(dst []byte, addr *[8]byte) []byte {
	dst = append(dst, '[')
	for _, b := range addr {
		dst = append(dst, fmt.Sprintf("%x", uint32(int8(b)))[0])
	}
	return fmt.Appendf(dst, "%056d]", 0)
}

// appendIrDA appends four bytes, the last first, each of which C prints as a
// signed number, in the room that net-tools has for them.
func appendIrDA(dst []byte, addr *[8]byte) []byte {
	text := ""
	for i := 3; i >= 0; i-- {
		text += fmt.Sprintf("%02x:", uint32(int8(addr[i])))
	}
	return append(dst, text[:len("xx:xx:xx:xx")]...)
}
