package hostile

import (
	"bufio"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// Ports of the sockets that share shares, each in another way.
const (
	forkedPort    = 7301 // inherited by two processes
	sentPort      = 7302 // sent to another process
	reusedPort    = 7303 // two sockets of the same port
	activatedPort = 7304 // the manager keeps it beside the service, as descriptor 3
	doubledPort   = 7305 // twice in the same process
	threadPort    = 7306 // among the descriptors of a thread alone
	orphanedPort  = 7307 // of a connection whose process has closed it
)

// share holds sockets that several processes have.
func share([]string) {
	forked := file(listenOn(forkedPort, false))
	start(forked)
	start(forked)

	pair := must(unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0))
	sent := file(listenOn(sentPort, false))
	receiver := os.NewFile(uintptr(pair[1]), "pair")
	must(0, unix.Sendmsg(pair[0], []byte{0}, unix.UnixRights(int(sent.Fd())), nil, 0))
	start(receiver, "receive")
	receiver.Close()

	reused := listenOn(reusedPort, true)
	another := file(listenOn(reusedPort, true))
	start(another)
	another.Close()

	activated := file(listenOn(activatedPort, false))
	start(activated)

	doubled := file(listenOn(doubledPort, false))
	must(unix.FcntlInt(doubled.Fd(), unix.F_DUPFD_CLOEXEC, 40))

	inThread := make(chan bool)
	go listenInThread(inThread)
	<-inThread

	leaveOrphan()
	testkit.Ready()
	runtime.KeepAlive([]any{forked, sent, reused, activated, doubled})
}

// listenInThread listens where no thread but its own has the descriptor, least of
// all the first.
func listenInThread(done chan<- bool) {
	runtime.LockOSThread()
	if unix.Gettid() == unix.Getpid() {
		go listenInThread(done)
		select {}
	}
	must(0, unix.Unshare(unix.CLONE_FILES))
	listenOn(threadPort, false)
	done <- true
	select {}
}

// listenOn gives the descriptor of a listener of the loopback.
func listenOn(port int, reuse bool) int {
	fd := must(unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0))
	if reuse {
		must(0, unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1))
	}
	must(0, unix.Bind(fd, &unix.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}))
	must(0, unix.Listen(fd, 5))
	return fd
}

func file(fd int) *os.File { return os.NewFile(uintptr(fd), "socket") }

// start starts a process that has a socket as descriptor 3, and waits until it
// is ready. It ends with this one.
func start(socket *os.File, how ...string) {
	cmd := exec.Command("/proc/self/exe", how...)
	cmd.Env = append(os.Environ(), helperVariable+"=hold")
	cmd.ExtraFiles = []*os.File{socket}
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	must(cmd.StdinPipe())
	out := must(cmd.StdoutPipe())
	must(0, cmd.Start())
	must(bufio.NewReader(out).ReadString('\n'))
}

// hold has what it was given, or receives it.
func hold(how []string) {
	if len(how) > 0 {
		oob := make([]byte, 64)
		_, n, _, _, err := unix.Recvmsg(3, make([]byte, 1), oob, unix.MSG_CMSG_CLOEXEC)
		messages := must(unix.ParseSocketControlMessage(oob[:must(n, err)]))
		must(unix.ParseUnixRights(&messages[0]))
	}
	testkit.Ready()
}

// leaveOrphan closes a connection that has more to send than its peer reads, so
// that the kernel keeps it without a process.
func leaveOrphan() {
	listener := must(net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(orphanedPort)))
	near := must(net.Dial("tcp4", listener.Addr().String())).(*net.TCPConn)
	far := must(listener.Accept())
	must(0, far.(*net.TCPConn).SetReadBuffer(4096))
	go io.Copy(near, endless{})
	for pending := 0; pending < 64<<10; {
		raw := must(near.SyscallConn())
		must(0, raw.Control(func(fd uintptr) { pending = must(unix.IoctlGetInt(int(fd), unix.SIOCOUTQ)) }))
	}
	must(0, near.Close())
	kept = append(kept, listener, far)
}

// kept are the ends of connections that must not be closed.
var kept []any

// endless gives zeros for ever.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
