package names

import "net/netip"

// addHost reads a line of hosts(5) as glibc's nss_files does: the first name
// of the first line with an address is that address's name, whatever it
// consists of. For a question about IPv4 an IPv4-mapped address on a line is
// that IPv4 address, and ::1 is 127.0.0.1; a question about IPv6 is never
// answered by a line with an IPv4 address.
func addHost(names map[netip.Addr]string, line string) {
	text, rest := word(uncomment(line))
	addr, err := netip.ParseAddr(text)
	if err != nil || addr.Zone() != "" {
		return
	}
	name, _ := word(rest)
	name = printable(name)
	set := func(addr netip.Addr) {
		if _, taken := names[addr]; !taken {
			names[addr] = name
		}
	}
	set(addr)
	switch {
	case addr.Is4In6():
		set(addr.Unmap())
	case addr == netip.IPv6Loopback():
		set(netip.AddrFrom4([4]byte{127, 0, 0, 1}))
	}
}
