package names

import (
	"net/netip"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A resolvConf is what resolv.conf(5) says about how name servers are asked.
type resolvConf struct {
	servers  []netip.AddrPort // at least one
	timeout  time.Duration    // for each to answer
	attempts int              // how often each is asked
	rotate   bool             // any of them is the first
	tcp      bool             // they are not asked by UDP
}

const (
	maxServers  = 3
	maxTimeout  = 30 // seconds
	maxAttempts = 5
	dnsPort     = 53
)

// readResolvConf reads the file in etc. Lines and words that mean nothing are
// passed over, as by glibc. Without a server, one on this host is asked.
func readResolvConf(etc string) resolvConf {
	c := resolvConf{timeout: 5 * time.Second, attempts: 2}
	text, _ := readFile(filepath.Join(etc, "resolv.conf"))
	for line := range strings.Lines(string(text)) {
		keyword, rest := word(cString([]byte(line)))
		switch keyword {
		case "nameserver":
			server, _, _ := strings.Cut(uncomment(rest), ";")
			server, _ = word(server)
			if addr, err := netip.ParseAddr(server); err == nil && len(c.servers) < maxServers {
				c.servers = append(c.servers, netip.AddrPortFrom(addr, dnsPort))
			}
		case "options":
			for _, option := range strings.Fields(rest) {
				c.set(option)
			}
		}
	}
	if c.servers == nil {
		c.servers = []netip.AddrPort{netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), dnsPort)}
	}
	return c
}

// set sets an option.
func (c *resolvConf) set(option string) {
	name, value, _ := strings.Cut(option, ":")
	n, err := strconv.ParseInt(value, 10, 64)
	switch {
	case name == "rotate":
		c.rotate = true
	case name == "use-vc":
		c.tcp = true
	case err != nil || n < 0:
	case name == "timeout":
		c.timeout = time.Duration(min(max(n, 1), maxTimeout)) * time.Second
	case name == "attempts":
		c.attempts = int(min(max(n, 1), maxAttempts))
	}
}
