package people

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// object is a socket as JSON has it.
type object struct {
	NetNS        string  `json:"netns"`
	Proto        string  `json:"proto"`
	Family       string  `json:"family"`
	State        string  `json:"state"`
	LocalAddress string  `json:"local_address"`
	LocalPort    int     `json:"local_port"`
	PeerAddress  string  `json:"peer_address"`
	PeerPort     int     `json:"peer_port"`
	RecvQ        int     `json:"recv_q"`
	SendQ        int     `json:"send_q"`
	UID          int     `json:"uid"`
	Inode        uint64  `json:"inode"`
	PID          *int    `json:"pid"`
	Program      *string `json:"program"`
	Event        string  `json:"event"`
	Time         string  `json:"time"`
	Path         string  `json:"path"`
}

// objects reads the array that a run printed.
func objects(t *testing.T, r result) (list []object) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(r.stdout), &list), r.stdout+r.stderr)
	return list
}

// holdSome makes sockets of several kinds, one of which has something to read, and
// gives an option that lists them alone.
func holdSome(t *testing.T) (filter string) {
	t.Helper()
	var first net.Conn
	for i := range 3 {
		l, _ := listen(t)
		conn, err := net.Dial("tcp4", l.Addr().String())
		require.NoError(t, err)
		t.Cleanup(func() { conn.Close() })
		peer, err := l.Accept()
		require.NoError(t, err)
		t.Cleanup(func() { peer.Close() })
		if i == 0 {
			first = conn
		}
		udp, err := net.ListenPacket("udp4", "127.0.0.1:0")
		require.NoError(t, err)
		t.Cleanup(func() { udp.Close() })
	}
	_, err := first.Write([]byte("something to read"))
	require.NoError(t, err)
	six, err := net.Listen("tcp6", "[::1]:0")
	require.NoError(t, err)
	t.Cleanup(func() { six.Close() })
	return "--pid=" + strconv.Itoa(os.Getpid())
}

func TestSocketsAreSortedByTheirKeys(t *testing.T) {
	filter := holdSome(t)
	list := func(args ...string) []object { return objects(t, run(t, append(args, "-tuan", "--json", filter)...)) }
	plain := list()
	require.Greater(t, len(plain), 12)
	address := func(text string) netip.Addr { return netip.MustParseAddr(text) }
	local := func(a, b object) int {
		return cmp.Or(address(a.LocalAddress).Compare(address(b.LocalAddress)), cmp.Compare(a.LocalPort, b.LocalPort))
	}
	for key, compare := range map[string]func(a, b object) int{
		"proto": func(a, b object) int { return cmp.Or(cmp.Compare(a.Proto, b.Proto), cmp.Compare(a.Family, b.Family)) },
		"local": local,
		"port":  func(a, b object) int { return cmp.Compare(a.LocalPort, b.LocalPort) },
		"peer": func(a, b object) int {
			return cmp.Or(address(a.PeerAddress).Compare(address(b.PeerAddress)), cmp.Compare(a.PeerPort, b.PeerPort))
		},
		"state":  func(a, b object) int { return cmp.Compare(a.State, b.State) },
		"recv-q": func(a, b object) int { return cmp.Compare(a.RecvQ, b.RecvQ) },
		"send-q": func(a, b object) int { return cmp.Compare(a.SendQ, b.SendQ) },
		"pid":    func(a, b object) int { return 0 },
		"user":   func(a, b object) int { return cmp.Compare(a.UID, b.UID) },
		"state,-port": func(a, b object) int {
			return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(b.LocalPort, a.LocalPort))
		},
	} {
		want := slices.Clone(plain)
		slices.SortStableFunc(want, compare)
		assert.Equal(t, want, list("--sort", key), key)
		if !strings.Contains(key, ",") {
			want = slices.Clone(plain)
			slices.SortStableFunc(want, func(a, b object) int { return compare(b, a) })
			assert.Equal(t, want, list("--sort", "-"+key), "-"+key)
		}
	}
	// 17 bytes are to be read of one.
	greatest := list("--sort", "-recv-q")[0]
	assert.Equal(t, 17, greatest.RecvQ)
}

func TestTheOrderIsTheSameInEveryForm(t *testing.T) {
	filter := holdSome(t)
	for _, key := range []string{"port", "-peer", "state,-local"} {
		var want []string
		for _, o := range objects(t, run(t, "-tua", "--json", filter, "--sort", key)) {
			want = append(want, strconv.Itoa(o.LocalPort))
		}
		records, err := csv.NewReader(strings.NewReader(run(t, "-tua", "--output=csv", filter, "--sort", key).stdout)).ReadAll()
		require.NoError(t, err)
		column := slices.Index(records[0], "local_port")
		var ports []string
		for _, record := range records[1:] {
			ports = append(ports, record[column])
		}
		assert.Equal(t, want, ports, "csv, %s", key)
		for _, form := range []string{"net-tools", "table"} {
			ports = nil
			for _, line := range strings.Split(run(t, "-tuan", "-W", "--output", form, filter, "--sort", key).stdout, "\n")[2:] {
				if fields := strings.Fields(line); len(fields) > 3 {
					ports = append(ports, fields[3][strings.LastIndexByte(fields[3], ':')+1:])
				}
			}
			assert.Equal(t, want, ports, "%s, %s", form, key)
		}
	}
}

func TestSocketsOfAllNamespacesAreSortedTogether(t *testing.T) {
	inside := namespaceWithListeners(t, "sort", 2)
	l, _ := listen(t)
	for _, key := range []string{"netns", "-netns", "port"} {
		r := objects(t, run(t, "--netns", inside+","+strconv.Itoa(os.Getpid()), "-tln", "--json", "--sort", key))
		ports, spaces := []int{}, []string{}
		for _, o := range r {
			ports, spaces = append(ports, o.LocalPort), append(spaces, o.NetNS)
		}
		switch key {
		case "port":
			assert.True(t, slices.IsSorted(ports), ports)
		case "netns":
			assert.True(t, slices.IsSorted(spaces), spaces)
		default:
			slices.Reverse(spaces)
			assert.True(t, slices.IsSorted(spaces), spaces)
		}
		assert.Contains(t, spaces, inside)
		assert.Contains(t, ports, l.Addr().(*net.TCPAddr).Port)
	}
}

func TestUnixSocketsAreSortedByTheirPaths(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b", "c", "a"} {
		l, err := net.Listen("unix", dir+"/"+name)
		require.NoError(t, err)
		t.Cleanup(func() { l.Close() })
	}
	var paths []string
	for _, o := range objects(t, run(t, "-xl", "--json", "--pid", strconv.Itoa(os.Getpid()), "--sort", "-local")) {
		paths = append(paths, strings.TrimPrefix(o.Path, dir+"/"))
	}
	assert.Equal(t, []string{"c", "b", "a"}, paths)
}
