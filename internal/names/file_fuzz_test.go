package names

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fromText gives what a name file with this text holds.
func fromText[K comparable](t *testing.T, name, text string, add func(map[K]string, string)) map[K]string {
	t.Helper()
	names, opened := newNameFile(fuzzedFile(t, name, text), name, add)()
	require.True(t, opened)
	return names
}

// fuzzedFile makes a directory with one name file.
func fuzzedFile(t *testing.T, name, text string) (etc string) {
	t.Helper()
	etc = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(etc, name), []byte(text), 0o644))
	return etc
}

// requirePrintable requires names without a control byte.
func requirePrintable[K comparable](t *testing.T, names map[K]string) {
	t.Helper()
	for key, name := range names {
		require.False(t, strings.ContainsFunc(name, func(c rune) bool { return c < ' ' || c == 0x7f }), "%v: %q", key, name)
	}
}

// Any text is a name file of every kind: the names are those that a plain reader
// finds, none has a control byte, comments and blank lines behind it change
// nothing, and the names found, written down as the file's manual page says, are
// found again.

func FuzzServices(f *testing.F) {
	f.Add("ssh\t\t22/tcp\t\t\t\t# SSH Remote Login Protocol\ndomain 53/udp nameserver\n")
	f.Add("\x1b[31m 0x50/tcp\nwww 65616//tcp\nx -1/udp\n")
	f.Add("first 1/tcp\nlast 1/tcp\n")
	addRecorded(f, "services")
	f.Fuzz(func(t *testing.T, text string) {
		names := fromText(t, "services", text, addService)
		require.Equal(t, plainServices(text), names)
		requirePrintable(t, names)
		require.Equal(t, names, fromText(t, "services", text+"\n# comment 1/tcp\n \n", addService))
		again := fromText(t, "services", written(names, func(s service, name string) string {
			return fmt.Sprintf("%s\t%d/%s\n", name, s.port, s.protocol)
		}), addService)
		for s, name := range names {
			if writable(name, s.protocol) {
				require.Equal(t, name, again[s], "%v", s)
			}
		}
	})
}

func FuzzProtocols(f *testing.F) {
	f.Add("ip\t0\tIP\t\t# internet protocol, pseudo protocol number\nicmp\t1\tICMP\n")
	f.Add("big 65537\n\x07 +2\nx 99999999999\n")
	addRecorded(f, "protocols")
	f.Fuzz(func(t *testing.T, text string) {
		names := fromText(t, "protocols", text, addProtocol)
		require.Equal(t, plainProtocols(text), names)
		requirePrintable(t, names)
		require.Equal(t, names, fromText(t, "protocols", text+"\n# comment 1\n \n", addProtocol))
		again := fromText(t, "protocols", written(names, func(number uint16, name string) string {
			return fmt.Sprintf("%s\t%d\n", name, number)
		}), addProtocol)
		for number, name := range names {
			if writable(name) {
				require.Equal(t, name, again[number])
			}
		}
	})
}

func FuzzUsers(f *testing.F) {
	f.Add("root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n")
	f.Add("+::::::\n-x:y:1:1\n\x1b[2J:x:-1:0x10\na:b:4294967295:0:\n")
	f.Add("first:x:1:1::\nsecond:x:1:1::\n")
	addRecorded(f, "passwd")
	f.Fuzz(func(t *testing.T, text string) {
		names := fromText(t, "passwd", text, addUser)
		require.Equal(t, plainUsers(text), names)
		requirePrintable(t, names)
		require.Equal(t, names, fromText(t, "passwd", text+"\n#comment:x:1:1::\n \n", addUser))
		again := fromText(t, "passwd", written(names, func(uid uint32, name string) string {
			return fmt.Sprintf("%s:x:%d:%d:::\n", name, uid, uid)
		}), addUser)
		for uid, name := range names {
			if name != "" && !strings.ContainsAny(name[:1], "#+- ") {
				require.Equal(t, name, again[uid])
			}
		}
	})
}

func FuzzNetworks(f *testing.F) {
	f.Add("default\t\t0.0.0.0\nloopback\t127.0.0.0\nlink-local\t169.254.0.0\n")
	f.Add("a 10\nb 0x0a.1\nc 1.2.3.4.5\nd 256\n\x1b x\n")
	f.Add("first 10.1\nsecond 10.1.0\n")
	addRecorded(f, "networks")
	f.Fuzz(func(t *testing.T, text string) {
		names := fromText(t, "networks", text, addNetwork)
		require.Equal(t, plainNetworks(text), names)
		requirePrintable(t, names)
		require.Equal(t, names, fromText(t, "networks", text+"\n# comment 1.2.3.4\n \n", addNetwork))
		again := fromText(t, "networks", written(names, func(network netip.Addr, name string) string {
			return fmt.Sprintf("%s\t%s\n", name, network)
		}), addNetwork)
		for network, name := range names {
			require.True(t, network.Is4())
			if writable(name) {
				require.Equal(t, name, again[network])
			}
		}
	})
}

func FuzzHosts(f *testing.F) {
	f.Add("127.0.0.1\tlocalhost\n::1 localhost ip6-localhost\n192.0.2.1 a.example a # b\n")
	f.Add("fe80::1%lo x\n::ffff:192.0.2.1 mapped\n1.2.3 y\n\xff z\n127.0.0.1 \x1b[31m\n")
	f.Fuzz(func(t *testing.T, text string) {
		names := fromText(t, "hosts", text, addHost)
		require.Equal(t, plainHosts(text), names)
		requirePrintable(t, names)
		require.Equal(t, names, fromText(t, "hosts", text+"\n# 192.0.2.9 comment\n \n", addHost))
		for addr, name := range names {
			require.Empty(t, addr.Zone())
			if writable(name) {
				require.Equal(t, name, fromText(t, "hosts", addr.String()+" "+name+"\n", addHost)[addr])
			}
		}
	})
}

// FuzzNSSwitch reads any text as nsswitch.conf(5): without a line about a
// database its sources are the usual ones, and what has been read reads the
// same when it is written out.
func FuzzNSSwitch(f *testing.F) {
	f.Add("hosts:          files mdns4_minimal [NOTFOUND=return] dns\n")
	f.Add("passwd: files\nhosts : dns # files\n")
	f.Add("hosts: files resolve [!UNAVAIL=return SUCCESS=continue]dns\nhosts:")
	f.Add("passwd: files [SUCCESS=merge] systemd\nservices: db files\n")
	f.Add("passwd: files\ngroup: files [NOTFOUND=stop]\n")
	f.Fuzz(func(t *testing.T, text string) {
		read := readSources(fuzzedFile(t, "nsswitch.conf", text))
		if read != nil && !strings.Contains(text, "hosts") {
			require.Equal(t, []source{newSource("files"), newSource("dns")}, read[hostNames])
		}
		again := ""
		for d, sources := range read {
			again += string(d) + ":"
			for _, s := range sources {
				require.NotEmpty(t, s.name)
				require.False(t, strings.ContainsAny(s.name, whitespace+"["))
				again += " " + s.name + writtenActions(s)
			}
			again += "\n"
		}
		if read != nil {
			require.Equal(t, read, readSources(fuzzedFile(t, "nsswitch.conf", again)))
		}
	})
}

// writtenActions gives what all outcomes of a source do.
func writtenActions(s source) string {
	words := map[action]string{goOn: "continue", end: "return", merge: "merge"}
	return fmt.Sprintf(" [success=%s notfound=%s unavail=%s tryagain=%s]",
		words[s.does[success]], words[s.does[notFound]], words[s.does[unavailable]], words[s.does[tryAgain]])
}

// written gives the lines of names in any order.
func written[K comparable](names map[K]string, line func(K, string) string) string {
	var text strings.Builder
	for key, name := range names {
		text.WriteString(line(key, name))
	}
	return text.String()
}

// writable tells whether words can be written in a file as they are.
func writable(words ...string) bool {
	for _, word := range words {
		if word == "" || strings.ContainsAny(word, " #/") || strings.ContainsFunc(word, func(c rune) bool { return c < ' ' }) {
			return false
		}
	}
	return true
}
