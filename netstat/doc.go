// Package netstat lists the sockets of a Linux system as netstat(8) does: in
// come the kernel's tables below /proc/net, of one network namespace, of
// several or of all, and out go values of Go types, together with the
// processes that have the sockets if wanted. It reads while the caller goes
// through the rows, so that a million sockets take no more memory than a
// thousand. It never prints, resolves a name, changes the namespace that the
// caller runs in, or keeps anything from one call to the next.
//
// # Streaming
//
// [Sockets] and [UnixSockets] give sequences to range over:
//
//	for s, err := range netstat.Sockets(ctx, netstat.Options{Protocols: netstat.TCP | netstat.TCP6}) {
//		if err != nil {
//			log.Print(err)
//			continue
//		}
//		fmt.Println(s.Local, s.Remote, s.State)
//	}
//
// A row is a value that shares nothing with other rows and costs no
// allocation. Leaving the loop ends the reading and closes every file.
//
// # Slices
//
// [Netstat] gives the whole list as a slice of [SockTabEntry], with the names
// and types that Go programs know from other netstat packages, whose callers
// need to change nothing but the import path. What those packages do not
// document is decided here: String gives netstat's word for a state and a word
// like "KeepAlive" for a timer, and NetNS is the name of a namespace even where
// it was chosen by a process that lives in it.
//
// # Errors
//
// An error is about one file or one network namespace, and its text names
// that. The rest is listed nevertheless: a sequence goes on behind an error,
// and Netstat returns what it could read beside the joined errors. Only the
// end of the context ends the listing.
//
// A table that the kernel does not have is no error. It means that there are
// no sockets of that protocol, for whatever reason: IPv6 may be switched off,
// and not every kernel has UDP-Lite. It is one, though, if all of /proc/net is
// missing. Nor is it an error that a process ends while it is being looked at,
// or a network namespace that was not asked for in particular.
//
// # Network namespaces
//
// A network namespace is called by its name, the first if it has several
// (ip-netns(8)); bytes of it that are not visible ASCII are ".". One without a
// name is called as readlink(1) of /proc/PID/ns/net prints it,
// "net:[4026532008]", except the program's own, which is "".
//
// # Privileges
//
// Everyone may read the tables of the network namespace they run in. To see which
// sockets another user's processes have, and in which namespaces they live, a
// program needs CAP_SYS_PTRACE (ptrace(2), "access mode checking"); what it
// may not see is left out. To list a namespace in which no process lives it
// needs CAP_SYS_ADMIN.
//
// All functions may be called, and all sequences used, by several goroutines
// at a time.
package netstat
