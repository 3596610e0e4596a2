package netns

import "path/filepath"

// Config says where namespaces are looked for. The zero value means the
// places where Linux and ip-netns(8) keep them.
type Config struct {
	// Proc is where procfs is mounted: "/proc".
	Proc string
	// Home is the directory below Proc of a process that lives in the namespace
	// which is called the program's own: "self". It is "1" where the procfs is
	// that of a host, mounted in a container.
	Home string
	// Dirs hold one file for each named namespace, its name being the
	// file's: "/run/netns" and "/var/run/netns". The first that has a name
	// decides which namespace it means.
	Dirs []string
}

func (c Config) withDefaults() Config {
	if c.Proc == "" {
		c.Proc = "/proc"
	}
	if c.Home == "" {
		c.Home = self
	}
	if c.Dirs == nil {
		c.Dirs = []string{"/run/netns", "/var/run/netns"}
	}
	return c
}

// ownProc is where a program finds itself, whatever procfs it looks at: in
// that of a PID namespace that the program is not in, self leads nowhere.
const ownProc = "/proc"

// self is the directory in a procfs of whoever looks at it.
const self = "self"

// ownTable returns the path of a table of the program's own namespace.
func (c Config) ownTable(name string) string {
	if c.Home == self {
		return c.table(name)
	}
	return filepath.Join(c.Proc, c.Home, "net", name)
}

// table returns the name under which a table is known to whoever lives in the
// namespace, which is how errors name it.
func (c Config) table(name string) string {
	return filepath.Join(c.Proc, "net", name)
}
