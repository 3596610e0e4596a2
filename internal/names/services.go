package names

import "strings"

// service is a port of a protocol.
type service struct {
	port     uint16
	protocol string
}

// Service gives the name of a port of "tcp" or "udp". Of several names the
// last wins, as in net-tools; aliases count for nothing.
func (c *Cache) Service(port uint16, protocol string) (string, bool) {
	name, ok := c.services()[service{port, protocol}]
	return name, ok
}

// listServices lists all services as glibc's getservent does.
func (c *Cache) listServices() map[service]string {
	names := map[service]string{}
	enumerate(c.sources()[serviceNames], func(m *module) list[service] { return m.services }, func(s service, name string) { names[s] = name })
	return names
}

// addService reads a line of services(5). Of a port's number the lower 16 bits
// count, as they do in glibc.
func addService(names map[service]string, line string) {
	name, rest := word(uncomment(line))
	digits, protocol, _ := strings.Cut(rest, "/")
	port, ok := number(digits, 0)
	if !ok {
		return
	}
	protocol, _ = word(strings.TrimLeft(protocol, "/"))
	names[service{uint16(port), protocol}] = printable(name)
}
