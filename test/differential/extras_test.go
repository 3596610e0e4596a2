package differential

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// told gives what a command says inside a namespace on standard output.
func told(t *testing.T, ns *namespace, command ...string) string {
	t.Helper()
	return output(t, append([]string{"ip", "netns", "exec", ns.name}, command...)...).stdout
}

// fromBoth gives what gonetstat prints inside a namespace and from outside of it,
// whichever of both the test's thread is in.
func fromBoth(t *testing.T, ns *namespace, args ...string) map[string]string {
	t.Helper()
	var outside string
	var elsewhere sync.WaitGroup
	elsewhere.Go(func() { outside = ourOutput(t, append([]string{"--netns", ns.name}, args...)...).stdout })
	elsewhere.Wait()
	return map[string]string{"inside": told(t, ns, append([]string{program}, args...)...), "outside": outside}
}

// objects reads a listing of JSON.
func objects(t *testing.T, text string) (rows []map[string]any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), &rows), text)
	return rows
}

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

// holdPairs makes unix sockets of every type in a directory: bound and not, pairs,
// connected, accepted and waiting for that.
func holdPairs(dir string) {
	for _, typ := range []int{unix.SOCK_STREAM, unix.SOCK_DGRAM, unix.SOCK_SEQPACKET} {
		path := &unix.SockaddrUnix{Name: fmt.Sprintf("%s/of-type-%d", dir, typ)}
		fd := socket(unix.AF_UNIX, typ, 0)
		must(unix.Bind(fd, path))
		if typ != unix.SOCK_DGRAM {
			must(unix.Listen(fd, 5))
		}
		must(unix.Connect(socket(unix.AF_UNIX, typ, 0), path))
		if typ != unix.SOCK_DGRAM {
			must(unix.Connect(socket(unix.AF_UNIX, typ, 0), path))
			accept(fd)
		}
		_, err := unix.Socketpair(unix.AF_UNIX, typ|unix.SOCK_CLOEXEC, 0)
		must(err)
	}
	server := socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	must(unix.Bind(server, &unix.SockaddrUnix{Name: "@abstract\x00name"}))
	must(unix.Listen(server, 77))
	for range 3 {
		must(unix.Connect(socket(unix.AF_UNIX, unix.SOCK_STREAM, 0), &unix.SockaddrUnix{Name: "@abstract\x00name"}))
	}
	accept(server)
}

// ssUnix is a row of "ss -xapnH": queues, the inodes of both ends and the process.
var ssUnix = regexp.MustCompile(`^u_\w+ +(\w+) +(\d+) +(\d+) +.*? (\d+) +(?:.*? |\* )(\d+) *(?:users:\(\("[^"]*",pid=(\d+),.*|)\s*$`)

// A unixEnd is what ss and gonetstat tell alike of a unix socket.
type unixEnd struct{ backlog, limit, peer, process any }

func TestUnixPeersAreAsSsTells(t *testing.T) {
	testkit.Need(t, "ss")
	ns := newNamespace(t)
	startResident(t, "unix:"+t.TempDir(), "ip", "netns", "exec", ns.name)
	number := func(text string) any {
		var n float64
		if _, err := fmt.Sscan(text, &n); err != nil {
			return nil
		}
		return n
	}
	want, processes := map[any]unixEnd{}, map[any]any{}
	for line := range strings.Lines(told(t, ns, "ss", "-xapnH")) {
		m := ssUnix.FindStringSubmatch(line)
		require.NotNil(t, m, line)
		end := unixEnd{peer: number(m[5])}
		if end.peer == 0. {
			end.peer = nil
		}
		if m[1] == "LISTEN" {
			end.backlog, end.limit = number(m[2]), number(m[3])
		}
		want[number(m[4])], processes[number(m[4])] = end, number(m[6])
	}
	for inode, end := range want {
		end.process = processes[end.peer]
		want[inode] = end
	}
	for where, listing := range fromBoth(t, ns, "-xan", "--json") {
		got, paths, pairs := map[any]unixEnd{}, map[any]any{}, 0
		rows := objects(t, listing)
		for _, row := range rows {
			paths[row["inode"]] = row["path"]
		}
		for _, row := range rows {
			if row["inode"] == 0. {
				continue // it waits to be accepted: the table alone tells of it
			}
			got[row["inode"]] = unixEnd{row["backlog"], row["backlog_limit"], row["peer_inode"], row["peer_pid"]}
			assert.Equal(t, paths[row["peer_inode"]], row["peer_path"], where)
			if row["peer_pid"] != nil {
				assert.NotEmpty(t, row["peer_program"], where)
				pairs++
			}
		}
		assert.Equal(t, want, got, where)
		assert.Greater(t, pairs, 10, where)
		assert.Contains(t, listing, `"peer_path":"@abstract@name"`, where)
		assert.Contains(t, listing, `"backlog":2,"backlog_limit":77`, where)
	}
}

// TestUnixPeerElsewhereHasAnOwner sends datagrams to a socket of another network
// namespace, which is not in the list itself.
func TestUnixPeerElsewhereHasAnOwner(t *testing.T) {
	path := &unix.SockaddrUnix{Name: t.TempDir() + "/log"}
	server := socket(unix.AF_UNIX, unix.SOCK_DGRAM, 0)
	defer unix.Close(server)
	require.NoError(t, unix.Bind(server, path))
	ns := newNamespace(t)
	within(t, ns, func() {
		client := socket(unix.AF_UNIX, unix.SOCK_DGRAM, 0)
		defer unix.Close(client)
		require.NoError(t, unix.Connect(client, path))
		for where, listing := range fromBoth(t, ns, "-xan", "--json") {
			rows := objects(t, listing)
			require.Len(t, rows, 1, where)
			var st unix.Stat_t
			require.NoError(t, unix.Fstat(server, &st))
			assert.EqualValues(t, st.Ino, rows[0]["peer_inode"], where)
			assert.EqualValues(t, os.Getpid(), rows[0]["peer_pid"], where)
			assert.Nil(t, rows[0]["peer_path"], where)
		}
	})
}

// infoMembers are the numbers of tcp_info with ss's words for them and its unit.
var infoMembers = map[string]struct {
	word string
	unit float64
}{
	"rtt_ms": {"rtt:", 1}, "rttvar_ms": {`rtt:[0-9.]+/`, 1}, "min_rtt_ms": {"minrtt:", 1},
	"mss": {"mss:", 1}, "pmtu": {"pmtu:", 1}, "cwnd": {"cwnd:", 1},
	"bytes_acked": {"bytes_acked:", 1}, "bytes_received": {"bytes_received:", 1},
	"segs_out": {"segs_out:", 1}, "segs_in": {"segs_in:", 1},
	"delivery_rate": {"delivery_rate ", 1. / 8}, "pacing_rate": {"pacing_rate ", 1. / 8},
}

func TestTCPInfoIsAsSsTells(t *testing.T) {
	testkit.Need(t, "ss")
	ns := newNamespace(t)
	within(t, ns, func() {
		server := listen(unix.AF_INET, inet4(loopback, 9001))
		defer unix.Close(server)
		client := connect(unix.AF_INET, inet4(loopback, 9001))
		defer unix.Close(client)
		accepted := accept(server)
		defer unix.Close(accepted)
		_, err := unix.Write(client, make([]byte, 50000))
		require.NoError(t, err)
		_, err = unix.Write(accepted, make([]byte, 333))
		require.NoError(t, err)
		time.Sleep(300 * time.Millisecond) // until nothing is under way
		line := strings.Join(strings.Fields(told(t, ns, "ss", "-tinHO", "dport", "=", "9001")), " ")
		for where, listing := range fromBoth(t, ns, "-tan", "--json", "--tcp-info") {
			rows := objects(t, listing)
			require.Len(t, rows, 3)
			for _, row := range rows {
				require.Contains(t, row, "tcp_info")
				require.Equal(t, row["state"] == "LISTEN", row["tcp_info"] == nil)
				if row["peer_port"] != 9001. {
					continue
				}
				info := row["tcp_info"].(map[string]any)
				for key, ss := range infoMembers {
					m := regexp.MustCompile(" " + ss.word + "([0-9.]+)").FindStringSubmatch(line)
					require.NotNil(t, m, "%s in %s", ss.word, line)
					var number float64
					fmt.Sscan(m[1], &number)
					require.InDelta(t, number*ss.unit, info[key], 1+number*ss.unit/100, "%s of %s in %s", key, where, line)
				}
				assert.Less(t, info["busy_ms"], 1000.)
				assert.Contains(t, line, " "+info["congestion"].(string)+" ")
				for _, none := range []string{"retransmits", "total_retransmits", "lost", "rwnd_limited_ms", "sndbuf_limited_ms"} {
					assert.Equal(t, 0., info[none], none)
				}
			}
		}
		for where, listing := range fromBoth(t, ns, "-tan", "--output=table", "--tcp-info") {
			assert.Regexp(t, `127.0.0.1:9001 +ESTABLISHED .* rtt:[0-9.]+/[0-9.]+ cwnd:[0-9]+\n`, listing, where)
		}
		for where, listing := range fromBoth(t, ns, "-tan", "--json") {
			assert.NotContains(t, listing, "tcp_info", where)
		}
	})
}
