// Package names turns numbers into names: ports, protocols, users, networks
// and hosts. It reads the files of /etc and asks the resolver, each only when
// a name is first wanted and once per Cache, and never prints or decides
// whether a name is wanted.
package names

import (
	"bufio"
	"net"
	"os"
	"path/filepath"
	"sync"
)

// Cache holds the names found so far. It is safe for concurrent use.
type Cache struct {
	etc       string
	services  func() map[service]string
	protocols func() map[int]string
	users     func() map[uint32]string
	networks  func() map[uint32]string
	hosts     hosts
}

// New makes a Cache that reads the name files in etc, which is "/etc" but in
// tests, and asks the host's resolver. It does nothing until a name is wanted.
func New(etc string) *Cache {
	c := &Cache{etc: etc}
	c.services = sync.OnceValue(func() map[service]string { return readFile(c.etc, "services", addService) })
	c.protocols = sync.OnceValue(func() map[int]string { return readFile(c.etc, "protocols", addProtocol) })
	c.users = sync.OnceValue(func() map[uint32]string { return readFile(c.etc, "passwd", addUser) })
	c.networks = sync.OnceValue(func() map[uint32]string { return readFile(c.etc, "networks", addNetwork) })
	c.hosts.resolver = net.DefaultResolver
	return c
}

// readFile reads a name file line by line. A file that cannot be read has no
// names, as in glibc's nss_files.
func readFile[K comparable](etc, name string, add func(names map[K]string, line string)) map[K]string {
	names := map[K]string{}
	file, err := os.Open(filepath.Join(etc, name))
	if err != nil {
		return names
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		add(names, lines.Text())
	}
	return names
}
