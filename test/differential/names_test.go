package differential

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// resolverVariable makes the test binary a name server on 127.0.0.1 and a
// holder of connections to many addresses.
const resolverVariable = "GONETSTAT_TEST_RESOLVER"

// TestLiveNames compares listings with the names of hosts, from /etc/hosts and
// from a name server that takes its time.
func TestLiveNames(t *testing.T) {
	ns := newNamespace(t)
	ns.etc = t.TempDir()
	for name, text := range map[string]string{
		"resolv.conf":   "nameserver 127.0.0.1\noptions timeout:2 attempts:1\n",
		"nsswitch.conf": "passwd: files\nservices: files\nprotocols: files\nhosts: files dns\n",
		"hosts": "127.0.0.1 localhost.localdomain localhost alias\n127.0.0.1 other\n::1 ip6-localhost ip6-loopback\n" +
			"127.0.1.7 Upper.Case.Example alias7\n127.0.1.8 two_under.example\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(ns.etc, name), []byte(text), 0o644))
	}
	cmd := ns.command(os.Args[0])
	cmd.Env = append(os.Environ(), resolverVariable+"=1")
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { stdin.Close(); cmd.Wait() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "ready\n", line)

	for _, args := range []string{"-ta", "-taW", "-t6", "-ua", "-uaW", "-uae", "-a", "-ta --numeric-ports", "-ua4W", "-wa", "-t -p"} {
		t.Run(args, func(t *testing.T) { compareLive(t, ns, strings.Fields(args)...) })
	}
}

// resolve is the main function of the name server.
func resolve() {
	conn, err := net.ListenPacket("udp4", "127.0.0.1:53")
	must(err)
	go serveNames(conn)
	for i := range 60 {
		fd := socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
		must(unix.Connect(fd, inet4([4]byte{127, 0, 1, byte(i)}, 8000+i)))
	}
	server := listen(unix.AF_INET6, inet6([16]byte{}, 22))
	for _, addr := range [][16]byte{loopback6, mapped, {10: 0xff, 11: 0xff, 12: 127, 14: 1, 15: 9}} {
		connect(unix.AF_INET6, inet6(addr, 22))
		accept(server)
	}
	for i := range 20 {
		connect(unix.AF_INET, inet4([4]byte{127, 0, 2, byte(i + 1)}, 22))
		accept(server)
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadByte()
}

// serveNames answers questions for names of addresses by the last number of an
// IPv4 address.
func serveNames(conn net.PacketConn) {
	buf := make([]byte, 512)
	for {
		n, client, err := conn.ReadFrom(buf)
		if err != nil {
			return
		}
		question := append([]byte(nil), buf[:n]...)
		go func() {
			time.Sleep(2 * time.Millisecond)
			conn.WriteTo(reply(question), client)
		}()
	}
}

// reply makes a DNS message of a question and one PTR record, or of an error.
func reply(question []byte) []byte {
	end := 12
	for question[end] != 0 {
		end += int(question[end]) + 1
	}
	number := string(question[13 : 13+question[12]])
	reply := append([]byte(nil), question[:end+5]...)
	reply[2] |= 0x80                            // a response
	binary.BigEndian.PutUint16(reply[10:12], 0) // without additional records
	var labels []string
	switch number {
	case "3":
		labels = []string{"a_b", "example"}
	case "4":
		labels = []string{"evil\x1b[31m", "example"}
	case "5":
		labels = []string{"a b", "example"}
	case "6":
		labels = []string{"a-very-long-name-indeed", "with-many-labels", "example", "com"}
	case "9":
		reply[3] |= 2 // server failure
		return reply
	case "10", "11", "12":
		reply[3] |= 3 // no such name
		return reply
	default:
		labels = []string{"Host-" + number, "Example"}
	}
	var name []byte
	for _, label := range append(labels, "") {
		name = append(append(name, byte(len(label))), label...)
	}
	binary.BigEndian.PutUint16(reply[6:8], 1)
	reply = append(reply, 0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60) // its name, PTR, IN, a minute
	reply = binary.BigEndian.AppendUint16(reply, uint16(len(name)))
	return append(reply, name...)
}
