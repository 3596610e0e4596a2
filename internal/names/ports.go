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
	for s, known := range c.services() {
		if known == name {
			ports = append(ports, s.port)
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
			ports = append(ports, s.port)
		}
	}
	slices.Sort(ports)
	return slices.DeleteFunc(slices.Compact(ports), func(port uint16) bool { return port == 0 })
}
