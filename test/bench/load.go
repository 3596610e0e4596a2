package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"

	"golang.org/x/sys/unix"
)

// A holder is a process that holds sockets until its standard input ends.
type holder struct {
	cmd   *exec.Cmd
	stdin io.Closer
}

type holders []holder

// startHolders starts processes that hold count of a load each, and waits
// until they do.
func startHolders(load string, processes, count int) holders {
	var all holders
	for range processes {
		all = append(all, startHolder(nil, load, count))
	}
	return all
}

// startHolder starts one holder, by a command in front if there is one.
func startHolder(prefix []string, load string, count int) holder {
	self, err := os.Executable()
	check(err)
	command := append(prefix, self, "-hold", load, "-count", fmt.Sprint(count))
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	check(err)
	stdout, err := cmd.StdoutPipe()
	check(err)
	check(cmd.Start())
	if _, err := bufio.NewReader(stdout).ReadString('\n'); err != nil {
		fmt.Fprintln(os.Stderr, "bench: a holder of", load, "failed")
		os.Exit(1)
	}
	return holder{cmd, stdin}
}

func (all holders) stop() {
	for _, h := range all {
		h.stdin.Close()
	}
	for _, h := range all {
		h.cmd.Wait()
	}
}

// holdLoad is the main function of a holder.
func holdLoad(load string, count int) {
	switch load {
	case "connections":
		holdConnections(count)
	case "listeners":
		holdListeners(count, 0)
	case "processes":
		holdListeners(count, 50)
	case "containers":
		holdContainers(count)
	case "names":
		holdNames(count)
	}
	fmt.Println("ready")
	io.Copy(io.Discard, os.Stdin)
}

// holdConnections makes connections over the loopback, both ends of them. Each
// process and each 10,000 connections have an address of their own, so that
// ports do not run out.
func holdConnections(count int) {
	pid := os.Getpid()
	var server int
	for i := range count {
		addr := [4]byte{127, byte(1 + pid>>8&0x3f), byte(pid), byte(1 + i/10000)}
		if i%10000 == 0 {
			server = listenOn(addr, 9000)
		}
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		check(err)
		check(unix.Connect(fd, &unix.SockaddrInet4{Addr: addr, Port: 9000}))
		_, _, err = unix.Accept4(server, unix.SOCK_CLOEXEC)
		check(err)
	}
}

func listenOn(addr [4]byte, port int) int {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	check(err)
	check(unix.Bind(fd, &unix.SockaddrInet4{Addr: addr, Port: port}))
	check(unix.Listen(fd, 128))
	return fd
}

// holdListeners makes listening sockets. With plain descriptors beside them
// each socket and so many descriptors belong to a process of their own, and
// these are given.
func holdListeners(count, plain int) (pids []int) {
	for range count {
		fd := listenOn([4]byte{127, 0, 0, 1}, 0)
		if plain == 0 {
			continue
		}
		socket := os.NewFile(uintptr(fd), "socket")
		pids = append(pids, startCat(plain, socket))
		check(socket.Close())
	}
	return pids
}

// startCat starts a process, which ends with this one, that has so many plain
// descriptors and some files.
func startCat(plain int, files ...*os.File) (pid int) {
	null, err := os.Open(os.DevNull)
	check(err)
	defer null.Close()
	cmd := exec.Command("cat")
	stdin, err := cmd.StdinPipe()
	check(err)
	keep = append(keep, stdin)
	for range plain {
		cmd.ExtraFiles = append(cmd.ExtraFiles, null)
	}
	cmd.ExtraFiles = append(cmd.ExtraFiles, files...)
	check(cmd.Start())
	return cmd.Process.Pid
}

// keep holds what would be closed if it were not referred to.
var keep []io.Closer
