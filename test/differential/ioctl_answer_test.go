package differential

import (
	"errors"
	"fmt"
	"net"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The structures of linux/seccomp.h.
type (
	call struct {
		id           uint64
		pid, _flags  uint32
		number       int32
		architecture uint32
		instruction  uint64
		args         [6]uint64
	}
	answer struct {
		id    uint64
		value int64
		errno int32
		flags uint32
	}
	addFile struct {
		id              uint64
		flags, file     uint32
		number, options uint32
	}
)

// A caller is a program whose calls a fake kernel answers.
type caller struct {
	listener int
	kernel   *kernel
	families map[uint64]int // of the sockets it has, by descriptor
}

// receiveCaller waits for a launcher's listener.
func receiveCaller(conn *net.UnixConn, k *kernel) (*caller, error) {
	oob := make([]byte, unix.CmsgSpace(4))
	_, n, _, _, err := conn.ReadMsgUnix(make([]byte, 1), oob)
	if err != nil {
		return nil, err
	}
	messages, err := unix.ParseSocketControlMessage(oob[:n])
	if err != nil || len(messages) != 1 {
		return nil, fmt.Errorf("the launcher sent no listener: %v", err)
	}
	files, err := unix.ParseUnixRights(&messages[0])
	if err != nil {
		return nil, err
	}
	return &caller{files[0], k, map[uint64]int{}}, nil
}

// answer answers calls until the program has ended.
func (c *caller) answer() error {
	defer unix.Close(c.listener)
	for {
		poll := []unix.PollFd{{Fd: int32(c.listener), Events: unix.POLLIN}}
		if _, err := unix.Poll(poll, -1); err != nil && err != unix.EINTR {
			return err
		}
		switch {
		case poll[0].Revents&unix.POLLIN != 0:
			// ENOENT: the thread that called is no more.
			if err := c.answerOne(); err != nil && !errors.Is(err, unix.ENOENT) {
				return err
			}
		case poll[0].Revents != 0:
			return nil
		}
	}
}

func (c *caller) answerOne() error {
	var asked call
	if _, err := c.control(unix.SECCOMP_IOCTL_NOTIF_RECV, unsafe.Pointer(&asked)); err != nil {
		return err
	}
	reply := answer{id: asked.id}
	switch {
	case asked.number == unix.SYS_IOCTL:
		errno := c.kernel.ioctl(c.families[asked.args[0]], asked.args[1], asked.args[2], memory(asked.pid))
		reply.errno = -int32(errno)
	case asked.args[1]&0xf != unix.SOCK_DGRAM:
		reply.flags = unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE
	case !c.kernel.Families[int(asked.args[0])]:
		reply.errno = -int32(unix.EAFNOSUPPORT)
	default:
		number, err := c.giveSocket(asked.id)
		if err != nil {
			return err
		}
		c.families[uint64(number)] = int(asked.args[0])
		reply.value = int64(number)
	}
	_, err := c.control(unix.SECCOMP_IOCTL_NOTIF_SEND, unsafe.Pointer(&reply))
	return err
}

// giveSocket gives the program that made a call a socket, which stands for one
// of any family: nothing but ioctl will be asked of it.
func (c *caller) giveSocket(id uint64) (number int, err error) {
	file, err := unix.Socket(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	defer unix.Close(file)
	add := addFile{id: id, file: uint32(file)}
	return c.control(unix.SECCOMP_IOCTL_NOTIF_ADDFD, unsafe.Pointer(&add))
}

func (c *caller) control(request uintptr, data unsafe.Pointer) (int, error) {
	for {
		value, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(c.listener), request, uintptr(data))
		switch errno {
		case 0:
			return int(value), nil
		case unix.EINTR:
		default:
			return 0, errno
		}
	}
}

// memory is that of a process.
type memory int

func (m memory) read(at uint64, b []byte) error {
	_, err := unix.ProcessVMReadv(int(m), iovec(b), []unix.RemoteIovec{{Base: uintptr(at), Len: len(b)}}, 0)
	return err
}

func (m memory) write(at uint64, b []byte) error {
	_, err := unix.ProcessVMWritev(int(m), iovec(b), []unix.RemoteIovec{{Base: uintptr(at), Len: len(b)}}, 0)
	return err
}

func iovec(b []byte) []unix.Iovec {
	v := unix.Iovec{Base: unsafe.SliceData(b)}
	v.SetLen(len(b))
	return []unix.Iovec{v}
}
