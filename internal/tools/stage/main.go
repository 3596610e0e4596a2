// Command stage runs a shell's commands where it is always the same to look at:
// in namespaces of its own for processes, mounts and the network, with programs
// that listen and are connected, and a second network namespace, blue. The
// examples of the documents and the picture of a table are made there. Sockets and
// processes are real; what the processes belong to is said by files of its own in
// place of /proc/PID/cgroup. It needs root, and leaves nothing behind.
//
//	go build -o gonetstat ./cmd/gonetstat && go run ./internal/tools/stage ./gonetstat -tulpn
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
)

// Variables of the environment that make this program a part of the stage.
const (
	insideVariable = "GONETSTAT_STAGE"
	actorVariable  = "GONETSTAT_STAGE_ACTOR" // the sockets that it holds
)

// The first thread, which cannot end, is never one that enters another namespace.
func init() { runtime.LockOSThread() }

func main() {
	if sockets := os.Getenv(actorVariable); sockets != "" {
		act(sockets)
		return
	}
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: stage COMMAND...")
		os.Exit(2)
	}
	cmd := exec.Command("sh", "-c", strings.Join(os.Args[1:], " "))
	if os.Getenv(insideVariable) == "" {
		cmd = exec.Command("/proc/self/exe", os.Args[1:]...)
		cmd.Env = append(os.Environ(), insideVariable+"=yes")
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID,
			Pdeathsig:  syscall.SIGKILL,
		}
	} else {
		os.Unsetenv(insideVariable)
		check(set())
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		if exit, ok := err.(*exec.ExitError); ok {
			os.Exit(exit.ExitCode())
		}
		check(err)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "stage: %v\n", err)
		os.Exit(1)
	}
}
