package workload

import (
	"bytes"
	"net/netip"
	"path"
	"strconv"
	"strings"
)

// Proxy is a docker-proxy, which takes connections for a container, by what its
// arguments say. They are the process's to choose: what they name is where it
// says that it sends connections, once it is known to be on this machine.
type Proxy struct {
	Protocol string // "tcp", "udp" or "sctp"
	// Host is where it listens and Container what it connects to. Host's
	// address is 0.0.0.0 if it was not told one.
	Host, Container netip.AddrPort
}

// ParseProxy reads the arguments of a process, as /proc/PID/cmdline has them,
// and tells whether it is such a proxy. Others have no arguments that tell:
// podman's rootlessport is told by a pipe what to do and slirp4netns by a socket,
// and pasta's name a file that only its user sees.
func ParseProxy(cmdline []byte) (p Proxy, ok bool) {
	first, _, _ := bytes.Cut(cmdline, []byte{0})
	switch path.Base(string(first[:min(len(first), maxPath)])) {
	case "docker-proxy", "rootlesskit-docker-proxy": // the second is rootless Docker's
		return p, p.docker(arguments(cmdline))
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
