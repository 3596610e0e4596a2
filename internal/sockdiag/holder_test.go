package sockdiag

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// Addresses of the two ends of a wire, and one that frames never reach.
var (
	near = [4]byte{10, 77, 0, 1}
	far  = [4]byte{10, 77, 0, 2}
	lost = [4]byte{10, 77, 0, 9}
)

const nowhere = "02:00:00:00:00:99"

// opener makes sockets for a test, which live as long as it.
type opener struct{ t testing.TB }

func (o opener) socket(domain, typ, proto int) int {
	fd, err := unix.Socket(domain, typ|unix.SOCK_CLOEXEC, proto)
	require.NoError(o.t, err)
	o.t.Cleanup(func() { unix.Close(fd) })
	return fd
}

func (o opener) listen(address unix.Sockaddr, backlog int, options ...int) int {
	fd := o.socket(familyOf(address), unix.SOCK_STREAM, 0)
	for _, option := range append(options, unix.SO_REUSEADDR) {
		require.NoError(o.t, unix.SetsockoptInt(fd, unix.SOL_SOCKET, option, 1))
	}
	require.NoError(o.t, unix.Bind(fd, address))
	require.NoError(o.t, unix.Listen(fd, backlog))
	return fd
}

func (o opener) connect(address unix.Sockaddr) int {
	fd := o.socket(familyOf(address), unix.SOCK_STREAM, 0)
	require.NoError(o.t, unix.Connect(fd, address))
	return fd
}

func (o opener) accept(server int) int {
	fd, _, err := unix.Accept4(server, unix.SOCK_CLOEXEC)
	require.NoError(o.t, err)
	o.t.Cleanup(func() { unix.Close(fd) })
	return fd
}

// call connects without waiting for an answer.
func (o opener) call(address unix.Sockaddr) int {
	fd := o.socket(familyOf(address), unix.SOCK_STREAM|unix.SOCK_NONBLOCK, 0)
	require.Equal(o.t, unix.EINPROGRESS, unix.Connect(fd, address))
	return fd
}

func familyOf(address unix.Sockaddr) int {
	if _, ok := address.(*unix.SockaddrInet6); ok {
		return unix.AF_INET6
	}
	return unix.AF_INET
}

func inet4(address [4]byte, port int) unix.Sockaddr {
	return &unix.SockaddrInet4{Addr: address, Port: port}
}

func inet6(address [16]byte, port int) unix.Sockaddr {
	return &unix.SockaddrInet6{Addr: address, Port: port}
}

var (
	loopback  = [4]byte{127, 0, 0, 1}
	loopback6 = [16]byte{15: 1}
	mapped    = [16]byte{10: 0xff, 11: 0xff, 12: 127, 15: 1}
)

// wire connects the namespace of the test's thread with another, and gives a
// function that runs others there.
func wire(t testing.TB) func(func()) {
	t.Helper()
	calls, thread := make(chan func()), make(chan int)
	go func() {
		runtime.LockOSThread() // ends with the thread, as it is never unlocked
		if unix.Unshare(unix.CLONE_NEWNET) != nil {
			close(thread)
			return
		}
		thread <- unix.Gettid()
		for call := range calls {
			call()
		}
	}()
	t.Cleanup(func() { close(calls) })
	tid, ok := <-thread
	require.True(t, ok, "no second namespace")
	inFar := func(call func()) {
		done := make(chan struct{})
		calls <- func() { call(); close(done) }
		<-done
	}
	ip(t, fmt.Sprintf("link add near type veth peer name far netns %d", tid))
	ip(t, "addr add 10.77.0.1/24 dev near")
	ip(t, "link set near up")
	ip(t, "neigh add 10.77.0.9 lladdr "+nowhere+" dev near nud permanent")
	inFar(func() {
		ip(t, "addr add 10.77.0.2/24 dev far")
		ip(t, "link set far up")
	})
	return inFar
}

// holdStates makes sockets of TCP in every state, of both families, and groups
// of listeners that share a port. A request for a connection whose listener has
// gone lasts for a second; what it gives makes another.
func holdStates(t testing.TB) (requestAgain func()) {
	t.Helper()
	inFar := wire(t)
	o := opener{t}
	holdLocal(t, o)
	return holdHalfOpen(t, o, inFar)
}

// holdLocal makes sockets whose peers are at hand.
func holdLocal(t testing.TB, o opener) {
	waiting := o.listen(inet4(loopback, 8001), 16)
	require.NoError(t, unix.Fchown(waiting, 4711, -1)) // its user
	o.connect(inet4(loopback, 8001))                   // not accepted
	o.connect(inet4(loopback, 8001))

	server := o.listen(inet4([4]byte{}, 8002), 16)
	require.NoError(t, unix.Fchown(server, 4712, -1))
	unread := o.connect(inet4(loopback, 8002))
	require.NoError(t, unix.Fchown(unread, 4713, -1))
	o.accept(server)
	_, err := unix.Write(unread, make([]byte, 12345))
	require.NoError(t, err)
	halfClosed := o.connect(inet4(loopback, 8002)) // FIN_WAIT2 and CLOSE_WAIT
	o.accept(server)
	require.NoError(t, unix.Shutdown(halfClosed, unix.SHUT_WR))
	orphan, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0) // FIN_WAIT2 without a socket
	require.NoError(t, err)
	require.NoError(t, unix.Connect(orphan, inet4(loopback, 8002)))
	o.accept(server)
	require.NoError(t, unix.Close(orphan))
	timeWait, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	require.NoError(t, unix.Connect(timeWait, inet4(loopback, 8002)))
	peer, _, err := unix.Accept(server)
	require.NoError(t, err)
	require.NoError(t, unix.Close(timeWait))
	require.NoError(t, unix.Close(peer))

	server6 := o.listen(inet6([16]byte{}, 8003), 16)
	for _, address := range [][16]byte{loopback6, mapped} {
		for range 20 {
			o.connect(inet6(address, 8003))
			o.accept(server6)
		}
	}
	for range 30 {
		o.connect(inet4(loopback, 8003)) // the far end is v4-mapped
		o.accept(server6)
	}
	for i := range 40 {
		o.listen(inet4([4]byte{}, 8100), 8, unix.SO_REUSEPORT)
		o.listen(inet4(loopback, 8100), 8, unix.SO_REUSEPORT)
		o.listen(inet6([16]byte{}, 8101), 8, unix.SO_REUSEPORT)
		o.listen(inet6(loopback6, 8101), 8, unix.SO_REUSEPORT)
		o.listen(inet4(loopback, 8200+i), 8)
	}
}

// holdHalfOpen makes connections that have lost their peer on the way, and gives
// what makes a request for one whose listener has gone.
func holdHalfOpen(t testing.TB, o opener, inFar func(func())) (requestAgain func()) {
	var farServer int
	inFar(func() { farServer = o.listen(inet4([4]byte{}, 9001), 16) })
	o.listen(inet4(near, 9002), 16)
	pair := func() (nearEnd, farEnd int) {
		nearEnd = o.connect(inet4(far, 9001))
		inFar(func() { farEnd = o.accept(farServer) })
		return nearEnd, farEnd
	}
	finWait1, _ := pair()
	orphan, _ := pair()
	closing, closingPeer := pair()
	lastAck, lastAckPeer := pair()
	unacked, _ := pair()
	require.NoError(t, unix.Shutdown(lastAckPeer, unix.SHUT_WR))
	time.Sleep(50 * time.Millisecond) // until the near end has seen it

	// From here on nothing that the near end sends arrives.
	ip(t, "neigh replace 10.77.0.2 lladdr "+nowhere+" dev near nud permanent")
	require.NoError(t, unix.Shutdown(finWait1, unix.SHUT_WR))
	require.NoError(t, unix.Close(orphan))
	require.NoError(t, unix.Shutdown(closing, unix.SHUT_WR))
	require.NoError(t, unix.Shutdown(closingPeer, unix.SHUT_WR))
	require.NoError(t, unix.Shutdown(lastAck, unix.SHUT_WR))
	_, err := unix.Write(unacked, make([]byte, 777)) // stays in the send queue
	require.NoError(t, err)
	o.call(inet4(lost, 9003))                   // SYN_SENT
	inFar(func() { o.call(inet4(near, 9002)) }) // SYN_RECV at the near end
	port := 9003
	requestAgain = func() {
		port++
		short, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		require.NoError(t, err)
		require.NoError(t, unix.Bind(short, inet4(near, port)))
		require.NoError(t, unix.Listen(short, 16))
		inFar(func() { o.call(inet4(near, port)) })
		time.Sleep(50 * time.Millisecond)
		require.NoError(t, unix.Close(short)) // SYN_RECV without a listener
	}
	requestAgain()
	return requestAgain
}
