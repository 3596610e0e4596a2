package main

import (
	"encoding/binary"
	"net"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// answerDelay is how long the name server takes for each question.
const answerDelay = 20 * time.Millisecond

// holdNames serves names and holds udp sockets with different peers.
func holdNames(count int) {
	conn, err := net.ListenPacket("udp4", "127.0.0.1:53")
	check(err)
	go serveNames(conn)
	for i := range count {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
		check(err)
		check(unix.Connect(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 1, byte(i)}, Port: 9}))
	}
}

// useResolver makes the name server the one that programs ask.
func useResolver() {
	file, err := os.CreateTemp("", "resolv.conf")
	check(err)
	_, err = file.WriteString("nameserver 127.0.0.1\n")
	check(err)
	check(file.Chmod(0o644))
	must("mount", "--make-rprivate", "/")
	must("mount", "--bind", file.Name(), "/etc/resolv.conf")
	check(os.Remove(file.Name()))
}

func serveNames(conn net.PacketConn) {
	buf := make([]byte, 512)
	for {
		n, client, err := conn.ReadFrom(buf)
		if err != nil {
			return
		}
		question := append([]byte(nil), buf[:n]...)
		go func() {
			time.Sleep(answerDelay)
			conn.WriteTo(reply(question), client)
		}()
	}
}

// reply makes a DNS message of a question and one PTR record.
func reply(question []byte) []byte {
	end := 12
	for question[end] != 0 {
		end += int(question[end]) + 1
	}
	number := question[13 : 13+question[12]]
	reply := append([]byte(nil), question[:end+5]...)
	reply[2] |= 0x80
	binary.BigEndian.PutUint16(reply[6:8], 1)
	binary.BigEndian.PutUint16(reply[10:12], 0)
	reply = append(reply, 0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, byte(len(number)+2+8+1))
	reply = append(reply, byte(1+len(number)), 'h')
	reply = append(reply, number...)
	return append(reply, "\x07example\x00"...)
}
