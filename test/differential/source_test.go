package differential

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sys/unix"
)

// tablesVariable makes the test binary run its arguments as a program that may
// not use sock_diag, so that its rows come from the tables in /proc.
const tablesVariable = "GONETSTAT_TEST_TABLES"

// runWithoutSockdiag runs a program under a seccomp filter that refuses sockets
// of NETLINK_SOCK_DIAG, as container runtimes do: seccomp(2).
func runWithoutSockdiag(args []string) error {
	os.Unsetenv(tablesVariable)
	path, err := exec.LookPath(args[0])
	if err != nil {
		return err
	}
	const number, family, protocol = 0, 16, 32 // in struct seccomp_data, of a little-endian machine
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	unless := func(value uint32, skip uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: skip, K: value}
	}
	give := func(verdict uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: verdict}
	}
	const refuse, allow = 0x00050000 | uint32(unix.EACCES), 0x7fff0000 // SECCOMP_RET_ERRNO, SECCOMP_RET_ALLOW
	filter := []unix.SockFilter{
		load(number), unless(unix.SYS_SOCKET, 5),
		load(family), unless(unix.AF_NETLINK, 3),
		load(protocol), unless(unix.NETLINK_SOCK_DIAG, 1),
		give(refuse), give(allow),
	}
	const filterMode = 2 // SECCOMP_MODE_FILTER
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if err := unix.Prctl(unix.PR_SET_SECCOMP, filterMode, uintptr(unsafe.Pointer(&program)), 0, 0); err != nil {
		return err
	}
	return syscall.Exec(path, args, os.Environ())
}

// Only lists of tcp and udp whose bytes are the same by either way ask
// sock_diag, and these do not read the tables. Other forms than net-tools' ask it
// once for each table that they list, for what is not in there, and for no other.
func TestOnlyListsThatNeedItAskSockdiag(t *testing.T) {
	for args, want := range map[string]struct{ sockets, tables int }{
		"-tan": {2, 0}, "-tn4": {1, 0}, "-tulpn": {4, 0}, "-tlne": {2, 0}, "-uanoe": {2, 0},
		"-tane": {0, 2}, "-tano": {0, 2}, "-tuan --json": {4, 4}, "-tan --output=csv": {2, 2},
		"-t4ln --output=table": {2, 0}, "-xan --json": {1, 0}, "-tn4 --json --tcp-info": {1, 1},
		"-tane --tcp-info": {0, 2}, "-xan --tcp-info": {0, 0},
		"-rn --json": {0, 0}, "-s --json": {0, 0}, "-gn --json": {0, 0}, "-i --json": {0, 0}, "-San --json": {0, 0},
		"-xan": {0, 0}, "-wan": {0, 0}, "-rn": {0, 0}, "-s": {0, 0}, "-gn": {0, 0}, "-i": {0, 0},
	} {
		sockets, tables := 0, 0
		lines, _ := traced(t, "socket,openat", strings.Fields(args)...)
		for _, line := range lines {
			switch {
			case strings.Contains(line, "NETLINK_SOCK_DIAG"):
				sockets++
			case strings.Contains(line, `/net/tcp`), strings.Contains(line, `/net/udp`) && !strings.Contains(line, "udplite"):
				tables++
			}
		}
		assert.Equal(t, want.sockets, sockets, args)
		assert.Equal(t, want.tables, tables, args)
	}
}
