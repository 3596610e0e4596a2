package differential

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// holderVariable makes the test binary a holder of sockets instead: it holds
// the path of the other namespace.
const holderVariable = "GONETSTAT_TEST_HOLDER"

// Addresses of the two namespaces that a holder's connections cross.
const (
	nearAddress  = "10.77.0.1"
	farAddress   = "10.77.0.2"
	lostAddress  = "10.77.0.9" // frames to it arrive nowhere
	nowhereFrame = "02:00:00:00:00:99"
)

// holdSockets makes sockets of every kind in the namespace and keeps them until
// the end of the test. Some of their peers are in a second namespace, from
// which they are cut off, so that they stay in the states of a half-open or
// half-closed connection.
func holdSockets(t *testing.T, ns *namespace) {
	t.Helper()
	far := newNamespace(t)
	ns.run(t, "ip", "link", "add", "near", "type", "veth", "peer", "name", "far", "netns", far.name)
	ns.run(t, "ip", "addr", "add", nearAddress+"/24", "dev", "near")
	ns.run(t, "ip", "link", "set", "near", "up")
	far.run(t, "ip", "addr", "add", farAddress+"/24", "dev", "far")
	far.run(t, "ip", "link", "set", "far", "up")
	ns.run(t, "ip", "neigh", "add", lostAddress, "lladdr", nowhereFrame, "dev", "near", "nud", "permanent")

	cmd := ns.command(os.Args[0])
	cmd.Env = append(os.Environ(), holderVariable+"=/run/netns/"+far.name)
	cmd.Dir = t.TempDir()
	testkit.Start(t, cmd)
}

// hold is the main function of a holder.
func hold(farNamespace string) {
	// The near end stays in the thread of main, the far end in a thread of
	// its own that has left for the other namespace.
	calls := make(chan func())
	go func() {
		runtime.LockOSThread()
		fd, err := unix.Open(farNamespace, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		must(err)
		must(unix.Setns(fd, unix.CLONE_NEWNET))
		for call := range calls {
			call()
		}
	}()
	inFar := func(call func()) {
		done := make(chan struct{})
		calls <- func() { call(); close(done) }
		<-done
	}
	holdLocal()
	holdHalfOpen(inFar)
	holdUnix()
	holdShared()
	testkit.Ready()
}

func must(err error) {
	if err != nil {
		_, file, line, _ := runtime.Caller(1)
		fmt.Fprintf(os.Stderr, "holder: %s:%d: %v\n", file, line, err)
		os.Exit(1)
	}
}

// socket makes a socket, which is never closed unless by name.
func socket(domain, typ, proto int) int {
	fd, err := unix.Socket(domain, typ|unix.SOCK_CLOEXEC, proto)
	must(err)
	return fd
}

func inet4(address [4]byte, port int) unix.Sockaddr {
	return &unix.SockaddrInet4{Addr: address, Port: port}
}

func inet6(address [16]byte, port int) unix.Sockaddr {
	return &unix.SockaddrInet6{Addr: address, Port: port}
}

var (
	loopback  = [4]byte{127, 0, 0, 1}
	near      = [4]byte{10, 77, 0, 1}
	far       = [4]byte{10, 77, 0, 2}
	lost      = [4]byte{10, 77, 0, 9}
	loopback6 = [16]byte{15: 1}
	mapped    = [16]byte{10: 0xff, 11: 0xff, 12: 127, 15: 1}
)

func listen(domain int, address unix.Sockaddr) int {
	fd := socket(domain, unix.SOCK_STREAM, 0)
	must(unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1))
	must(unix.Bind(fd, address))
	must(unix.Listen(fd, 16))
	return fd
}

func connect(domain int, address unix.Sockaddr) int {
	fd := socket(domain, unix.SOCK_STREAM, 0)
	must(unix.Connect(fd, address))
	return fd
}

func accept(fd int) int {
	conn, _, err := unix.Accept4(fd, unix.SOCK_CLOEXEC)
	must(err)
	return conn
}

// holdLocal makes sockets whose peers are at hand.
func holdLocal() {
	listen(unix.AF_INET, inet4(loopback, 8001)) // with two connections not accepted
	connect(unix.AF_INET, inet4(loopback, 8001))
	connect(unix.AF_INET, inet4(loopback, 8001))

	server := listen(unix.AF_INET, inet4([4]byte{}, 8002))
	queued := connect(unix.AF_INET, inet4(loopback, 8002)) // ESTABLISHED with data not read
	accept(server)
	_, err := unix.Write(queued, make([]byte, 12345))
	must(err)
	halfClosed := connect(unix.AF_INET, inet4(loopback, 8002)) // FIN_WAIT2 and CLOSE_WAIT
	accept(server)
	must(unix.Shutdown(halfClosed, unix.SHUT_WR))
	timeWait := connect(unix.AF_INET, inet4(loopback, 8002)) // TIME_WAIT
	peer := accept(server)
	must(unix.Close(timeWait))
	must(unix.Close(peer))

	server6 := listen(unix.AF_INET6, inet6([16]byte{}, 8003))
	connect(unix.AF_INET6, inet6(loopback6, 8003))
	accept(server6)
	connect(unix.AF_INET6, inet6(mapped, 8003)) // v4-mapped at both ends
	accept(server6)
	listen(unix.AF_INET6, inet6(loopback6, 8004))

	for _, proto := range []int{0, unix.IPPROTO_UDPLITE} {
		bound := socket(unix.AF_INET, unix.SOCK_DGRAM, proto)
		must(unix.Bind(bound, inet4([4]byte{}, 8005)))
		connected := socket(unix.AF_INET, unix.SOCK_DGRAM, proto)
		must(unix.Connect(connected, inet4(loopback, 8005)))
		_, err := unix.Write(connected, []byte("not read"))
		must(err)
		bound6 := socket(unix.AF_INET6, unix.SOCK_DGRAM, proto)
		must(unix.Bind(bound6, inet6(loopback6, 8006)))
	}
	raw := socket(unix.AF_INET, unix.SOCK_RAW, unix.IPPROTO_ICMP)
	must(unix.Connect(raw, inet4(loopback, 0)))
	socket(unix.AF_INET, unix.SOCK_RAW, 255)
	socket(unix.AF_INET6, unix.SOCK_RAW, unix.IPPROTO_ICMPV6)
}

// holdHalfOpen makes connections that have lost their peer on the way.
func holdHalfOpen(inFar func(func())) {
	var farServer int
	inFar(func() { farServer = listen(unix.AF_INET, inet4([4]byte{}, 9001)) })
	listen(unix.AF_INET, inet4(near, 9002))
	pair := func() (nearEnd, farEnd int) {
		nearEnd = connect(unix.AF_INET, inet4(far, 9001))
		inFar(func() { farEnd = accept(farServer) })
		return nearEnd, farEnd
	}
	finWait1, _ := pair()
	orphan, _ := pair()
	closing, closingPeer := pair()
	lastAck, lastAckPeer := pair()
	unread, _ := pair()
	must(unix.Shutdown(lastAckPeer, unix.SHUT_WR))
	time.Sleep(50 * time.Millisecond) // until the near end has seen it

	// From here on nothing that the near end sends arrives.
	run("ip", "neigh", "replace", farAddress, "lladdr", nowhereFrame, "dev", "near", "nud", "permanent")
	must(unix.Shutdown(finWait1, unix.SHUT_WR))
	must(unix.Close(orphan))
	must(unix.Shutdown(closing, unix.SHUT_WR))
	must(unix.Shutdown(closingPeer, unix.SHUT_WR))
	must(unix.Shutdown(lastAck, unix.SHUT_WR))
	_, err := unix.Write(unread, make([]byte, 777)) // stays in the send queue
	must(err)
	synSent := socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_NONBLOCK, 0)
	if err := unix.Connect(synSent, inet4(lost, 9003)); err != unix.EINPROGRESS {
		must(err)
	}
	inFar(func() { // SYN_RECV at the near end
		fd := socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_NONBLOCK, 0)
		if err := unix.Connect(fd, inet4(near, 9002)); err != unix.EINPROGRESS {
			must(err)
		}
	})
	time.Sleep(50 * time.Millisecond)
}

func run(command ...string) {
	output, err := exec.Command(command[0], command[1:]...).CombinedOutput()
	if err != nil {
		fmt.Fprintf(os.Stderr, "holder: %q: %s\n", command, output)
		os.Exit(1)
	}
}

// holdUnix makes unix sockets of every type and state.
func holdUnix() {
	for i, typ := range []int{unix.SOCK_STREAM, unix.SOCK_DGRAM, unix.SOCK_SEQPACKET} {
		path := fmt.Sprintf("socket %d with blanks", i)
		fd := socket(unix.AF_UNIX, typ, 0)
		must(unix.Bind(fd, &unix.SockaddrUnix{Name: path}))
		if typ != unix.SOCK_DGRAM {
			must(unix.Listen(fd, 5))
		}
		peer := socket(unix.AF_UNIX, typ, 0)
		must(unix.Connect(peer, &unix.SockaddrUnix{Name: path}))
		abstract := socket(unix.AF_UNIX, typ, 0)
		must(unix.Bind(abstract, &unix.SockaddrUnix{Name: fmt.Sprintf("@gonetstat-test-%d-%d", os.Getpid(), i)}))
		_, err := unix.Socketpair(unix.AF_UNIX, typ|unix.SOCK_CLOEXEC, 0)
		must(err)
	}
}

// holdShared starts programs with odd names that share sockets with this one.
func holdShared() {
	for i, name := range []string{"/usr/lib/a daemon: with arguments", "-login", "./relative/path", "a-name-that-is-longer-than-its-column", "/"} {
		fd := listen(unix.AF_INET, inet4(loopback, 8100+i))
		cmd := exec.Command("cat")
		cmd.Args[0] = name
		stdin, err := cmd.StdinPipe() // ends with this process
		must(err)
		_ = stdin
		cmd.ExtraFiles = []*os.File{os.NewFile(uintptr(fd), "socket")}
		must(cmd.Start())
	}
}

func TestMain(m *testing.M) {
	if farNamespace := os.Getenv(holderVariable); farNamespace != "" {
		hold(farNamespace)
		return
	}
	if os.Getenv(resolverVariable) != "" {
		resolve()
		return
	}
	if os.Getenv(tablesVariable) != "" {
		fmt.Fprintln(os.Stderr, runWithoutSockdiag(os.Args[1:]))
		os.Exit(99)
	}
	if os.Getenv(stageVariable) != "" {
		runStage()
		return
	}
	if peer := os.Getenv(peerVariable); peer != "" {
		servePeer(peer)
		return
	}
	if os.Getenv(hostnameVariable) != "" {
		must(unix.Sethostname([]byte(os.Args[1])))
		return
	}
	os.Exit(runAll(m))
}
