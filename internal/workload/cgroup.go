package workload

import (
	"bytes"
	"strings"
)

// cgroup is one of the cgroups of a process.
type cgroup struct {
	// hierarchy is the hierarchy that it is in: "" is version 2's, and those
	// of version 1 are known by their controllers, such as "cpu,cpuacct", or
	// their name, such as "name=systemd".
	hierarchy string
	path      string
}

// parseCgroups reads a /proc/PID/cgroup, lines such as
//
//	4:cpu,cpuacct:/docker/1f2e…
//	1:name=systemd:/system.slice/docker-1f2e….scope
//	0::/system.slice/docker-1f2e….scope
//
// (proc_cgroup_show in kernel/cgroup/cgroup.c), and chooses the one that tells
// most: where not all hierarchies are used for containers, one that has the
// container's, otherwise one that is not just "/". Of several the first is
// systemd's own, then that of version 2, then those that runtimes are known to
// use. The texts are parts of the content.
func parseCgroups(content []byte) (best cgroup, in place) {
	bestRank := 100
	for line := range bytes.Lines(content) {
		_, rest, ok := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(":"))
		hierarchy, path, ok2 := bytes.Cut(rest, []byte(":"))
		if !ok || !ok2 || len(path) == 0 || path[0] != '/' || len(path) > maxPath {
			continue
		}
		rank := rankOf(string(hierarchy))
		if string(path) == "/" {
			rank += 20
		}
		if rank >= bestRank {
			continue
		}
		c, p := cgroup{string(hierarchy), string(path)}, in
		if c.path != best.path {
			p = parsePath(c.path)
		}
		if c.path != "/" && p.id == "" && p.name == "" {
			rank += 10
		}
		if rank < bestRank {
			best, in, bestRank = c, p, rank
		}
	}
	return best, in
}

// maxPath is the length of the longest path of a cgroup. The kernel writes none
// that is longer than a page.
const maxPath = 4096

func rankOf(hierarchy string) int {
	switch hierarchy {
	case "name=systemd":
		return 0
	case "":
		return 1
	case "pids":
		return 2
	case "memory":
		return 3
	}
	if hierarchy == "cpu" || strings.HasPrefix(hierarchy, "cpu,") || strings.HasSuffix(hierarchy, ",cpu") {
		return 4
	}
	return 5
}
