package workload

import "bytes"

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
// container's, otherwise one that is not just "/". Of several the first is that of
// version 2, then systemd's own, then those that runtimes are known to use. The
// texts are parts of the content.
func parseCgroups(content []byte) (best cgroup, in place) {
	bestRank := 100
	for len(content) > 0 {
		line := content
		if end := bytes.IndexByte(content, '\n'); end >= 0 {
			line, content = content[:end], content[end+1:]
		} else {
			content = nil
		}
		number := bytes.IndexByte(line, ':') + 1
		name := bytes.IndexByte(line[number:], ':')
		if number == 0 || name < 0 {
			continue
		}
		hierarchy, path := line[number:number+name], line[number+name+1:]
		if len(path) == 0 || path[0] != '/' || len(path) > maxPath {
			continue
		}
		rank := rankOf(hierarchy)
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

func rankOf(hierarchy []byte) int {
	switch string(hierarchy) {
	case "":
		return 0
	case "name=systemd":
		return 1
	case "pids":
		return 2
	case "memory":
		return 3
	}
	if string(hierarchy) == "cpu" || bytes.HasPrefix(hierarchy, []byte("cpu,")) || bytes.HasSuffix(hierarchy, []byte(",cpu")) {
		return 4
	}
	return 5
}
