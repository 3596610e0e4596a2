//go:build linux

package netstat

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// Three namespaces, of which 5 and 6 share one.
var threeNamespaces = map[string]string{
	"self/ns/net": "-> net:[101]",
	"net/tcp":     heading + listener(1),
	"3/ns/net":    "-> net:[101]",
	"5/ns/net":    "-> net:[105]",
	"5/net/tcp":   heading + listener(5),
	"6/ns/net":    "-> net:[105]",
	"6/net/tcp":   heading + listener(5),
	"7/ns/net":    "-> net:[107]",
	"7/net/tcp":   heading + listener(7),
	"7/net/udp":   heading + listener(8),
}

func TestWithoutAChoiceTheOwnNamespaceIsListed(t *testing.T) {
	sockets, errs := listed(t, tree(t, threeNamespaces))
	assert.Empty(t, errs)
	assert.Equal(t, []string{"tcp 1"}, sockets)
}

func TestAllNamespacesAreListedOnce(t *testing.T) {
	o := tree(t, threeNamespaces)
	o.AllNetNS = true
	o.NetNS = []string{"5"}
	o.NetNSPIDs = []int{7}
	sockets, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"tcp 1", "tcp 5 net:[105]", "tcp 7 net:[107]", "udp 8 net:[107]"}, sockets)
}

func TestNamespacesAreChosenByPID(t *testing.T) {
	o := tree(t, threeNamespaces)
	o.NetNSPIDs = []int{7, 6, 5}
	sockets, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"tcp 7 net:[107]", "udp 8 net:[107]", "tcp 5 net:[105]"}, sockets)

	o.NetNSPIDs = []int{3} // lives in the program's
	sockets, errs = listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"tcp 1"}, sockets)
}

func TestANamespaceThatIsNotFoundHidesNoOther(t *testing.T) {
	o := tree(t, threeNamespaces)
	o.NetNSDirs = []string{t.TempDir()}
	require.NoError(t, os.WriteFile(filepath.Join(o.NetNSDirs[0], "blue"), nil, 0o644))
	o.NetNSPIDs = []int{99, -1, 5}
	o.NetNS = []string{"blue", "red", "../blue"}
	sockets, errs := listed(t, o)
	assert.Equal(t, []string{
		"blue: " + o.NetNSDirs[0] + "/blue: not a network namespace (regular file)",
		"red: no such network namespace (no file " + o.NetNSDirs[0] + "/red)",
		"../blue: no such network namespace (a name holds no '/' and a path begins with one)",
		"readlink " + o.ProcRoot + "/99/ns/net: no such file or directory",
		"readlink " + o.ProcRoot + "/-1/ns/net: no such file or directory",
	}, errs)
	assert.Equal(t, []string{"tcp 5 net:[105]"}, sockets)
}

func TestATableOfANamespaceThatCannotBeReadHidesNoOther(t *testing.T) {
	o := tree(t, threeNamespaces)
	for _, pid := range []string{"5", "6"} {
		require.NoError(t, os.Mkdir(filepath.Join(o.ProcRoot, pid, "net/tcp6"), 0o755))
	}
	o.AllNetNS = true
	sockets, errs := listed(t, o)
	assert.Equal(t, []string{"network namespace net:[105]: read " + o.ProcRoot + "/net/tcp6: is a directory"}, errs)
	assert.Equal(t, []string{"tcp 1", "tcp 5 net:[105]", "tcp 7 net:[107]", "udp 8 net:[107]"}, sockets)
}

func TestANamespaceThatEndsIsReportedOnceIfItWasAskedFor(t *testing.T) {
	gone := &os.PathError{Op: "open", Path: "/proc/net/tcp", Err: &netns.Error{Name: "net:[107]", Reason: "gone", Err: netns.ErrGone}}
	n, public := &netns.Namespace{}, &Namespace{Label: "net:[107]", Inode: 107}
	asked, found := &space{namespace: n, public: public}, &space{namespace: n, public: public, listed: true}
	err := asked.explain("/proc", gone)
	assert.EqualError(t, err, "net:[107]: gone")
	assert.ErrorIs(t, err, ErrGone)
	for range 2 {
		assert.NoError(t, asked.explain("/proc", gone))
		assert.NoError(t, found.explain("/proc", gone))
	}

	o := tree(t, threeNamespaces)
	require.NoError(t, os.Remove(filepath.Join(o.ProcRoot, "7/net/udp")))
	require.NoError(t, os.Remove(filepath.Join(o.ProcRoot, "7/net/tcp")))
	o.AllNetNS = true
	sockets, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"tcp 1", "tcp 5 net:[105]"}, sockets, "a namespace without tables")
}

// helperVariable makes the test binary a process with a socket.
const helperVariable = "NETSTAT_TEST_LISTEN"

// lookVariable makes it an ordinary user's that looks at a name and a PID.
const lookVariable = "NETSTAT_TEST_LOOK"

func TestMain(m *testing.M) {
	if name, pid, ok := strings.Cut(os.Getenv(lookVariable), " "); ok {
		lookAround(name, pid)
		return
	}
	addresses := strings.Fields(os.Getenv(helperVariable))
	if len(addresses) == 0 {
		os.Exit(m.Run())
	}
	for _, address := range addresses {
		network := "tcp4"
		if strings.HasPrefix(address, "[") {
			network = "tcp6"
		}
		if _, err := net.Listen(network, address); err != nil {
			panic(err)
		}
	}
	testkit.Ready()
}

// namespace makes a named namespace in which a process listens on a port, and
// returns its name and the process's PID.
func namespace(t testing.TB, suffix string, port int) (name string, pid int) {
	t.Helper()
	testkit.NeedNamespaces(t)
	name = fmt.Sprintf("pkg-%d-%s", os.Getpid(), suffix)
	out, err := exec.Command("ip", "netns", "add", name).CombinedOutput()
	require.NoError(t, err, "%s", out)
	t.Cleanup(func() {
		out, err := exec.Command("ip", "netns", "delete", name).CombinedOutput()
		assert.NoError(t, err, "%s", out)
	})
	return name, listenIn(t, port, "nsenter", "--net=/run/netns/"+name)
}

// listenIn makes a process that listens on a port, where a command leads it,
// and returns the PID of the command.
func listenIn(t testing.TB, port int, command ...string) (pid int) {
	t.Helper()
	return listenOn(t, fmt.Sprintf("0.0.0.0:%d", port), command...)
}

// listenOn makes a process that listens on some addresses.
func listenOn(t testing.TB, addresses string, command ...string) (pid int) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(command[0], append(command[1:], self)...) // becomes the test binary
	cmd.Env = append(os.Environ(), helperVariable+"="+addresses)
	return testkit.Start(t, cmd).PID
}

func TestARealNamespaceIsChosenByNamePathAndPID(t *testing.T) {
	name, pid := namespace(t, "choose", 4711)
	want := []string{"tcp 4711 " + name}
	for _, o := range []Options{
		{NetNS: []string{name}},
		{NetNS: []string{"/run/netns/" + name}},
		{NetNS: []string{strconv.Itoa(pid), name}},
		{NetNSPIDs: []int{pid}},
	} {
		sockets, errs := listed(t, o)
		assert.Empty(t, errs)
		assert.Equal(t, want, sockets)
	}
	all, _ := listed(t, Options{AllNetNS: true, Protocols: TCP})
	assert.Contains(t, all, want[0])
}

func TestNamespacesInTheProcfsOfAnotherPIDNamespace(t *testing.T) {
	name, _ := namespace(t, "elsewhere", 4713) // no process of it is there
	pid := listenIn(t, 4714, "unshare", "--net", "--pid", "--fork", "--mount-proc")
	child, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	require.NoError(t, err)
	o := Options{ProcRoot: "/proc/" + strings.TrimSpace(string(child)) + "/root/proc", Protocols: TCP}
	inner, err := os.Readlink(o.ProcRoot + "/1/ns/net")
	require.NoError(t, err)

	_, errs := listed(t, o)
	assert.Equal(t, []string{"stat " + o.ProcRoot + "/net: no such file or directory"}, errs)

	o.AllNetNS = true
	all, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Contains(t, all, "tcp 4713 "+name)
	assert.Contains(t, all, "tcp 4714 "+inner)

	o.AllNetNS, o.NetNS, o.NetNSPIDs = false, []string{name}, []int{1}
	chosen, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"tcp 4713 " + name, "tcp 4714 " + inner}, chosen)
}

// Rows of sock_diag, which has the sockets of both families in one answer where
// they are few, are those of the tables.
func TestRowsAreTheSameWhereverTheyComeFrom(t *testing.T) {
	testkit.NeedNamespaces(t)
	for _, count := range []int{0, 3, 700} {
		var addresses []string
		for i := range count {
			addresses = append(addresses, fmt.Sprintf("0.0.0.0:%d", 20000+2*i), fmt.Sprintf("[::]:%d", 20001+2*i))
		}
		command := []string{"unshare", "--net"}
		if count > 500 {
			command = append([]string{"prlimit", "--nofile=4096"}, command...)
		}
		o := Options{NetNSPIDs: []int{listenOn(t, "127.0.0.1:0 "+strings.Join(addresses, " "), append(command, "sh", "-c", `ip link set lo up && exec "$0"`)...)}}
		for _, protocols := range []Protocol{TCP, TCP6, TCP | TCP6, 0} {
			for _, listening := range []bool{false, true} {
				o.Protocols, o.Listening, o.Owners = protocols, listening, true
				o.Details = true
				tables, errs := collect(Sockets(t.Context(), o))
				require.Empty(t, errs)
				o.Details = false
				rows, errs := collect(Sockets(t.Context(), o))
				require.Empty(t, errs)
				want := 0
				if protocols == 0 || protocols&TCP != 0 {
					want += count + 1
				}
				if protocols == 0 || protocols&TCP6 != 0 {
					want += count
				}
				require.Len(t, rows, want)
				for i := range tables {
					assert.NotZero(t, tables[i].Details.Refs)
					tables[i].Details, tables[i].Namespace, rows[i].Namespace = nil, nil, nil
				}
				assert.Equal(t, tables, rows)
			}
		}
	}
}
