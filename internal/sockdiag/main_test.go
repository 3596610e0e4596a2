package sockdiag

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// holdEnv makes the test binary a process that holds so many connections over
// the loopback until its standard input ends: a whole number of thousands.
const holdEnv = "SOCKDIAG_HOLD"

// churnEnv makes it one that makes and closes connections all the time.
const churnEnv = "SOCKDIAG_CHURN"

// usableEnv makes it tell whether a proc directory is usable.
const usableEnv = "SOCKDIAG_USABLE"

// dumpEnv makes it print the sockets of TCP that it sees.
const dumpEnv = "SOCKDIAG_DUMP"

func TestMain(m *testing.M) {
	if count, err := strconv.Atoi(os.Getenv(holdEnv)); err == nil {
		hold(count)
		return
	}
	if os.Getenv(churnEnv) != "" {
		go churn()
		testkit.Ready()
		return
	}
	if proc := os.Getenv(usableEnv); proc != "" {
		fmt.Println(Usable(proc))
		return
	}
	if os.Getenv(dumpEnv) != "" {
		printDump()
		return
	}
	os.Exit(m.Run())
}

// hold makes connections that nobody accepts, so that the far end of each,
// which is a socket too, takes no descriptor.
func hold(count int) {
	const each = 1000 // less than net.core.somaxconn
	pid := os.Getpid()
	for i := range count {
		addr := &unix.SockaddrInet4{Addr: [4]byte{127, byte(1 + pid>>8&0x3f), byte(pid), byte(1 + i/each)}, Port: 9000}
		if i%each == 0 {
			server := mustSocket()
			must(unix.Bind(server, addr))
			must(unix.Listen(server, each))
		}
		must(unix.Connect(mustSocket(), addr))
	}
	testkit.Ready()
}

// churn makes and closes connections, some of which stay in TIME_WAIT for a
// while.
func churn() {
	addr := &unix.SockaddrInet4{Addr: [4]byte{127, 200, 0, 1}, Port: 9000}
	server := mustSocket()
	must(unix.Bind(server, addr))
	must(unix.Listen(server, 100))
	for {
		var open []int
		for i := range 50 {
			client := mustSocket()
			if i%5 != 0 {
				must(unix.SetsockoptLinger(client, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1}))
			}
			if unix.Connect(client, addr) == nil { // else there is no port left for a moment
				accepted, _, err := unix.Accept4(server, unix.SOCK_CLOEXEC)
				must(err)
				open = append(open, accepted)
			}
			open = append(open, client)
		}
		for i := len(open) - 1; i >= 0; i-- {
			unix.Close(open[i])
		}
	}
}

func printDump() {
	conn, err := Open(unix.Socket)
	must(err)
	sockets, err := tryDump(conn, Request{Protocol: TCP, Family: IPv4, States: All})
	must(err)
	for _, socket := range sockets {
		fmt.Println(socket.Local, "mark", socket.Mark, socket.HasMark)
	}
}

func mustSocket() int {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	must(err)
	return fd
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// holdSockets makes at least so many thousand sockets of TCP in the namespace
// of the test's thread, until the test ends.
func holdSockets(t testing.TB, thousands int) {
	t.Helper()
	for left := thousands / 2; left > 0; left -= 16 {
		cmd := exec.Command("/proc/self/exe")
		cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", holdEnv, 1000*min(left, 16)))
		testkit.Start(t, cmd)
	}
}
