package netns

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// needRoot ends a test that makes namespaces if it may not.
var needRoot = testkit.NeedNamespaces

func command(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	require.NoError(t, err, "%s %s: %s", name, strings.Join(args, " "), out)
	return string(out)
}

var serial atomic.Int64

// addNamed makes a namespace with a name and no process, and returns its name.
func addNamed(t testing.TB, suffix string) string {
	t.Helper()
	name := fmt.Sprintf("nsx-%d-%d%s", os.Getpid(), serial.Add(1), suffix)
	command(t, "ip", "netns", "add", name)
	t.Cleanup(func() {
		if _, err := os.Lstat("/run/netns/" + name); err == nil {
			command(t, "ip", "netns", "delete", name)
		}
	})
	return name
}

func inodeAt(t testing.TB, path string) uint64 {
	t.Helper()
	var st unix.Stat_t
	require.NoError(t, unix.Stat(path, &st))
	return st.Ino
}

// living is a running program of a test. It ends with the test.
type living struct {
	number int
	stdout *bufio.Reader
	stop   func()
}

func (p *living) pid() string { return strconv.Itoa(p.number) }

// start runs a program that leaves no other behind when it is killed.
func start(t testing.TB, env []string, name string, args ...string) *living {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	p := &living{cmd.Process.Pid, bufio.NewReader(stdout), func() {
		stdin.Close()
		cmd.Process.Kill()
		cmd.Wait()
	}}
	t.Cleanup(p.stop)
	return p
}

// sleep starts a process that does nothing, by a command, if any, that leads it
// to where it lives.
func sleep(t testing.TB, command ...string) *living {
	t.Helper()
	helper := testkit.Reside(t, command...)
	return &living{number: helper.PID, stop: helper.Stop}
}

// sleepIn starts a process in a named namespace.
func sleepIn(t testing.TB, name string) *living {
	t.Helper()
	return sleep(t, "nsenter", "--net=/run/netns/"+name)
}

// sleepUnshared starts a process in an unnamed namespace, which begins with it.
func sleepUnshared(t testing.TB, options ...string) *living {
	t.Helper()
	options = append([]string{"--net"}, options...)
	testkit.NeedUnshare(t, options...)
	return sleep(t, append([]string{"unshare"}, options...)...)
}

// patience is how long a test waits for what must come, looking every tick.
const patience, tick = 10 * time.Second, time.Millisecond

// awaitNamespace waits until the process has arrived in a namespace.
func (p *living) awaitNamespace(t testing.TB, arrived func(uint64) bool) {
	t.Helper()
	require.Eventually(t, func() bool {
		inode, err := linkedInode(unix.AT_FDCWD, "/proc/"+p.pid()+"/ns/net")
		return err == nil && arrived(inode)
	}, patience, tick)
}

func (p *living) inode(t testing.TB) uint64 {
	t.Helper()
	return inodeAt(t, "/proc/"+p.pid()+"/ns/net")
}

// listen makes a listener in a namespace. It keeps neither a name nor a
// process there.
func listen(t testing.TB, n *Namespace, port int) {
	t.Helper()
	fd, err := n.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	require.NoError(t, err)
	t.Cleanup(func() { unix.Close(fd) })
	require.NoError(t, unix.Bind(fd, &unix.SockaddrInet4{Port: port}))
	require.NoError(t, unix.Listen(fd, 1))
}

// finder makes a Finder that ends with the test.
func finder(t testing.TB, c Config) *Finder {
	t.Helper()
	return NewFinder(t.Context(), c)
}

func resolve(t testing.TB, arg string) *Namespace {
	t.Helper()
	n, err := finder(t, Config{}).Resolve(arg)
	require.NoError(t, err)
	return n
}

func readTable(t testing.TB, n *Namespace, table string) string {
	t.Helper()
	file, err := n.Open(table)
	require.NoError(t, err)
	defer file.Close()
	content, err := io.ReadAll(file)
	require.NoError(t, err)
	return string(content)
}

// find returns the namespace of an inode in a list of all, or nil.
func find(t testing.TB, inode uint64) *Namespace {
	t.Helper()
	listing, err := finder(t, Config{}).List()
	require.NoError(t, err)
	var found *Namespace
	for _, n := range listing.Namespaces {
		if n.Inode == inode {
			require.Nil(t, found, "listed twice")
			found = n
		}
	}
	return found
}

// procTree makes a directory that looks like /proc.
func procTree(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	testkit.WriteTree(t, root, files)
	return root
}

// setFile makes a file of such a directory, or puts another in its place.
func setFile(t testing.TB, path, content string) {
	t.Helper()
	os.Remove(path)
	testkit.WriteTree(t, "/", map[string]string{path: content})
}
