package modes

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

const trie = `Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
        |-- 127.0.0.1
           /32 host LOCAL
           |-- 172.17.0.0
              /16 link UNICAST
           |-- 172.17.0.2
              /32 host LOCAL
        |-- 172.17.255.255
           /32 link BROADCAST
`

func TestProxiesTellWhereTheySendConnections(t *testing.T) {
	const socket = "0: 00000000:1F90 00000000:0000 0A 0:0 00:0 0 0 0 17 1 0 100 0 0 10 0\n" // 0.0.0.0:8080
	proxy := func(args string) string {
		return "/usr/bin/docker-proxy\x00" + strings.ReplaceAll(args, " ", "\x00") + "\x00"
	}
	const usual = "-proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80"
	for name, c := range map[string]struct{ cmdline, more, want string }{
		"Docker's":             {proxy(usual), "", "172.17.0.2:80 (web)"},
		"of IPv6":              {proxy("-host-port 8080 -container-ip 2001:db8::2 -container-port 80"), "", "[2001:db8::2]:80 (web)"},
		"of another port":      {proxy(strings.Replace(usual, "8080", "8081", 1)), "", ""},
		"of another address":   {proxy(strings.Replace(usual, "0.0.0.0", "10.0.0.1", 1)), "", ""},
		"of another protocol":  {proxy(strings.Replace(usual, "tcp", "udp", 1)), "", ""},
		"to nowhere":           {proxy(strings.Replace(usual, "172.17.0.2", "172.17.0.3", 1)), "", ""},
		"to the net":           {proxy(strings.Replace(usual, "172.17.0.2", "172.17.0.0", 1)), "", ""},
		"to itself":            {proxy(strings.Replace(usual, "172.17.0.2", "127.0.0.1", 1)), "", ""},
		"to an escape":         {proxy(strings.Replace(usual, "172.17.0.2", "\x1b[31m", 1)), "", ""},
		"to a zone":            {proxy(strings.Replace(usual, "172.17.0.2", "fe80::1%x", 1)), "", ""},
		"without arguments":    {"docker-proxy", "", ""},
		"another program":      {"/usr/bin/socat\x00" + strings.ReplaceAll(usual, " ", "\x00"), "", ""},
		"to one of two":        {proxy(usual), "net:[3]", "172.17.0.2:80"},
		"to two of the same":   {proxy(usual), "net:[2]", "172.17.0.2:80 (web)"},
		"to the program's own": {proxy(usual), "own", ""},
	} {
		root := t.TempDir()
		files := map[string]string{
			"proc/net/tcp": "sl\n" + socket, "proc/self/ns/net": "-> net:[1]",
			"proc/70/cmdline": c.cmdline, "proc/70/fd/3": "-> socket:[17]", "proc/70/ns/net": "-> net:[1]",
			"proc/80/cmdline": "nginx\x00", "proc/80/fd/": "", "proc/80/ns/net": "-> net:[2]",
			"proc/80/cgroup":       "0::/system.slice/docker-" + webID + ".scope\n",
			"proc/80/net/fib_trie": trie, "proc/80/net/if_inet6": "20010db8000000000000000000000002 02 40 00 80     eth0\n",
			"var/lib/docker/containers/" + webID + "/config.v2.json": `{"ID":"` + webID + `","Name":"/web"}`,
		}
		switch c.more {
		case "own":
			files["proc/80/ns/net"] = "-> net:[1]"
		case "":
		default:
			files["proc/90/cmdline"], files["proc/90/fd/"], files["proc/90/ns/net"] = "x\x00", "", "-> "+c.more
			files["proc/90/net/fib_trie"] = trie
			if c.more == "net:[2]" {
				files["proc/90/cgroup"] = files["proc/80/cgroup"]
				files["proc/90/net/if_inet6"] = files["proc/80/net/if_inet6"]
			}
		}
		testkit.WriteTree(t, root, files)
		out, errs := runAt(t, Place{Proc: root + "/proc", Etc: root, Root: root}, "-tln", "--json")
		assert.Empty(t, errs, name)
		objects := decode(t, out)
		if assert.Len(t, objects, 1, name) {
			assert.Equal(t, c.want, csvText(objects[0]["proxied_to"]), name)
		}
	}
}
