package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"golang.org/x/sys/unix"
)

// An actor is a process with sockets.
type actor struct {
	name    string
	pid     int    // its number, unless another process is quicker to take it
	netns   string // "" for the first
	cgroup  string
	sockets string // what act holds
}

// container is the id of the container that shop runs in.
const container = "3b1f8f0c9d5e4a7b8c6d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b"

// scene are all actors. An actor connects to those in front of it.
var scene = []actor{
	{"systemd-resolved", 412, "", "/system.slice/systemd-resolved.service", "udp:127.0.0.53:53 tcp:127.0.0.53:53"},
	{"sshd", 655, "", "/system.slice/ssh.service", "tcp:0.0.0.0:22 tcp6:[::]:22"},
	{"postgres", 790, "", "/system.slice/postgresql.service", "tcp:127.0.0.1:5432"},
	{"nginx", 811, "", "/system.slice/nginx.service", "tcp:0.0.0.0:443 to:127.0.0.1:5432"},
	{"node", 1502, "blue", "/system.slice/docker-" + container + ".scope", "tcp6:[::]:8080"},
}

// set makes the stage.
func set() error {
	if err := unix.Mount("none", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("make mounts private: %w", err)
	}
	for _, mount := range []struct{ kind, dir string }{{"proc", "/proc"}, {"tmpfs", "/run"}, {"tmpfs", "/var/lib"}} {
		if err := unix.Mount(mount.kind, mount.dir, mount.kind, 0, ""); err != nil {
			return fmt.Errorf("mount %s on %s: %w", mount.kind, mount.dir, err)
		}
	}
	// What Docker leaves on the disk.
	docker := filepath.Join("/var/lib/docker/containers", container)
	if err := os.MkdirAll(docker, 0o710); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(docker, "config.v2.json"), []byte(`{"ID":"`+container+`","Name":"/shop"}`), 0o600); err != nil {
		return err
	}
	for _, command := range []string{"ip link set lo up", "ip netns add blue", "ip -n blue link set lo up"} {
		if out, err := exec.Command("sh", "-c", command).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", command, err, out)
		}
	}
	for i, a := range scene {
		if err := a.enter(i); err != nil {
			return fmt.Errorf("start %s: %w", a.name, err)
		}
	}
	return nil
}

// enter starts an actor, and waits until it has its sockets.
func (a *actor) enter(number int) error {
	// The kernel goes on from this number: pid_namespaces(7).
	if err := os.WriteFile("/proc/sys/kernel/ns_last_pid", fmt.Append(nil, a.pid-1), 0o644); err != nil {
		return err
	}
	cmd := exec.Command("/proc/self/exe")
	cmd.Args = []string{a.name}
	cmd.Env = append(os.Environ(), actorVariable+"="+a.sockets)
	cmd.Stderr = os.Stderr
	ready, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := startIn(a.netns, cmd); err != nil {
		return err
	}
	if _, err := ready.Read(make([]byte, 1)); err != nil {
		return err
	}
	cgroup := fmt.Sprintf("/run/cgroup-%d", number)
	if err := os.WriteFile(cgroup, []byte("0::"+a.cgroup+"\n"), 0o444); err != nil {
		return err
	}
	return unix.Mount(cgroup, fmt.Sprintf("/proc/%d/cgroup", cmd.Process.Pid), "", unix.MS_BIND, "")
}

// startIn starts a command in a network namespace.
func startIn(netns string, cmd *exec.Cmd) error {
	if netns == "" {
		return cmd.Start()
	}
	done := make(chan error)
	go func() { // the thread ends with the goroutine
		runtime.LockOSThread()
		file, err := os.Open("/run/netns/" + netns)
		if err == nil {
			defer file.Close()
			err = unix.Setns(int(file.Fd()), unix.CLONE_NEWNET)
		}
		if err == nil {
			err = cmd.Start()
		}
		done <- err
	}()
	return <-done
}
