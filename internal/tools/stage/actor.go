package main

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
	"time"
)

// patience is longer than the first process of the PID namespace lasts, with which
// all others end.
const patience = time.Hour

// act holds sockets, which a list with blanks names by what they are and their
// addresses, until the end of the stage.
func act(sockets string) {
	for _, socket := range strings.Fields(sockets) {
		kind, address, _ := strings.Cut(socket, ":")
		check(hold(kind, address))
	}
	fmt.Print("!")
	os.Stdout.Close()
	time.Sleep(patience)
}

// hold opens a socket that stays open: nothing closes it, and a goroutine keeps it
// from being collected.
func hold(kind, address string) error {
	switch kind {
	case "udp":
		socket, err := net.ListenPacket("udp4", address)
		if err == nil {
			go keep(socket)
		}
		return err
	case "to":
		socket, err := (&net.Dialer{LocalAddr: &net.TCPAddr{Port: 41564}}).Dial("tcp", address)
		if err == nil {
			go keep(socket)
		}
		return err
	}
	if kind == "tcp" {
		kind = "tcp4"
	}
	listener, err := net.Listen(kind, address)
	if err == nil {
		go accept(listener)
	}
	return err
}

// accept accepts connections, and keeps them.
func accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		go keep(connection)
	}
}

// keep keeps a socket until the process ends.
func keep(socket any) {
	time.Sleep(patience)
	runtime.KeepAlive(socket)
}
