package hostile

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// churn opens and closes sockets of the kinds in its arguments and starts
// short-lived programs that hold them, as fast as it can, until its input ends.
func churn(kinds []string) {
	end := make(chan struct{})
	for i := range 6 {
		go func() {
			for round := 0; ; round++ {
				select {
				case <-end:
					return
				default:
					churnOnce(kinds, i, round)
				}
			}
		}()
	}
	testkit.Ready()
	close(end)
}

// churnOnce makes some sockets, a program that holds them for a moment, and
// lets all of them go. What fails because the machine is too busy does not
// matter.
func churnOnce(kinds []string, i, round int) {
	var files []*os.File
	hold := func(socket any) {
		if file, err := socket.(interface{ File() (*os.File, error) }).File(); err == nil {
			files = append(files, file)
		}
	}
	defer func() {
		for _, file := range files {
			file.Close()
		}
	}()
	for _, kind := range kinds {
		address := "localhost:0"
		if kind == "unix" {
			address = fmt.Sprintf("@hostile-churn-%d-%d", i, round)
		}
		if kind == "udp" {
			if socket, err := net.ListenPacket(kind, address); err == nil {
				hold(socket)
				socket.Close()
			}
			continue
		}
		listener, err := net.Listen(kind, address)
		if err != nil {
			continue
		}
		defer listener.Close()
		hold(listener)
		for range 4 {
			if conn, err := net.Dial(kind, listener.Addr().String()); err == nil {
				defer conn.Close()
				hold(conn)
			}
		}
	}
	command := []string{"sleep", fmt.Sprintf("0.0%d", round%5)}
	if round%20 == 0 {
		command = append([]string{"unshare", "-n"}, command...) // a namespace for a moment
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.ExtraFiles = files
	_ = cmd.Run()
}

// Rows of a list of sockets with -anpe.
var (
	inetRow = regexp.MustCompile(`^(tcp6?|udp6?|udpl6?|raw6?) +\d+ +\d+ \S+ +\S+ +(?:[A-Z_0-9]+)? *\d+ +(\d+) +(-|\d+/[ -~]*?) *( hst-\S+| \S+)?$`)
	unixRow = regexp.MustCompile(`^unix  \d+ +\[ (?:ACC )?(?:W )?(?:N )?\] +[A-Z]+ +[A-Z]* +(\d+) +(-|\d+/[ -~]*?) *( \S+ *)?( @?\S*)?$`)
)

// TestSoak lists sockets while processes, sockets and namespaces come and go:
// 20 seconds if GONETSTAT_SOAK says so, else 5, and 2 with -short.
func TestSoak(t *testing.T) {
	duration := 5 * time.Second
	if testing.Short() {
		duration = 2 * time.Second
	}
	if text := os.Getenv("GONETSTAT_SOAK"); text != "" {
		given, err := time.ParseDuration(text)
		require.NoError(t, err)
		duration = given
	}
	netns, elsewhere := namespace(t, "soak"), namespace(t, "noise")
	var ports []string
	for port := 20001; port <= 20020; port++ {
		ports = append(ports, fmt.Sprint(port))
	}
	stable := startHelper(t, netns, "listen", ports...)
	// A reader of net/udp that the kernel has given a page goes on by counting
	// rows, and loses one when another before it has gone meanwhile. So udp
	// is stirred elsewhere.
	startHelper(t, netns, "churn", "tcp", "unix")
	startHelper(t, elsewhere, "churn", "udp", "tcp", "unix")
	owner := fmt.Sprintf("%d/", stable.PID)
	kinds := [][]string{{"-tanpe"}, {"-tulpne"}, {"-anpe"}, {"--netns=" + netns, "-tuanpe"}, {"--all-netns", "-tuanpe"}, {"--all-netns", "-xlnpe"}}
	listings, sockets := 0, 0
	for end := time.Now().Add(duration); time.Now().Before(end) || listings < len(kinds); listings++ {
		options := kinds[listings%len(kinds)]
		r := shell(t, `exec ip netns exec "$1" "$P" "${@:2}"`, append([]string{netns}, options...)...)
		require.Empty(t, r.stderr, "%q", options)
		require.Zero(t, r.status, "%q", options)
		sockets += checkListing(t, r.stdout, options, ports, owner)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d listings, %d sockets", listings, sockets)
}

// checkListing checks every row of a listing and that the stable sockets are
// there. The kernel itself may list a socket twice while others come and go.
func checkListing(t *testing.T, text string, options, ports []string, owner string) int {
	t.Helper()
	require.True(t, strings.HasSuffix(text, "\n"))
	owners := map[string]string{}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for _, line := range lines {
		if strings.HasPrefix(line, "Active ") || strings.HasPrefix(line, "Proto ") {
			continue
		}
		var inode, cell string
		if found := inetRow.FindStringSubmatch(line); found != nil {
			inode, cell = found[2], found[3]
		} else if found := unixRow.FindStringSubmatch(line); found != nil {
			inode, cell = found[1], found[2]
		} else {
			require.Fail(t, "a torn row", "%q in %q", line, options)
		}
		if inode == "0" {
			continue
		}
		if known, ok := owners[inode]; ok {
			assert.Equal(t, known, cell, "owners of inode %s in %q", inode, options)
		}
		owners[inode] = cell
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	listening := strings.Contains(options[len(options)-1], "l")
	unixOnly := strings.Contains(options[len(options)-1], "x")
	for _, port := range ports {
		count := map[string]int{}
		for _, line := range lines {
			if !strings.Contains(line, " "+owner) {
				continue
			}
			switch {
			case strings.HasPrefix(line, "tcp ") && strings.Contains(line, "127.0.0.1:"+port+" "):
				count["tcp"]++
			case strings.HasPrefix(line, "udp ") && strings.Contains(line, "127.0.0.1:"+port+" "):
				count["udp"]++
			case strings.HasPrefix(line, "unix ") && strings.HasSuffix(line, "-"+port):
				count["unix"]++
			}
		}
		switch {
		case unixOnly:
			assert.Equal(t, map[string]int{"unix": 1}, count, "port %s in %q", port, options)
		case options[0] == "-anpe":
			assert.Equal(t, map[string]int{"tcp": 3, "udp": 1, "unix": 1}, count, "port %s in %q", port, options)
		case listening:
			assert.Equal(t, map[string]int{"tcp": 1, "udp": 1}, count, "port %s in %q", port, options)
		case options[0] == "-tanpe":
			assert.Equal(t, map[string]int{"tcp": 3}, count, "port %s in %q", port, options)
		default:
			assert.Equal(t, map[string]int{"tcp": 3, "udp": 1}, count, "port %s in %q", port, options)
		}
	}
	return len(owners)
}
