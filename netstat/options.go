package netstat

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/netns"
)

// Protocol is a set of protocols, each of which has a table of its own. One
// of IPv6 has "6" in its name; its sockets may speak to IPv4 hosts too, whose
// addresses are mapped then ([net/netip.Addr.Unmap]).
type Protocol uint8

// The protocols, in the order in which their tables are listed.
const (
	TCP Protocol = 1 << iota
	TCP6
	UDP
	UDP6
	UDPLite
	UDPLite6
	Raw
	Raw6
)

// socketTables are the tables of internet sockets. That of the protocol 1<<i
// is at i.
var socketTables = [...]engine.InternetTable{
	engine.TCP, engine.TCP6, engine.UDP, engine.UDP6,
	engine.UDPLite, engine.UDPLite6, engine.Raw, engine.Raw6,
}

// String returns the name of the protocol's table below /proc/net, such as
// "tcp6". The names of several are joined by "|".
func (p Protocol) String() string {
	var names []string
	for i, table := range socketTables {
		if p == 1<<i {
			return table.Name()
		}
		if p&(1<<i) != 0 {
			names = append(names, table.Name())
		}
	}
	return strings.Join(names, "|")
}

// Options says which sockets are listed, and where they are found. The zero
// value means all sockets of the network namespace that the program runs in.
type Options struct {
	// Protocols says which internet sockets are listed; 0 means all. It does
	// not matter to UnixSockets.
	Protocols Protocol
	// Listening limits the list to sockets that wait for a peer to come, as
	// netstat -l does: those of tcp without a remote port, those of other
	// protocols without a remote address, and unix sockets that accept
	// connections. The kernel lists listeners of tcp first, and its table is
	// not read any further, so this is quick however many connections exist.
	Listening bool
	// Owners tells to look for the process that has each socket. That takes
	// reading the links in /proc/PID/fd of all processes, which is most of
	// the work on a system with many.
	Owners bool

	// NetNS lists network namespaces that are looked into instead of the
	// program's own: by a name given by ip-netns(8), by the absolute path of
	// a namespace file (namespaces(7)), or by the PID of a process. What is
	// made of digits is a PID only if there is no such name.
	NetNS []string
	// NetNSPIDs lists processes whose network namespaces are looked into
	// instead of the program's own.
	NetNSPIDs []int
	// AllNetNS tells to look into all network namespaces that have a name,
	// or in which a process lives. No namespace is listed twice.
	AllNetNS bool

	// ProcRoot is the directory where procfs is mounted; "" means "/proc". A
	// program in a container can look at its host through a mount of the
	// host's procfs. It has to name a PID then, 1 for the host's own network
	// namespace: wherever procfs is mounted, "net" in it is a link to
	// "self/net" and shows the reader's namespace. Learning the namespace of
	// the host's processes takes CAP_SYS_PTRACE.
	//
	// In the procfs of a PID namespace that the program is not in, such as
	// that of a container, "self" leads nowhere. None of the namespaces found
	// there counts as the program's own then, and listing that one, which
	// happens without a choice, is an error. Names are looked up and entered
	// through the program's own /proc, wherever ProcRoot is.
	ProcRoot string
	// NetNSDirs are the directories in which names of network namespaces are
	// looked up; nil means "/run/netns" and "/var/run/netns".
	NetNSDirs []string
}

func (o *Options) config() netns.Config {
	c := netns.Config{Proc: o.ProcRoot, Dirs: o.NetNSDirs}
	if c.Proc == "" {
		c.Proc = "/proc"
	}
	return c
}

// filter gives what is listed of each table.
func (o *Options) filter() engine.Filter {
	if o.Listening {
		return engine.Filter{Which: engine.Listening}
	}
	return engine.Filter{Which: engine.All}
}

func (o *Options) wants(p Protocol) bool { return o.Protocols == 0 || o.Protocols&p != 0 }
