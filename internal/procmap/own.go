package procmap

import (
	"os"

	"golang.org/x/sys/unix"
)

// isOwn tells whether this process has the number pid. In the procfs of another PID
// namespace a stranger may have it: see showsUs.
func isOwn(pid []byte) bool { return parsePID(pid) == os.Getpid() }

// asksSockdiag tells whether a descriptor of this process is a socket by which
// the kernel is asked for sockets, while they are listed. Netstat has none, and
// must not be seen to have one. The name of the descriptor ends in a NUL.
func asksSockdiag(name []byte) bool {
	fd := parsePID(name[:len(name)-1])
	domain, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_DOMAIN)
	if err != nil {
		return true // it has been closed since its link was read
	}
	if domain != unix.AF_NETLINK {
		return false
	}
	protocol, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_PROTOCOL)
	return err != nil || protocol == unix.NETLINK_SOCK_DIAG
}
