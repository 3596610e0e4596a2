package netstat

import "net/netip"

// Options says what is listed, and where it is found. The zero value means all of
// the network namespace that the program runs in. Every part narrows the list: a
// row is given if it fits all of them, and what does not fit costs no allocation.
type Options struct {
	// Protocols says which internet sockets are listed; 0 means all. It matters
	// to Sockets only.
	Protocols Protocol
	// Families says of which address families routes, groups and counters are
	// listed; 0 means both.
	Families Family

	// Listening limits the list to sockets that wait for a peer to come, as
	// netstat -l does: those of tcp without a remote port, those of other
	// protocols without a remote address, endpoints of sctp, and unix sockets
	// that accept connections. It is quick however many connections exist.
	Listening bool
	// States limits it to internet sockets in one of these states.
	States []SkState
	// UnixStates limits it to unix sockets in one of these states.
	UnixStates []UnixState
	// Ports limits it to internet sockets with one of these ports at either end.
	// Raw sockets and unix sockets have none.
	Ports []PortRange
	// Tuple limits it to the socket with these two ends. One of sctp may have them
	// among several addresses.
	Tuple *Tuple
	// PIDs limits it to sockets of these processes, and Programs to those of
	// processes with one of these names, as netstat -p shows them, or as they are
	// called in short: "nginx" also stands for "nginx: master process". Both
	// search for owners as Owners does.
	PIDs     []int
	Programs []string

	// Owners tells to look for the process that has each socket. That takes
	// reading the links in /proc/PID/fd of all processes, which is most of
	// the work on a system with many.
	Owners bool
	// AllOwners tells to look for all processes that have each socket, and to fill
	// the field Owners of rows besides Process. It allocates a slice for each row.
	AllOwners bool
	// Executables and Cgroups tell to fill these fields of Process.
	Executables, Cgroups bool
	// Details tells to fill the fields Details of Socket and SCTPSocket, for which the
	// tables below /proc/net are read to their ends. Without it the kernel is asked by sock_diag(7) where
	// that is possible, which takes it a third of the time. It allocates for each row.
	Details bool

	// Extras tells to fill Socket.Extras and what a UnixSocket has of its peer,
	// which only sock_diag(7) tells. It allocates for each row, and takes
	// CAP_SYS_ADMIN in any network namespace but the program's own.
	Extras bool
	// TCPInfo tells to fill Extras.TCP too, and so the other fields.
	TCPInfo bool

	// NetNS lists network namespaces that are looked into instead of the
	// program's own: by a name given by ip-netns(8), by the absolute path of
	// a namespace file (namespaces(7)), or by the PID of a process. What is
	// made of digits is a PID only if there is no such name. Names that come
	// from strangers are better left to NetNSNames.
	NetNS []string
	// NetNSNames lists such namespaces too, by nothing but a name.
	NetNSNames []string
	// NetNSPIDs lists processes whose network namespaces are looked into
	// instead of the program's own. It takes no right to ask other users'
	// processes: what can be read without is listed.
	NetNSPIDs []int
	// AllNetNS tells to look into all network namespaces: those that have a name,
	// and those that any mount, process, thread or descriptor keeps. No namespace
	// is listed twice.
	AllNetNS bool

	// Gaps, if it is not nil, is called once in each listing, before its first
	// row. It tells what could not be looked at: the zero Gaps means that nothing
	// was left out for that reason.
	Gaps func(Gaps)

	// ProcRoot is the directory where procfs is mounted; "" means "/proc". A
	// program in a container can look at its host through a mount of the
	// host's procfs. It has to name a PID then, 1 for the host's own network
	// namespace: wherever procfs is mounted, "net" in it is a link to
	// "self/net" and shows the reader's namespace.
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

// PortRange is a range of ports, both ends in it.
type PortRange struct{ First, Last uint16 }

// Tuple is both ends of a connection. An IPv4 address stands for itself and for the
// same in an IPv6 socket, where it is mapped.
type Tuple struct{ Local, Remote netip.AddrPort }

func (o *Options) wants(p Protocol) bool { return o.Protocols == 0 || o.Protocols&p != 0 }

func (o *Options) wantsFamily(f Family) bool { return o.Families == 0 || o.Families&f != 0 }
