//go:build linux

package netstat_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"github.com/gonetstat/gonetstat/netstat"
)

func ExampleSCTPSockets() {
	for s, err := range netstat.SCTPSockets(context.Background(), host) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.State, s.Local, s.LocalPort, s.Peer, s.PeerPort)
	}
	// Output:
	// LISTEN [10.0.0.1 10.1.0.1] 9876 [] 0
	// ESTABLISHED [10.0.0.1 10.1.0.1] 9876 [10.0.0.2 10.1.0.2] 9900
}

func ExampleRoutes() {
	for r, err := range netstat.Routes(context.Background(), host) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%v %v/%d via %v on %q\n", r.Family, r.Destination, r.Bits, r.Gateway, r.Interface)
	}
	// Output:
	// inet 0.0.0.0/0 via 192.168.2.1 on "eth0"
	// inet 192.168.2.0/24 via invalid IP on "eth0"
	// inet 10.1.0.0/16 via invalid IP on ""
	// inet6 2001:db8::/32 via fe80::1 on "eth0"
	// inet6 fe80::/64 via invalid IP on "eth0"
}

func ExampleStatistics() {
	o := host
	o.Families = netstat.Inet
	for s, err := range netstat.Statistics(context.Background(), o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.Protocol, s.Name, s.Value)
	}
	// Output:
	// Ip Forwarding 2
	// Ip InReceives 4711
	// Tcp MaxConn 18446744073709551615
	// Tcp CurrEstab 3
	// TcpExt ListenDrops 7
}

func ExampleGroups() {
	for g, err := range netstat.Groups(context.Background(), host) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(g.Interface, g.Addr, g.Users)
	}
	// Output:
	// lo 224.0.0.1 1
	// eth0 224.0.0.251 2
	// eth0 ff02::fb 13
}

// The interfaces of the machine that the example runs on, of which it knows one.
func ExampleInterfaces() {
	for i, err := range netstat.Interfaces(context.Background(), netstat.Options{}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		if i.Name == "lo" {
			fmt.Println(i.Name, i.MTU, i.HardwareAddress == nil)
		}
	}
	// Output:
	// lo 65536 true
}

func ExampleNamespaces() {
	o := host
	o.AllNetNS = true
	for n, err := range netstat.Namespaces(context.Background(), o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%q %d %v\n", n.Label, n.Inode, n.PIDs)
	}
	// Unordered output:
	// "" 4026531840 [1 640 812 977]
	// "net:[4026532008]" 4026532008 [4711]
}

// Who has the other end of a connection on this host.
func ExampleSockets_tuple() {
	o := host
	o.Owners = true
	o.Tuple = &netstat.Tuple{
		Local:  netip.MustParseAddrPort("192.168.2.50:22"),
		Remote: netip.MustParseAddrPort("192.168.2.10:54000"),
	}
	for s, err := range netstat.Sockets(context.Background(), o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.State, s.Process.PID, s.Process.Comm, s.Process.Name)
	}
	// Output:
	// ESTABLISHED 977 sshd sshd: alice [priv]
}

// What an ordinary user may not see.
func ExampleGaps() {
	o := host
	o.Owners, o.Listening = true, true
	o.Gaps = func(g netstat.Gaps) { fmt.Println(g.Unread, "processes could not be read") }
	for s, err := range netstat.Sockets(context.Background(), o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		if s.Local.Port() == 22 {
			fmt.Println(s.Process)
		}
	}
	// Output:
	// 0 processes could not be read
	// 812/sshd
	// 812/sshd
}

// Errors tell what is wrong with a network namespace.
func ExampleNamespaceError() {
	o := host
	o.NetNS = []string{"/proc/self/ns/uts"}
	for _, err := range netstat.Sockets(context.Background(), o) {
		var about *netstat.NamespaceError
		if errors.As(err, &about) {
			fmt.Println(about.Name, errors.Is(err, netstat.ErrNotNamespace), errors.Is(err, netstat.ErrGone))
		}
	}
	// Output:
	// /proc/self/ns/uts true false
}
