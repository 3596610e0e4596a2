// Package netstat lists the sockets of a Linux system as netstat(8) does, and its
// routes, interfaces, counters and multicast groups: in come the kernel's tables
// below /proc/net and answers of sock_diag(7), of one network namespace, of
// several or of all, and out go values of Go types, together with the
// processes that have the sockets if wanted. It reads while the caller goes
// through the rows, so that a million sockets take no more memory than a
// thousand. It never prints, resolves a name, changes the namespace that the
// caller runs in, or keeps anything from one call to the next.
//
// # Streaming
//
// [Sockets], [UnixSockets], [SCTPSockets], [Namespaces], [Routes], [Interfaces],
// [Statistics] and [Groups] give sequences to range over:
//
//	for s, err := range netstat.Sockets(ctx, netstat.Options{Protocols: netstat.TCP | netstat.TCP6}) {
//		if err != nil {
//			log.Print(err)
//			continue
//		}
//		fmt.Println(s.Local, s.Remote, s.State)
//	}
//
// A row of Sockets is a value that costs no allocation, and what does not fit the
// [Options] costs none in any list. Leaving the loop ends the reading and closes
// every file.
//
// # Slices
//
// [Netstat] gives a list of internet sockets as a slice of [SockTabEntry], with the
// names and types of github.com/nberlee/go-netstat. Its callers need to change
// nothing but the import path, of the packages common, netns and processes too. It
// behaves as they expect: what cannot be read is left out, and costs them no other
// row; AllNetNs means the namespaces that have a name; names, which may come from
// strangers, are nothing but names; and a process is called as the kernel calls
// it. What that library does not document is decided here: String gives netstat's
// word for a state, no namespace is listed twice, a filter may not keep what it is
// given, and JSON has words for states and timers.
//
// Other libraries of that name have other functions, such as TCPSocks of
// github.com/cakturk/go-netstat. Those are not here.
//
// # Errors
//
// An error of a sequence is about one file or one network namespace, and its text
// names that. The rest is listed nevertheless: a sequence goes on behind an error.
// Only the end of the context ends it. One about a namespace is a
// [NamespaceError]; [errors.Is] finds [ErrGone], [ErrNotPermitted] and
// [ErrNotNamespace] in it, and the kernel's number for the cause, such as
// [syscall.EMFILE].
//
// A table that the kernel does not have is no error. It means that there are
// no sockets of that protocol, for whatever reason: IPv6 may be switched off,
// and not every kernel has UDP-Lite. It is one, though, if all of /proc/net is
// missing. Nor is it an error that a process ends while it is being looked at,
// or a network namespace that was not asked for in particular; or that ip-netns(8)
// has made the file for a name, but not yet the namespace.
//
// What was not looked at for want of rights is no error either. Options.Gaps is
// told of it, in [Gaps].
//
// # Network namespaces
//
// The NetNS of a row is a label for people: the namespace's name, the first if it
// has several (ip-netns(8)); bytes of it that are not visible ASCII are ".". One
// without a name is called as readlink(1) of /proc/PID/ns/net prints it,
// "net:[4026532008]", except the program's own, which is "". One that was given by a
// process which may not be asked where it lives is called by the PID. [Namespace]
// has what identifies it.
//
// # Privileges
//
// Everyone may read the tables of the network namespace they run in, and by the PID
// of a process those of its namespace. To see which sockets another user's
// processes have takes CAP_SYS_PTRACE (ptrace(2), "access mode checking") and
// CAP_DAC_READ_SEARCH, and to learn which namespaces they live in CAP_SYS_PTRACE;
// what may not be seen is left out. To list a namespace in which no process lives,
// or the interfaces of any but one's own, takes CAP_SYS_ADMIN.
//
// All functions may be called, and all sequences used, by several goroutines
// at a time.
//
// # Other systems
//
// The package compiles wherever Go does. Where there is no Linux, every function
// gives an error that is [errors.ErrUnsupported].
package netstat
