package workload

import (
	"bytes"
	"net/netip"
	"path"
	"strconv"
	"strings"
)

// Proxy is a process that takes connections for a container, by what its
// arguments say. They are the process's to choose: what they name is where it
// says that it sends connections, once it is known to be on this machine.
type Proxy struct {
	// Program is "docker-proxy", "slirp4netns" or "pasta".
	Program string
	// Protocol is "tcp", "udp" or "sctp", for docker-proxy.
	Protocol string
	// Host is where docker-proxy listens and Container what it connects to.
	// Host's address is 0.0.0.0 if it was not told one.
	Host, Container netip.AddrPort
	// NetNS is the file of the network namespace that slirp4netns or pasta
	// serves. It is to be compared with the files of known namespaces, never
	// to be opened.
	NetNS string
	// PID is of a process in that namespace, where that was given instead.
	PID int
}

// ParseProxy reads the arguments of a process, as /proc/PID/cmdline has them,
// and tells whether it is such a proxy. Podman's rootlessport is none: it is told
// by a pipe what to do.
func ParseProxy(cmdline []byte) (p Proxy, ok bool) {
	first, _, _ := bytes.Cut(cmdline, []byte{0})
	p.Program = path.Base(string(first[:min(len(first), maxPath)]))
	switch p.Program {
	case "docker-proxy", "rootlesskit-docker-proxy": // the second is rootless Docker's
		p.Program = "docker-proxy"
		return p, p.docker(arguments(cmdline))
	case "slirp4netns":
		return p, p.slirp(arguments(cmdline))
	case "pasta", "pasta.avx2":
		p.Program = "pasta"
		return p, p.pasta(arguments(cmdline))
	}
	return p, false
}

// arguments returns the arguments behind the program's name, of which there may
// not be very many.
func arguments(cmdline []byte) []string {
	const most = 1 << 10
	args := strings.SplitN(strings.TrimSuffix(string(cmdline[:min(len(cmdline), 64<<10)]), "\x00"), "\x00", most)
	return args[1:]
}

// docker reads flags as Go's flag package has them: one dash or two, the value
// behind a '=' or as the next argument.
func (p *Proxy) docker(args []string) bool {
	value := func(name string) (found string) {
		for i, arg := range args {
			flag, its, joined := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
			switch {
			case flag != name || arg == flag:
			case joined:
				found = its
			case i+1 < len(args):
				found = args[i+1]
			}
		}
		return found
	}
	endpoint := func(side, defaultAddr string) (netip.AddrPort, bool) {
		text := value(side + "-ip")
		if text == "" {
			text = defaultAddr
		}
		addr, err := netip.ParseAddr(text)
		port, err2 := strconv.ParseUint(value(side+"-port"), 10, 16)
		return netip.AddrPortFrom(addr, uint16(port)), err == nil && addr.Zone() == "" && err2 == nil && port > 0
	}
	p.Protocol = value("proto")
	switch p.Protocol {
	case "":
		p.Protocol = "tcp"
	case "tcp", "udp", "sctp":
	default:
		return false
	}
	var ok, ok2 bool
	p.Host, ok = endpoint("host", "0.0.0.0")
	p.Container, ok2 = endpoint("container", "")
	return ok && ok2
}

// slirp reads slirp4netns(1): the namespace is the last argument but one.
func (p *Proxy) slirp(args []string) bool {
	if len(args) < 2 {
		return false
	}
	return p.namespace(args[len(args)-2])
}

// pasta reads pasta(1): --netns names the namespace.
func (p *Proxy) pasta(args []string) bool {
	for i, arg := range args {
		its, joined := strings.CutPrefix(arg, "--netns=")
		if arg == "--netns" && i+1 < len(args) {
			its, joined = args[i+1], true
		}
		if joined {
			return p.namespace(its)
		}
	}
	return false
}

func (p *Proxy) namespace(text string) bool {
	if strings.HasPrefix(text, "/") && len(text) < maxPath {
		p.NetNS = text
		return true
	}
	pid, err := strconv.ParseInt(text, 10, 32)
	p.PID = int(pid)
	return err == nil && pid > 0
}
