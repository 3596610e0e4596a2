package modes

import (
	"bytes"
	"io"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/workload"
)

// proxies tells where processes that take connections for containers send them,
// by their arguments. These are theirs to choose, so that nothing is said of an
// address that no namespace in sight has. Nothing is read as long as no socket is
// a proxy's.
type proxies struct {
	proc string
	home string // below proc, of who lives in the program's own namespace
	its  *workloads

	mu      sync.Mutex
	parsed  map[int]*workload.Proxy // by the PID; nil for a process that is none
	targets func() map[netip.Addr]string
}

func newProxies(proc, home string, its *workloads) *proxies {
	p := &proxies{proc: proc, home: home, its: its, parsed: make(map[int]*workload.Proxy)}
	p.targets = sync.OnceValue(p.addresses)
	return p
}

// target gives the address in a container that a socket of a process is a proxy
// for, with what lives there in parentheses, or "".
func (p *proxies) target(owner *procmap.Owner, proto string, local netip.AddrPort) string {
	if !strings.HasSuffix(owner.Program, "docker-proxy") {
		return ""
	}
	proxy := p.proxy(owner.PID)
	if proxy == nil || strings.TrimSuffix(proto, "6") != proxy.Protocol || proxy.Host.Port() != local.Port() {
		return ""
	}
	if host := proxy.Host.Addr(); host.Unmap() != local.Addr().Unmap() && !host.IsUnspecified() {
		return ""
	}
	label, known := p.targets()[proxy.Container.Addr().Unmap()]
	switch {
	case !known:
		return ""
	case label == "":
		return proxy.Container.String()
	}
	return proxy.Container.String() + " (" + label + ")"
}

// maxArguments is how much is read of a process's arguments.
const maxArguments = 64 << 10

// proxy gives what a process is a proxy for, or nil if it is none.
func (p *proxies) proxy(pid int) *workload.Proxy {
	p.mu.Lock()
	defer p.mu.Unlock()
	its, known := p.parsed[pid]
	if known {
		return its
	}
	if proxy, ok := workload.ParseProxy(p.read(strconv.Itoa(pid)+"/cmdline", maxArguments)); ok {
		its = &proxy
	}
	p.parsed[pid] = its
	return its
}

// read reads the beginning of a file below proc, or nothing.
func (p *proxies) read(name string, limit int64) []byte {
	file, err := procnet.OpenFile(p.proc + "/" + name)
	if err != nil {
		return nil
	}
	defer file.Close()
	content, _ := io.ReadAll(io.LimitReader(file, limit))
	return content
}

const (
	maxTrie      = 1 << 20 // bytes of a namespace's net/fib_trie
	maxResidents = 64      // whose workloads are compared
)

// addresses gives the addresses that other namespaces than the program's own
// have, and what all who live there belong to: "" if that is not the same, or if
// several namespaces have the address.
func (p *proxies) addresses() map[netip.Addr]string {
	residents := make(map[string][]int)
	dir, err := os.Open(p.proc)
	if err != nil {
		return nil
	}
	names, _ := dir.Readdirnames(-1)
	dir.Close()
	own, _ := os.Readlink(p.proc + "/" + p.home + "/ns/net")
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		home, err := os.Readlink(p.proc + "/" + name + "/ns/net")
		if err == nil && home != own && len(residents[home]) < maxResidents {
			residents[home] = append(residents[home], pid)
		}
	}
	found := make(map[netip.Addr]string)
	for _, pids := range residents {
		label := p.common(pids)
		for _, addr := range p.addressesOf(pids[0]) {
			if other, twice := found[addr]; twice && other != label {
				found[addr] = ""
			} else {
				found[addr] = label
			}
		}
	}
	return found
}

// common gives what processes belong to, if it is the same.
func (p *proxies) common(pids []int) string {
	its := workload.Common(func(yield func(*workload.Workload) bool) {
		for _, pid := range pids {
			if !yield(p.its.Process(pid).Workload) {
				return
			}
		}
	})
	return its.Label()
}

// addressesOf gives the addresses of the namespace that a process lives in, but
// for those of the loopback.
func (p *proxies) addressesOf(pid int) (found []netip.Addr) {
	net := strconv.Itoa(pid) + "/net"
	var leaf netip.Addr
	for line := range bytes.Lines(p.read(net+"/fib_trie", maxTrie)) {
		text := strings.TrimSpace(string(line))
		if addr, ok := strings.CutPrefix(text, "|-- "); ok {
			leaf, _ = netip.ParseAddr(addr)
		} else if text == "/32 host LOCAL" && leaf.IsValid() && !leaf.IsLoopback() {
			found = append(found, leaf)
		}
	}
	six, _ := procnet.ReadInet6Addresses(procnet.Dir(p.proc + "/" + net))
	for _, its := range six {
		if !its.Addr.IsLoopback() {
			found = append(found, its.Addr)
		}
	}
	return found
}
