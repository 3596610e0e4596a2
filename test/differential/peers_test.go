package differential

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// peerVariable makes the test binary one of peers.
const peerVariable = "GONETSTAT_TEST_PEER"

// A peer is a fake of a program that NSS modules ask.
type peer struct {
	socket string
	serve  func(conn net.Conn)
}

// peers are all fakes, by their names.
var peers = map[string]peer{
	"userdb":         {"/run/systemd/userdb/io.example.Users", serveUserDB},
	"userdb-dead":    {"/run/systemd/userdb/io.example.Dead", func(net.Conn) {}},
	"userdb-silent":  {"/run/systemd/userdb/io.example.Silent", silent},
	"userdb-endless": {"/run/systemd/userdb/io.example.Endless", endless},
	"userdb-nss":     {"/run/systemd/userdb/io.systemd.NameServiceSwitch", serveNameServiceSwitch},
	"resolve":        {"/run/systemd/resolve/io.systemd.Resolve", serveResolve},
	"resolve-silent": {"/run/systemd/resolve/io.systemd.Resolve", silent},
	"nscd":           {"/run/nscd/socket", serveNSCD},
	"nscd-silent":    {"/run/nscd/socket", silent},
	"sockets":        {"/run/sockets", silent}, // which also holds sockets of users
	"sss":            {"/var/lib/sss/pipes/nss", serveSSS},
	"sss-silent":     {"/var/lib/sss/pipes/nss", silent},
	"avahi-silent":   {"/run/avahi-daemon/socket", silent},
	"avahi":          {"/run/avahi-daemon/socket", serveAvahi},
}

// peersDirectory has a file NAME.ready for each peer that answers, and a file
// NAME.asked for each that was asked.
const peersDirectory = "/run/peers"

// servePeer is the main function of a peer.
func servePeer(name string) {
	p := peers[name]
	must(os.MkdirAll(filepath.Dir(p.socket), 0o755))
	os.Remove(p.socket)
	listener, err := net.Listen("unix", p.socket)
	must(err)
	must(os.Chmod(p.socket, 0o666))
	must(os.MkdirAll(peersDirectory, 0o755))
	mark := func(what string) { must(os.WriteFile(filepath.Join(peersDirectory, name+what), nil, 0o644)) }
	if name == "sockets" {
		holdUserSockets()
	}
	mark(".ready")
	for {
		conn, err := listener.Accept()
		must(err)
		mark(".asked")
		go func() {
			defer conn.Close()
			p.serve(conn)
		}()
	}
}

// silent reads and never answers.
func silent(conn net.Conn) { io.Copy(io.Discard, conn) }

// endless answers at once, and for ever.
func endless(conn net.Conn) {
	for {
		if _, err := conn.Write(bytes.Repeat([]byte("garbage "), 1<<10)); err != nil {
			return
		}
	}
}

// A varlinkCall is a question to a varlink service.
type varlinkCall struct {
	Method     string
	Parameters struct {
		UID     int
		Service string
		Address []int
		Family  int
	}
}

// serveVarlink answers one call, and then keeps the connection if the answer
// looks like one.
func serveVarlink(conn net.Conn, answer func(varlinkCall) string) {
	question, err := bufio.NewReader(conn).ReadBytes(0)
	if err != nil {
		return
	}
	var call varlinkCall
	must(json.Unmarshal(question[:len(question)-1], &call))
	text := answer(call)
	io.WriteString(conn, text)
	if strings.HasSuffix(text, "\x00") {
		io.Copy(io.Discard, conn)
	}
}

// firstPeerUser is the number of the user that the first answer of a table is
// about.
const firstPeerUser = 70000

func serveUserDB(conn net.Conn) {
	serveVarlink(conn, func(c varlinkCall) string {
		if c.Method != "io.systemd.UserDatabase.GetUserRecord" || c.Parameters.Service != "io.example.Users" {
			return "unexpected question"
		}
		if i := c.Parameters.UID - firstPeerUser; i >= 0 && i < len(userDBAnswers) {
			if strings.Contains(userDBAnswers[i], "late") {
				time.Sleep(time.Second)
			}
			return userDBAnswers[i]
		}
		return noRecord
	})
}

// serveNameServiceSwitch stands for systemd-userdbd, which knows what modules know.
func serveNameServiceSwitch(conn net.Conn) {
	serveVarlink(conn, func(c varlinkCall) string {
		if c.Parameters.UID == firstPeerUser {
			return userAnswer(`"userName":"by-module","uid":70000`)
		}
		return noRecord
	})
}

func serveResolve(conn net.Conn) {
	serveVarlink(conn, func(c varlinkCall) string {
		if c.Method != "io.systemd.Resolve.ResolveAddress" {
			return "unexpected question"
		}
		if i := c.Parameters.Address[len(c.Parameters.Address)-1]; i < len(resolveAnswers) {
			if strings.Contains(resolveAnswers[i], "late") {
				time.Sleep(time.Second)
			}
			return resolveAnswers[i]
		}
		return `{"error":"io.systemd.Resolve.NoSuchResourceRecord","parameters":{}}` + "\x00"
	})
}

// serveNSCD answers a request of glibc's nscd-client.h.
func serveNSCD(conn net.Conn) {
	var head struct{ Version, Type, Length uint32 }
	if binary.Read(conn, binary.NativeEndian, &head) != nil {
		return
	}
	key := make([]byte, head.Length)
	if _, err := io.ReadFull(conn, key); err != nil {
		return
	}
	answers, i := nscdHosts, int(key[len(key)-1])
	switch head.Type {
	case 7:
		answers = nscdHosts6
	case 1:
		var uid int
		fmt.Sscan(strings.TrimSuffix(string(key), "\x00"), &uid)
		answers, i = nscdUsers, uid-firstPeerUser
	}
	switch {
	case head.Type != 1 && head.Type != 6 && head.Type != 7: // GETPWBYUID, GETHOSTBYADDR, GETHOSTBYADDRv6
	case i >= 0 && i < len(answers):
		io.WriteString(conn, answers[i])
	default:
		io.WriteString(conn, words(2, 0, 0, 0, 0, 0, 0, 0, 0))
	}
}

// serveSSS answers sssd's clients.
func serveSSS(conn net.Conn) {
	services := ""
	for {
		var head struct{ Length, Command, Error, Reserved uint32 }
		if binary.Read(conn, binary.NativeEndian, &head) != nil {
			return
		}
		body := make([]byte, head.Length-16)
		if _, err := io.ReadFull(conn, body); err != nil {
			return
		}
		answer := sssMessage(head.Command, words(0, 0))
		switch head.Command {
		case 0x01:
			answer = sssMessage(head.Command, words(1))
		case 0x12:
			if i := int(binary.NativeEndian.Uint32(body)) - firstPeerUser; i >= 0 && i < len(sssUsers) {
				answer = sssUsers[i]
			}
		case 0x53:
			if i := int(body[len(body)-1]); i < len(sssHosts) {
				answer = sssHosts[i]
			}
		case 0x72:
			if body[8] == 10 && body[9] == 1 {
				answer = sssMessage(head.Command, words(1, 0, 1)+"sss-net\x0010.1.0.0\x00alias\x00")
			}
		case 0xa3:
			services, answer = sssServices, sssMessage(head.Command, "")
		case 0xa4:
			if services != "" {
				answer = sssMessage(head.Command, services)
				services = ""
			}
		}
		_, err := io.WriteString(conn, answer)
		if err != nil || len(answer) < 4 || int(binary.NativeEndian.Uint32([]byte(answer))) != len(answer) {
			return // rather than let the other wait for the rest
		}
	}
}

// serveAvahi answers a line by a line.
func serveAvahi(conn net.Conn) {
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return
	}
	answer, ok := avahiAnswers[strings.TrimSpace(strings.TrimPrefix(line, "RESOLVE-ADDRESS "))]
	if !ok {
		answer = "-15 Timeout reached\n"
	}
	io.WriteString(conn, answer)
}

// words gives numbers of 32 bits as they are in memory.
func words(numbers ...int64) string {
	var text []byte
	for _, n := range numbers {
		text = binary.NativeEndian.AppendUint32(text, uint32(n))
	}
	return string(text)
}

// holdUserSockets holds sockets of users whose names are not in files.
func holdUserSockets() {
	for i := range 8 {
		fd := listen(unix.AF_INET, inet4([4]byte{10, 0, 0, byte(16 + i)}, 8000+i))
		must(unix.Fchown(fd, firstPeerUser+i%5, 0))
		_, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
		must(err)
	}
}
