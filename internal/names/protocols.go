package names

// Protocol gives the name of an IP protocol, for a raw socket. Of several
// names the last wins, as in net-tools. A protocol without
// any is called by the "raw" service of its number, if there is one.
func (c *Cache) Protocol(protocol int) (string, bool) {
	if name, ok := c.protocols()[uint16(protocol)]; ok {
		return name, true
	}
	return c.Service(uint16(protocol), "raw")
}

// listProtocols lists all protocols as glibc's getprotoent does.
func (c *Cache) listProtocols() map[uint16]string {
	names := map[uint16]string{}
	enumerate(c.sources()[protocolNames], func(m *module) list[uint16] { return m.protocols }, func(n uint16, name string) { names[n] = name })
	return names
}

// addProtocol reads a line of protocols(5). Of a protocol's number net-tools
// compares the lower 16 bits.
func addProtocol(names map[uint16]string, line string) {
	name, rest := word(uncomment(line))
	digits, _ := word(rest)
	if protocol, ok := number(digits, 10); ok {
		names[uint16(protocol)] = printable(name)
	}
}
