package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	// The cgroups of containers are made below one of the machine's.
	benchCgroup      = "/gonetstat-bench.slice"
	dockerContainers = "/var/lib/docker/containers"
)

// startContainers makes namespaces with some containers of Docker in each: each a
// process with a listener and others beside it, in a cgroup of its own, and with the
// configuration that Docker keeps of it. It gives the function that takes all of it
// away.
func startContainers(namespaces, each, processes int) (stop func()) {
	// In the bench's own mount namespace.
	must("mount", "--make-rprivate", "/")
	must("mount", "-t", "tmpfs", "tmpfs", "/var/lib")
	var all holders
	for i := range namespaces {
		name := namespaceName(i)
		must("ip", "netns", "add", name)
		must("ip", "-n", name, "link", "set", "lo", "up")
		all = append(all, startHolder([]string{"nsenter", "--net=/run/netns/" + name, "env",
			"CONTAINERS=" + strconv.Itoa(i*each), "PROCESSES=" + strconv.Itoa(processes)}, "containers", each))
	}
	return func() {
		all.stop()
		for i := range namespaces {
			must("ip", "netns", "delete", namespaceName(i))
		}
		removeCgroups()
		must("umount", "/var/lib")
	}
}

// holdContainers holds listeners as containers do.
func holdContainers(count int) {
	first, err := strconv.Atoi(os.Getenv("CONTAINERS"))
	check(err)
	processes, err := strconv.Atoi(os.Getenv("PROCESSES"))
	check(err)
	const descriptors = 4 // beside the standard ones and the socket
	for i, pid := range holdListeners(count, descriptors) {
		id := fmt.Sprintf("%064x", 0xc0ffee<<32+first+i)
		cgroup := cgroupMount() + benchCgroup + "/docker-" + id + ".scope"
		check(os.MkdirAll(cgroup, 0o755))
		pids := []int{pid}
		for range processes - 1 {
			pids = append(pids, startCat(descriptors))
		}
		for _, pid := range pids {
			check(os.WriteFile(cgroup+"/cgroup.procs", []byte(strconv.Itoa(pid)), 0))
		}
		dir := dockerContainers + "/" + id
		check(os.MkdirAll(dir, 0o710))
		check(os.WriteFile(dir+"/config.v2.json", dockerConfig(id, fmt.Sprint("web-", first+i)), 0o640))
	}
}

// dockerConfig is what Docker keeps of a container, with what takes most room in
// it: the environment and the labels of its image.
func dockerConfig(id, name string) []byte {
	var environment, labels []string
	for i := range 20 {
		environment = append(environment, fmt.Sprintf(`"VARIABLE_%d=a value that is about as long as most of them are"`, i))
		labels = append(labels, fmt.Sprintf(`"org.example.label-%d":"a value that is about as long as most of them are"`, i))
	}
	return fmt.Appendf(nil, `{"StreamConfig":{},"State":{"Running":true,"Pid":4711,"StartedAt":"2024-05-01T10:00:00Z"},"ID":"%s",`+
		`"Created":"2024-05-01T09:59:59Z","Path":"/entrypoint.sh","Args":["serve"],"Config":{"Hostname":"%s","Env":[%s],"Labels":{%s}},`+
		`"Image":"sha256:%s","NetworkSettings":{"Networks":{"bridge":{"IPAddress":"172.17.0.2"}}},"Name":"/%s","Driver":"overlay2",`+
		`"MountPoints":{},"RestartCount":0}`, id, id[:12], strings.Join(environment, ","), strings.Join(labels, ","), id, name)
}

// cgroupMount is where cgroups of version 2 are.
func cgroupMount() string {
	for _, mount := range []string{"/sys/fs/cgroup", "/sys/fs/cgroup/unified"} {
		if _, err := os.Stat(mount + "/cgroup.controllers"); err == nil {
			return mount
		}
	}
	fmt.Fprintln(os.Stderr, "bench: no cgroups of version 2")
	os.Exit(1)
	return ""
}

// removeCgroups removes the cgroups once their processes, which end with their
// holders, have ended.
func removeCgroups() {
	top := cgroupMount() + benchCgroup
	dirs, err := filepath.Glob(top + "/*.scope")
	check(err)
	for _, dir := range append(dirs, top) {
		for range 1000 {
			if err = os.Remove(dir); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		check(err)
	}
}
