//go:build linux

package netstat_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"

	"github.com/gonetstat/gonetstat/netstat"
)

// host is what a program in a container has of its host: the host's procfs
// and names of network namespaces, mounted somewhere else. In these examples
// it is a copy of a small host.
var host = netstat.Options{
	ProcRoot:  "testdata/host/proc",
	NetNSDirs: []string{"testdata/host/run/netns"},
}

func Example() {
	ctx := context.Background()
	o := host
	o.Protocols = netstat.TCP | netstat.TCP6
	for s, err := range netstat.Sockets(ctx, o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.Protocol, s.Local, s.Remote, s.State)
	}
	// Output:
	// tcp 0.0.0.0:22 0.0.0.0:0 LISTEN
	// tcp 127.0.0.1:3306 0.0.0.0:0 LISTEN
	// tcp 192.168.2.50:22 192.168.2.10:54000 ESTABLISHED
	// tcp 192.168.2.50:36634 93.184.216.34:443 TIME_WAIT
	// tcp 192.168.2.50:36636 93.184.216.34:443 CLOSE_WAIT
	// tcp6 [::]:22 [::]:0 LISTEN
	// tcp6 [::ffff:192.168.2.50]:80 [::ffff:192.168.2.9]:49153 ESTABLISHED
}

// The ports that programs listen on, and which programs they are.
func ExampleSockets_listening() {
	o := host
	o.Listening, o.Owners = true, true
	for s, err := range netstat.Sockets(context.Background(), o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.Protocol, s.Local.Port(), s.Process)
	}
	// Output:
	// tcp 22 812/sshd
	// tcp 3306 -
	// tcp6 22 812/sshd
	// udp 53 -
}

// Leaving the loop ends the reading.
func ExampleSockets_break() {
	for s, err := range netstat.Sockets(context.Background(), host) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		if s.Local.Port() == 22 && s.State == netstat.Established {
			fmt.Println("someone is logged in from", s.Remote.Addr())
			break
		}
	}
	// Output:
	// someone is logged in from 192.168.2.10
}

// The timers of connections that wait for something.
func ExampleSockets_timers() {
	o := host
	o.Protocols = netstat.TCP
	for s, err := range netstat.Sockets(context.Background(), o) {
		if err == nil && s.Timer != netstat.Off {
			fmt.Println(s.Remote, s.Timer, s.Expires, s.Retransmits, s.Probes)
		}
	}
	// Output:
	// 192.168.2.10:54000 On 230ms 0 0
	// 93.184.216.34:443 TimeWait 50s 0 0
	// 93.184.216.34:443 ProbeTimer 7.62s 0 2
}

// The sockets of a container, through a process that runs in it.
func ExampleSockets_process() {
	o := host
	o.NetNSPIDs = []int{4711}
	o.Owners = true
	for s, err := range netstat.Sockets(context.Background(), o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.NetNS, s.Protocol, s.Local, s.Process)
	}
	// Output:
	// net:[4026532008] tcp 0.0.0.0:8080 4711/nginx: master process
}

// The listeners of all network namespaces.
func ExampleSockets_allNetNS() {
	o := host
	o.AllNetNS, o.Listening = true, true
	o.Protocols = netstat.TCP
	for s, err := range netstat.Sockets(context.Background(), o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%q %v\n", s.NetNS, s.Local)
	}
	// Output:
	// "" 0.0.0.0:22
	// "" 127.0.0.1:3306
	// "net:[4026532008]" 0.0.0.0:8080
}

// An error hides nothing but what it is about.
func ExampleSockets_errors() {
	o := host
	o.Protocols = netstat.TCP
	o.NetNSPIDs = []int{99, 4711}
	for s, err := range netstat.Sockets(context.Background(), o) {
		if errors.Is(err, os.ErrNotExist) {
			fmt.Println("no such process:", err)
			continue
		}
		fmt.Println(s.Local)
	}
	// Output:
	// no such process: readlink testdata/host/proc/99/ns/net: no such file or directory
	// 0.0.0.0:8080
}

func ExampleUnixSockets() {
	o := host
	o.Owners = true
	for s, err := range netstat.UnixSockets(context.Background(), o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		if s.Path != "" {
			fmt.Println(s.State, s.Listening, s.Path, s.Process.PID)
		}
	}
	// Output:
	// UNCONNECTED true /run/dbus/system_bus_socket 640
	// CONNECTED false /run/dbus/system_bus_socket 640
	// UNCONNECTED true @/org/kernel/udev/udevd 0
}

// A program finds its own listener.
func ExampleNetstat() {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer listener.Close()
	port := uint16(listener.Addr().(*net.TCPAddr).Port)

	features := netstat.EnableFeatures{TCP: true, PID: true}
	entries, err := netstat.Netstat(context.Background(), features, func(s *netstat.SockTabEntry) bool {
		return netstat.ListeningFilter(s) && s.LocalEndpoint.Port == port
	})
	if err != nil {
		fmt.Println(err)
	}
	for _, e := range entries {
		fmt.Println(e.Transport, e.LocalEndpoint.IP, e.State, e.Process.Pid == os.Getpid())
	}
	// Output:
	// tcp 127.0.0.1 LISTEN true
}
