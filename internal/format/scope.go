package format

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A Scope says how far an address means the same host. It is told by the address
// alone, so that it is no claim about who reaches a socket: that is up to routes,
// firewalls and proxies too.
type Scope uint8

// Scopes, from narrow to wide. The words for them are String's.
const (
	NoScope   Scope = iota // of no address
	Loopback               // 127.0.0.0/8, ::1
	LinkLocal              // 169.254.0.0/16, fe80::/10
	Reserved               // not for use, or not outside an example, a benchmark, a protocol
	Private                // RFC 1918, and the unique local addresses of RFC 4193
	Shared                 // 100.64.0.0/10, between a carrier and its customers
	Multicast              // 224.0.0.0/4, ff00::/8, whatever its own scope is
	Global                 // all others, which the Internet may reach
	Any                    // 0.0.0.0 and ::, all addresses that the host has
)

// String gives the word for a scope, "" for that of no address.
func (s Scope) String() string {
	return [...]string{
		"", "loopback", "link-local", "reserved", "private", "shared", "multicast", "global", "any",
	}[s]
}

// IsWide tells whether what listens there may be meant for the Internet.
func (s Scope) IsWide() bool { return s >= Global }

// ScopeOf gives the scope of an address by the tables of RFC 6890, as IANA keeps
// them: what they call globally reachable is global, and so is what they leave
// open, as of 6to4 and Teredo, and all of which they say nothing. An IPv4 address
// in an IPv6 one, ::ffff:a.b.c.d, has its own scope.
func ScopeOf(addr netip.Addr) Scope {
	switch addr = addr.Unmap(); {
	case addr.Is4():
		return scopeOf4(addr.As4())
	case addr.Is6():
		return scopeOf6(addr.As16())
	}
	return NoScope
}

// ScopeOfSCTP gives the widest of the scopes of the addresses in a list, as
// procnet.NextSCTPAddr reads it.
func ScopeOfSCTP(list []byte) (widest Scope) {
	for addr, rest := procnet.NextSCTPAddr(list); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
		widest = max(widest, ScopeOf(addr))
	}
	return widest
}

func scopeOf4(a [4]byte) Scope {
	switch {
	case a == [4]byte{}:
		return Any
	case a[0] == 127:
		return Loopback
	case a[0] == 10, a[0] == 172 && a[1]&0xf0 == 16, a[0] == 192 && a[1] == 168:
		return Private
	case a[0] == 169 && a[1] == 254:
		return LinkLocal
	case a[0] == 100 && a[1]&0xc0 == 64:
		return Shared
	case a[0]&0xf0 == 224:
		return Multicast
	case a[0] == 0, a[0] >= 240, // this network; for later, and broadcasts
		a[0] == 198 && a[1]&0xfe == 18: // benchmarks: RFC 2544
		return Reserved
	}
	switch [3]byte(a[:3]) {
	case [3]byte{192, 0, 2}, [3]byte{198, 51, 100}, [3]byte{203, 0, 113}: // documentation: RFC 5737
		return Reserved
	case [3]byte{192, 0, 0}: // protocols of the IETF, of which two have anycast addresses: RFC 7723, RFC 8155
		if a[3] != 9 && a[3] != 10 {
			return Reserved
		}
	}
	return Global
}

func scopeOf6(a [16]byte) Scope {
	switch {
	case a == [16]byte{}:
		return Any
	case a == [16]byte{15: 1}:
		return Loopback
	case a[0]&0xfe == 0xfc:
		return Private
	case a[0] == 0xfe && a[1]&0xc0 == 0x80:
		return LinkLocal
	case a[0] == 0xff:
		return Multicast
	case a[0] == 0x20 && a[1] == 0x01 && a[2] <= 1 && !isOfProtocol(a),
		[4]byte(a[:4]) == [4]byte{0x20, 0x01, 0x0d, 0xb8},             // documentation: RFC 3849
		[2]byte(a[:2]) == [2]byte{0x3f, 0xff} && a[2]&0xf0 == 0,       // documentation: RFC 9637
		[2]byte(a[:2]) == [2]byte{0x5f, 0x00},                         // segment routing: RFC 9602
		[7]byte(a[:7]) == [7]byte{0x01} && a[7] <= 1,                  // what is discarded: RFC 6666, RFC 9780
		[6]byte(a[:6]) == [6]byte{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}: // translation inside a network: RFC 8215
		return Reserved
	}
	return Global
}

// isOfProtocol tells whether an address of 2001::/23, where the IETF has its
// protocols, is of one that is at home on the Internet.
func isOfProtocol(a [16]byte) bool {
	switch [2]byte(a[2:4]) {
	case [2]byte{0, 0}, [2]byte{0, 3}: // Teredo; AMT: RFC 7450
		return true
	case [2]byte{0, 1}: // anycast addresses of PCP, TURN and DNS-SD
		return [11]byte(a[4:15]) == [11]byte{} && 1 <= a[15] && a[15] <= 3
	case [2]byte{0, 4}: // AS112: RFC 7535
		return a[4] == 0x01 && a[5] == 0x12
	}
	return a[2] == 0 && (a[3]&0xf0 == 0x20 || a[3]&0xf0 == 0x30) // ORCHIDv2: RFC 7343; DETs of drones: RFC 9374
}
