package workload

import (
	"strconv"
	"strings"
)

// The runtimes, as Workload.Runtime has them.
const (
	docker     = "docker"
	containerd = "containerd"
	crio       = "cri-o"
	podman     = "podman"
	lxc        = "lxc"
	libvirtLXC = "libvirt-lxc"
	nspawn     = "systemd-nspawn"
)

// podmanParent is the cgroup of podman's containers where cgroups are not
// systemd's.
const podmanParent = "libpod_parent"

// container is what the name of its cgroup tells of a container.
type container struct {
	runtime string // "" if the name does not tell
	id      string
	name    string // of one that has no ID
}

// isContainer tells whether the component is the cgroup of a container, and
// notes which.
func (w *walk) isContainer(p *place) bool {
	c, ok := w.withID(p)
	if !ok {
		c, ok = w.withName()
	}
	if ok {
		p.container = c
	}
	return ok
}

// withID reads the cgroup of a container that has an ID. systemd's cgroup
// driver names it docker-ID.scope, cri-containerd-ID.scope and so on, the other
// one ID, crio-ID, libpod-ID; podman in a unit of systemd libpod-payload-ID. If
// the kubelet means systemd's and containerd does not, it is all in one,
// kubepods-burstable-podUID.slice:cri-containerd:ID.
func (w *walk) withID(p *place) (c container, ok bool) {
	name := strings.TrimSuffix(w.name, ".scope")
	at := len(name) - 64
	if at < 0 || !isID(name[at:]) {
		return c, false
	}
	c.id = name[at:]
	prefix := name[:at]
	if slice, made, ok := strings.Cut(prefix, ".slice:"); ok {
		p.addPodOfSlice(slice)
		prefix = made
	}
	if prefix == "" {
		if w.previous == docker {
			c.runtime = docker
		}
		// Podman's pod, which has its containers below it.
		return c, w.previous != podmanParent
	}
	made := prefix[:len(prefix)-1]
	if strings.IndexByte("-:_", prefix[len(prefix)-1]) < 0 || strings.HasSuffix(made, "conmon") {
		return c, false // conmon stands beside the container that it watches
	}
	switch made {
	case "docker":
		c.runtime = docker
	case "cri-containerd", "containerd", "nerdctl":
		c.runtime = containerd
	case "crio":
		c.runtime = crio
	case "libpod", "libpod-payload":
		c.runtime = podman
	}
	return c, true
}

// withName reads the cgroup of a container that has a name only: lxc.payload.NAME
// and, of older versions, lxc/NAME of LXC, systemd-nspawn@NAME.service and
// machine-NAME.scope of systemd.
func (w *walk) withName() (c container, ok bool) {
	if name, ok := strings.CutPrefix(w.name, "lxc.payload."); ok && name != "" {
		return container{runtime: lxc, name: name}, true
	}
	if w.previous == "lxc" || w.previous == "lxc.payload" {
		return container{runtime: lxc, name: w.name}, true
	}
	// systemd-nspawn itself stands beside the container.
	if w.next() == "supervisor" {
		return c, false
	}
	if name, ok := between(w.name, "systemd-nspawn@", ".service"); ok {
		return container{runtime: nspawn, name: unescape(name)}, true
	}
	if name, ok := between(w.name, "machine-", ".scope"); ok {
		return machine(unescape(name))
	}
	return c, false
}

// machine reads the name of a scope that systemd-machined was asked for. libvirt
// asks for virtual machines too, as qemu-NUMBER-NAME.
func machine(name string) (c container, ok bool) {
	driver, rest, _ := strings.Cut(name, "-")
	number, its, ok := strings.Cut(rest, "-")
	if ok && isNumber(number) && its != "" {
		switch driver {
		case "qemu":
			return c, false
		case "lxc":
			return container{runtime: libvirtLXC, name: its}, true
		}
	}
	return container{runtime: nspawn, name: name}, true
}

// unescape puts the bytes back that a unit's name has as \xHH (systemd.unit(5),
// "String escaping").
func unescape(name string) string {
	if strings.IndexByte(name, '\\') < 0 {
		return name
	}
	var out strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '\\' && i+3 < len(name) && name[i+1] == 'x' {
			if n, err := strconv.ParseUint(name[i+2:i+4], 16, 8); err == nil {
				out.WriteByte(byte(n))
				i += 3
				continue
			}
		}
		out.WriteByte(name[i])
	}
	return out.String()
}
