package differential

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/gonetstat/gonetstat/internal/testkit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// withListeners makes listeners of tcp that differ in all that sock_diag tells of
// them, in a namespace whose interface 2 is not called as that of the host is.
func withListeners(t *testing.T, do func(ns *namespace)) {
	t.Helper()
	ns := newNamespace(t)
	ns.run(t, "ip", "link", "add", "here,0", "type", "veth", "peer", "name", "there0")
	port := 7000
	within(t, ns, func() {
		for _, v6only := range []int{-1, 0, 1} {
			for _, device := range []string{"", "lo", "here,0"} {
				for _, backlog := range []int{0, 7, 4096} {
					for _, mark := range []int{0, 0x2a, 0x7fffffff} {
						port++
						fd, address := listenerOn(v6only, port)
						defer unix.Close(fd)
						if device != "" {
							require.NoError(t, unix.BindToDevice(fd, device))
						}
						require.NoError(t, unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_MARK, mark))
						require.NoError(t, unix.Bind(fd, address))
						require.NoError(t, unix.Listen(fd, backlog))
						if backlog == 7 && v6only != 1 && device != "here,0" {
							client := connect(unix.AF_INET, inet4(loopback, port))
							defer unix.Close(client)
						}
					}
				}
			}
		}
		do(ns)
	})
}

// listenerOn gives a socket of IPv4 if v6only is -1, and else of IPv6.
func listenerOn(v6only, port int) (fd int, address unix.Sockaddr) {
	if v6only < 0 {
		return socket(unix.AF_INET, unix.SOCK_STREAM, 0), inet4([4]byte{}, port)
	}
	fd = socket(unix.AF_INET6, unix.SOCK_STREAM, 0)
	must(unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, v6only))
	return fd, inet6([16]byte{}, port)
}

// ssListener is a row of "ss -tlneH": queues, the local end, the inode and what is
// not 0 of the rest.
var ssListener = regexp.MustCompile(`^LISTEN +(\d+) +(\d+) +(\S+):(\d+) +\S+ +(?:uid:\d+ )?ino:(\d+) sk:\S+( fwmark:\S+)?(?: cgroup:\S+)?( v6only:\d)?`)

// listenerText says in ss's words what an object tells of a listener.
func listenerText(t *testing.T, row map[string]any) string {
	t.Helper()
	require.NotNil(t, row["mark"])
	require.Equal(t, row["family"] == "inet6", row["v6only"] != nil, row)
	address := row["local_address"].(string)
	switch row["v6only"] {
	case true:
		address = "[::]"
	case false:
		address = "*"
	}
	if row["device"] != nil {
		address += "%" + row["device"].(string)
	}
	text := fmt.Sprintf("%.0f %.0f %s:%.0f %.0f", row["backlog"], row["backlog_limit"], address, row["local_port"], row["inode"])
	if row["mark"] != 0. {
		text += fmt.Sprintf(" fwmark:%#x", int(row["mark"].(float64)))
	}
	if row["v6only"] != nil {
		text += fmt.Sprintf(" v6only:%d", map[any]int{true: 1}[row["v6only"]])
	}
	return text
}

func TestListenersAreAsSsTells(t *testing.T) {
	testkit.Need(t, "ss")
	withListeners(t, func(ns *namespace) {
		var texts, ends []string
		for line := range strings.Lines(told(t, ns, "ss", "-tlneH")) {
			m := ssListener.FindStringSubmatch(line)
			require.NotNil(t, m, line)
			texts = append(texts, fmt.Sprintf("%s %s %s:%s %s%s%s", m[1], m[2], m[3], m[4], m[5], m[6], m[7]))
			ends = append(ends, m[3]+":"+m[4])
		}
		require.Len(t, texts, 81)
		for where, listing := range fromBoth(t, ns, "-tln", "--json") {
			var got []string
			for _, row := range objects(t, listing) {
				got = append(got, listenerText(t, row))
			}
			assert.ElementsMatch(t, texts, got, where)
		}
		for where, listing := range fromBoth(t, ns, "-tln", "--output=table") {
			var got []string
			for line := range strings.Lines(listing) {
				if fields := strings.Fields(line); strings.HasPrefix(line, "tcp") {
					got = append(got, fields[3])
				}
			}
			assert.ElementsMatch(t, ends, got, where)
		}
	})
}

// An ordinary user sees all but marks; a program that may not ask, nothing but
// what tables tell; and neither is told of an error.
func TestListenersWithoutRights(t *testing.T) {
	withListeners(t, func(ns *namespace) {
		// What tells of processes is less for other reasons.
		reduced := func(listing string, keys ...string) (rows []map[string]any) {
			for _, row := range objects(t, listing) {
				for _, key := range append(keys, "pid", "program", "owners", "owner_status", "workload", "cgroup", "unit") {
					delete(row, key)
				}
				rows = append(rows, row)
			}
			return rows
		}
		requireNull := func(listing string, keys ...string) {
			for _, row := range objects(t, listing) {
				for _, key := range keys {
					require.Nil(t, row[key], key)
				}
			}
		}
		whole := told(t, ns, program, "-tan", "--json")
		got := output(t, append([]string{"ip", "netns", "exec", ns.name}, asNobody(program, "-tan", "--json")...)...)
		assert.Equal(t, reduced(whole, "mark"), reduced(got.stdout, "mark"))
		requireNull(got.stdout, "mark")
		assert.NotContains(t, got.stderr, "gonetstat:")

		refused := []string{"ip", "netns", "exec", ns.name, "env", tablesVariable + "=1", os.Args[0], program}
		got = output(t, append(refused, "-tan", "--json")...)
		tables := []string{"v6only", "device", "mark", "backlog_limit"}
		assert.Equal(t, reduced(whole, tables...), reduced(got.stdout, tables...))
		requireNull(got.stdout, tables...)
		assert.NotContains(t, got.stderr, "gonetstat:")
		got = output(t, append(refused, "-tln", "--output=table")...)
		assert.Contains(t, got.stdout, "[::]:70")
		assert.NotContains(t, got.stdout, " *:70")
		assert.NotContains(t, got.stderr, "gonetstat:")
	})
}
