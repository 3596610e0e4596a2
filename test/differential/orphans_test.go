package differential

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// within runs do on a thread that is in a named namespace meanwhile.
func within(t *testing.T, ns *namespace, do func()) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	home, err := os.Open("/proc/thread-self/ns/net")
	require.NoError(t, err)
	defer home.Close()
	there, err := os.Open("/run/netns/" + ns.name)
	require.NoError(t, err)
	defer there.Close()
	require.NoError(t, unix.Setns(int(there.Fd()), unix.CLONE_NEWNET))
	defer func() { require.NoError(t, unix.Setns(int(home.Fd()), unix.CLONE_NEWNET)) }()
	do()
}

// oneWay makes two namespaces whose hosts reach each other in one direction
// only: what near sends to far arrives nowhere.
func oneWay(t *testing.T) (near, far *namespace) {
	t.Helper()
	const nearFrame = "02:00:00:00:00:01"
	near, far = newNamespace(t), newNamespace(t)
	near.run(t, "ip", "link", "add", "near", "address", nearFrame, "type", "veth", "peer", "name", "far", "netns", far.name)
	for _, command := range []string{
		"addr add 10.77.0.1/24 dev near",
		"addr add fd77::1/64 dev near nodad",
		"link set near up",
		"neigh add 10.77.0.2 lladdr " + nowhereFrame + " dev near nud permanent",
		"neigh add fd77::2 lladdr " + nowhereFrame + " dev near nud permanent",
	} {
		near.run(t, append([]string{"ip"}, strings.Fields(command)...)...)
	}
	for _, command := range []string{
		"addr add 10.77.0.2/24 dev far",
		"addr add fd77::2/64 dev far nodad",
		"link set far up",
		"neigh add 10.77.0.1 lladdr " + nearFrame + " dev far nud permanent",
		"neigh add fd77::1 lladdr " + nearFrame + " dev far nud permanent",
	} {
		far.run(t, append([]string{"ip"}, strings.Fields(command)...)...)
	}
	return near, far
}

// orphanRequests leaves two requests for a connection of each family behind
// in near, in SYN_RECV, whose listeners are closed. The kernel drops them when
// they would have to be answered for the third time, some seconds later, as
// there is no listener any more.
func orphanRequests(t *testing.T, near, far *namespace) {
	t.Helper()
	near4, near6 := inet4([4]byte{10, 77, 0, 1}, 9002), inet6([16]byte{0xfd, 0x77, 15: 1}, 9003)
	var listeners, clients []int
	within(t, near, func() {
		listeners = []int{listen(unix.AF_INET, near4), listen(unix.AF_INET6, near6)}
	})
	within(t, far, func() {
		for range 2 {
			for family, address := range map[int]unix.Sockaddr{unix.AF_INET: near4, unix.AF_INET6: near6} {
				fd := socket(family, unix.SOCK_STREAM|unix.SOCK_NONBLOCK, 0)
				clients = append(clients, fd)
				require.Equal(t, unix.EINPROGRESS, unix.Connect(fd, address))
			}
		}
	})
	// The first two answers are sent after one and after two more seconds.
	time.Sleep(3200 * time.Millisecond)
	for _, fd := range append(clients, listeners...) {
		require.NoError(t, unix.Close(fd))
	}
}

// TestRequestsThatOutliveTheirListenerAreListed has rows in the tables of tcp
// while net/sockstat counts no sockets.
func TestRequestsThatOutliveTheirListenerAreListed(t *testing.T) {
	near, far := oneWay(t)
	for attempt := 1; ; attempt++ {
		orphanRequests(t, near, far)
		reference := near.run(t, "netstat", "-tan")
		counters := near.run(t, "cat", "/proc/net/sockstat", "/proc/net/sockstat6")
		ours := near.run(t, program, "-tan")
		named := ourOutput(t, "--netns", near.name, "-tan")
		listeners := near.run(t, program, "-tln")
		again := near.run(t, "netstat", "-tan")
		if (reference != again || strings.Count(reference, " SYN_RECV") != 4) && attempt < 5 {
			continue // they have been dropped meanwhile
		}
		require.Equal(t, 2, strings.Count(reference, "tcp  "), reference)
		require.Equal(t, 2, strings.Count(reference, "tcp6 "), reference)
		require.Equal(t, 4, strings.Count(reference, " SYN_RECV"), reference)
		require.Contains(t, counters, "TCP: inuse 0 ")
		require.Contains(t, counters, "TCP6: inuse 0\n")
		assert.Equal(t, reference, ours)
		assert.Equal(t, result{reference, "", "0\n"}, named)
		assert.Empty(t, allRows(listeners))
		live.Add(1)
		return
	}
}
