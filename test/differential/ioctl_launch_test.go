package differential

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// launchVariable asks this test program to be a launcher: to report the socket
// and ioctl calls of the program in its arguments to the socket it has as
// file 3, and to become that program.
const launchVariable = "GONETSTAT_TEST_LAUNCH"

func init() {
	if os.Getenv(launchVariable) == "" {
		return
	}
	os.Unsetenv(launchVariable)
	fmt.Fprintln(os.Stderr, "launch:", launch(os.Args[1], os.Args[2:]))
	os.Exit(125)
}

// launch becomes the program, under the reference's name. It returns only
// when that fails.
func launch(program string, args []string) error {
	// The filter is this thread's, and stays when the thread becomes the
	// program.
	runtime.LockOSThread()
	path, err := exec.LookPath(program)
	if err != nil {
		return err
	}
	listener, err := filterCalls()
	if err != nil {
		return fmt.Errorf("seccomp: %w", err)
	}
	if err := unix.Sendmsg(3, []byte{0}, unix.UnixRights(listener), nil, 0); err != nil {
		return fmt.Errorf("sendmsg: %w", err)
	}
	unix.Close(listener)
	unix.Close(3)
	return unix.Exec(path, append([]string{"netstat"}, args...), os.Environ())
}

// filterCalls has every socket call of this thread, and every ioctl call of
// the range that linux/sockios.h uses, wait for an answer from the listener.
func filterCalls() (listener int, err error) {
	const (
		number  = 0      // place of the call's number in struct seccomp_data
		request = 16 + 8 // of the lower half of its second argument
	)
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	skip := func(equal uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: equal, Jt: yes, Jf: no}
	}
	filter := []unix.SockFilter{
		load(number),
		skip(unix.SYS_SOCKET, 4, 0),
		skip(unix.SYS_IOCTL, 0, 4),
		load(request),
		{Code: unix.BPF_ALU | unix.BPF_AND | unix.BPF_K, K: 0xffffff00},
		skip(unix.SIOCGIFNAME&^0xff, 0, 1),
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_USER_NOTIF},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return -1, err
	}
	fd, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER,
		unix.SECCOMP_FILTER_FLAG_NEW_LISTENER, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return -1, errno
	}
	return int(fd), nil
}

// canNotify tells whether the kernel can have calls wait for an answer.
func canNotify() bool {
	action := uint32(unix.SECCOMP_RET_USER_NOTIF)
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_GET_ACTION_AVAIL, 0, uintptr(unsafe.Pointer(&action)))
	return errno == 0
}
