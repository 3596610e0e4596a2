package hostile

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// helpers are what the test binary can be besides a test.
var helpers = map[string]func(args []string){
	"listen": listen,
	"names":  holdNames,
	"churn":  churn,
	"refuse": refuse,
	"share":  share,
	"hold":   hold,
}

// startHelper starts a helper in a network namespace and waits until it is
// ready. It ends with the test.
func startHelper(t *testing.T, netns, name string, args ...string) *testkit.Helper {
	t.Helper()
	cmd := exec.Command("ip", append([]string{"netns", "exec", netns, os.Args[0]}, args...)...)
	cmd.Env = append(os.Environ(), helperVariable+"="+name)
	cmd.Dir = t.TempDir()
	return testkit.Start(t, cmd)
}

func must[T any](value T, err error) T {
	if err != nil {
		_, file, line, _ := runtime.Caller(1)
		fmt.Fprintf(os.Stderr, "helper: %s:%d: %v\n", file, line, err)
		os.Exit(1)
	}
	return value
}

// listen holds listeners of tcp and udp on ports of the loopback, a connection
// to each of the former, and a unix socket for each. No packet keeps the
// connections alive, so that the statistics stay as they are.
func listen(ports []string) {
	listener, dialer := net.ListenConfig{KeepAlive: -1}, net.Dialer{KeepAlive: -1}
	var held []any
	for _, port := range ports {
		tcp := must(listener.Listen(context.Background(), "tcp4", "127.0.0.1:"+port))
		near := must(dialer.Dial("tcp4", tcp.Addr().String()))
		far := must(tcp.Accept())
		udp := must(net.ListenPacket("udp4", "127.0.0.1:"+port))
		local := must(net.Listen("unix", "@hostile-stable-"+strconv.Itoa(os.Getpid())+"-"+port))
		held = append(held, tcp, near, far, udp, local)
	}
	testkit.Ready()
	runtime.KeepAlive(held)
}

// names are names of programs and of unix sockets that could harm a terminal,
// a reader of lines or a buffer.
var names = []string{
	"\x1b[31mred\x1b[2J\x1b]0;title\x07",
	"two\nlines\r\nand more",
	"invalid \xff\xfe\xc3( utf-8 \u202e\u009b31m",
	"/usr/bin/\x1b[8m",
	"tab\tbackspace\b\b\b\b\x7f",
	"",
	"/",
	"%s%n%d",
}

// long is a name of 4 KB.
var long = string(make4K())

func make4K() []byte {
	text := make([]byte, 4096)
	for i := range text {
		text[i] = byte(1 + i%255)
	}
	return text
}

// holdNames starts a program with each of the names, which holds a listener,
// and binds unix sockets to each of the names.
func holdNames([]string) {
	for i, name := range append(names, long, "/"+long) {
		listener := must(net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(7000+i)))
		file := must(listener.(*net.TCPListener).File())
		listener.Close()
		cmd := exec.Command("cat")
		cmd.Args[0] = name
		must(cmd.StdinPipe()) // ends with this process
		cmd.ExtraFiles = []*os.File{file}
		must(0, cmd.Start())
		file.Close()

		path := "@" + name
		fd := must(unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0))
		must(0, unix.Bind(fd, &unix.SockaddrUnix{Name: path[:min(len(path), 100)]}))
		must(0, unix.Listen(fd, 1))
	}
	testkit.Ready()
}
