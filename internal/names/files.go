package names

import (
	"net/netip"
	"strconv"
	"strings"
)

// service is a port of a protocol.
type service struct {
	port     uint16
	protocol string
}

// Service gives the name of a port of "tcp" or "udp". Of several names in
// /etc/services the last wins, as in net-tools.
func (c *Cache) Service(port uint16, protocol string) (string, bool) {
	name, ok := c.services()[service{port, protocol}]
	return name, ok
}

// addService reads a line of services(5).
func addService(names map[service]string, line string) {
	fields := fieldsOf(line)
	if len(fields) < 2 {
		return
	}
	number, protocol, ok := strings.Cut(fields[1], "/")
	port, err := strconv.ParseUint(number, 0, 32)
	if !ok || err != nil {
		return
	}
	names[service{uint16(port), protocol}] = fields[0]
}

// Protocol gives the name of an IP protocol. Of several names in
// /etc/protocols the last wins, as in net-tools.
func (c *Cache) Protocol(number int) (string, bool) {
	name, ok := c.protocols()[number]
	return name, ok
}

// addProtocol reads a line of protocols(5).
func addProtocol(names map[int]string, line string) {
	fields := fieldsOf(line)
	if len(fields) < 2 {
		return
	}
	number, err := strconv.Atoi(fields[1])
	if err != nil {
		return
	}
	names[number] = fields[0]
}

// fieldsOf gives the words of a line up to a comment.
func fieldsOf(line string) []string {
	line, _, _ = strings.Cut(line, "#")
	return strings.Fields(line)
}

// User gives the name of a user. Of several names in /etc/passwd the first
// wins.
func (c *Cache) User(uid uint32) (string, bool) {
	name, ok := c.users()[uid]
	return name, ok
}

// addUser reads a line of passwd(5). It leaves out comments and the + and -
// lines that stand for other sources, as glibc's nss_files does.
func addUser(names map[uint32]string, line string) {
	fields := strings.Split(strings.TrimLeft(line, " \t"), ":")
	if len(fields) < 4 || strings.HasPrefix(fields[0], "#") || strings.HasPrefix(fields[0], "+") || strings.HasPrefix(fields[0], "-") {
		return
	}
	uid, err := strconv.ParseUint(strings.TrimLeft(fields[2], " "), 10, 32)
	if err != nil {
		return
	}
	if _, err := strconv.ParseUint(strings.TrimLeft(fields[3], " "), 10, 32); err != nil {
		return
	}
	if _, taken := names[uint32(uid)]; !taken {
		names[uint32(uid)] = fields[0]
	}
}

// Network gives the name of an IPv4 network, such as 10.0.0.0.
func (c *Cache) Network(addr netip.Addr) (string, bool) {
	if !addr.Is4() {
		return "", false
	}
	b := addr.As4()
	name, ok := c.networks()[uint32(b[0])<<24|uint32(b[1])<<16|uint32(b[2])<<8|uint32(b[3])]
	return name, ok
}

// addNetwork reads a line of networks(5). A network with fewer than four
// numbers is filled up with zeros.
func addNetwork(names map[uint32]string, line string) {
	fields := fieldsOf(line)
	if len(fields) < 2 {
		return
	}
	var network uint32
	parts := strings.Split(fields[1], ".")
	if len(parts) > 4 {
		return
	}
	for i := range 4 {
		var number uint64
		if i < len(parts) {
			var err error
			if number, err = strconv.ParseUint(parts[i], 0, 8); err != nil {
				return
			}
		}
		network = network<<8 | uint32(number)
	}
	if _, taken := names[network]; !taken {
		names[network] = fields[0]
	}
}
