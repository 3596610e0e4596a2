package names

import (
	"path/filepath"
	"slices"
	"strings"
)

// Ports gives the ports that a service has, with any protocol: those that
// Service gives this name, and those that services(5) gives it, as an alias too,
// beside others.
func (c *Cache) Ports(name string) (ports []uint16) {
	add := func(port uint16) {
		if at, known := slices.BinarySearch(ports, port); !known && port != 0 {
			ports = slices.Insert(ports, at, port)
		}
	}
	for s, known := range c.services() {
		if known == name {
			add(s.port)
		}
	}
	lines, _ := linesOf(filepath.Join(c.etc, "services"))
	for line := range lines {
		names := strings.Fields(uncomment(line))
		if !slices.Contains(names, name) {
			continue
		}
		found := map[service]string{}
		addService(found, line)
		for s := range found {
			add(s.port)
		}
	}
	return ports
}
